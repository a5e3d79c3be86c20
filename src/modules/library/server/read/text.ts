import { LIMITS, type Mark, tooMuchText } from './faults.ts'

/** C0 and C1 controls but tab and newline, DEL, lone surrogates, noncharacters, byte order marks, soft hyphens. */
const UNWANTED = /[[\p{Cc}--[\t\n]]\p{Cs}\u00ad\ufeff\ufffe\uffff]/gv

/**
 * The one normal form of every text read here; idempotent, so a stored text can be checked against it.
 * The order matters: NFC comes last, as taking a control character away can bring a letter and its accent together.
 */
export function clean(raw: string): string {
  return raw
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(UNWANTED, '')
    .normalize('NFC')
}

/**
 * Gathers cleaned pieces into one text and remembers where places begin.
 * Pieces are only ever joined by newlines or spaces, across which NFC never composes: the whole is NFC when they are.
 * @throws Fault too_large past LIMITS.characters, naming the place given by `mark`.
 */
export class Script {
  #parts: string[] = []
  #length = 0
  #marks: Mark[] = []
  #place: string | undefined
  #pending: string | undefined

  get length(): number {
    return this.#length
  }

  /** Names the place where the next piece begins. A place that never gets a piece gets no mark. */
  mark(label: string): void {
    this.#pending = label
    this.#place = `at ${label}`
  }

  add(piece: string, separator: string): void {
    const text = clean(piece)
    if (text === '') return
    const glue = this.#length === 0 ? '' : separator
    if (this.#length + glue.length + text.length > LIMITS.characters) throw tooMuchText(this.#place)
    this.#parts.push(glue, text)
    this.#length += glue.length
    if (this.#pending !== undefined) this.#marks.push({ start: this.#length, label: this.#pending })
    this.#pending = undefined
    this.#length += text.length
  }

  get text(): string {
    return this.#parts.join('')
  }

  get marks(): Mark[] {
    return this.#marks
  }
}
