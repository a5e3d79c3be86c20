/**
 * What a reading is, what stops one, and the limits that are stated to people.
 * Every refusal is a value with a sentence of three parts: what happened, what is safe, what to do.
 */

export type Kind = 'txt' | 'docx' | 'odt' | 'pdf' | 'csv' | 'xlsx'

export type Mark = { start: number; label: string }

export type Reading = {
  kind: Kind
  /** NFC, `\n` line endings, no control characters: the same bytes give the same text, so offsets into it keep. */
  text: string
  /** Where each page, sheet or row begins in `text`, in order of `start`. */
  pages?: Mark[]
  /** What was left out or decided on the reader's behalf, in sentences. */
  notes: string[]
}

export type Reason =
  | 'empty'
  | 'encrypted'
  | 'too_large'
  | 'lying'
  | 'damaged'
  | 'unknown_kind'
  | 'no_text'
  | 'too_slow'
  | 'cancelled'

export type Unreadable = { reason: Reason; sentence: string }

/** Stated limits; those on zip parts follow trust.md §4. */
export const LIMITS = {
  fileBytes: 25 * 1024 * 1024,
  characters: 2_000_000,
  rows: 50_000,
  pdfPages: 3_000,
  /** More marks than this are thinned to one per group of rows. */
  marks: 1_000,
  zipEntries: 200,
  zipRatio: 200,
  zipPartBytes: 64 * 1024 * 1024,
  zipBytes: 128 * 1024 * 1024,
  xmlDepth: 400,
  /** Of the child's JavaScript heap; the whole process is held below `processMegabytes` where the system can be asked. */
  heapMegabytes: 256,
  processMegabytes: 512,
  seconds: 60,
  /** Files read at the same time; others wait their turn. */
  atOnce: 2,
} as const

const SAFE = 'Nothing from it was added, and your own copy is untouched.'

/** Thrown inside the child; carried to the parent as its `reason` and `sentence`. */
export class Fault extends Error {
  readonly reason: Reason
  constructor(reason: Reason, happened: string, todo: string) {
    super(`${happened} ${SAFE} ${todo}`)
    this.reason = reason
  }
  get unreadable(): Unreadable {
    return { reason: this.reason, sentence: this.message }
  }
}

export const damaged = (where: string): Fault =>
  new Fault(
    'damaged',
    `The file is damaged: ${where}.`,
    'Open it in the program it came from, save a fresh copy and choose that one.',
  )

export const lying = (what: string): Fault =>
  new Fault(
    'lying',
    `The file is not what it says it is: ${what}.`,
    'Open it in the program it came from, save a fresh copy and choose that one.',
  )

/** @param where the place at which the limit was reached, such as "at page 12", if one is known */
export const tooMuchText = (where?: string): Fault =>
  new Fault(
    'too_large',
    `The file holds more than ${count(LIMITS.characters)} characters of text${where === undefined ? '' : `; that was reached ${where}`}.`,
    'Divide it into smaller files and add them one by one.',
  )

export const unpacksTooLarge = (what: string): Fault =>
  new Fault(
    'too_large',
    `The file unpacks to far more than its size on disk: ${what}.`,
    'If it is a real document, save a copy without pictures and empty rows and choose that one.',
  )

export const cancelled = (): Fault =>
  new Fault('cancelled', 'Reading the file was stopped, as you asked.', 'Choose it again whenever you like.')

/** A number as people write it: 2,000,000. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** A name that came from outside, fit to stand in a sentence: no controls or direction marks, at most 80 characters. */
export function quote(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...plain]
  return `‘${letters.length > 80 ? `${letters.slice(0, 77).join('')}…` : plain}’`
}
