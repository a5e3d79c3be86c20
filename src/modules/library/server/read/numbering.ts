import { type Attributes, readXml } from './xml.ts'
import type { Archive } from './zip.ts'

type Level = { start: number; format: string; pattern: string }
type List = { abstract: string; starts: Map<number, number>; levels: Map<number, Level> }

/** "1", "iv", "c": a number in one of the usual styles; unusual ones come out as plain numbers. */
export function numeral(n: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
    case 'a':
      return letters(n)
    case 'upperLetter':
    case 'A':
      return letters(n).toUpperCase()
    case 'lowerRoman':
    case 'i':
      return roman(n)
    case 'upperRoman':
    case 'I':
      return roman(n).toUpperCase()
    case 'decimalZero':
      return String(n).padStart(2, '0')
    default:
      return String(n)
  }
}

/** a … z, then aa, bb: as word processors count. */
function letters(n: number): string {
  if (n < 1 || n > 780) return String(n)
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.ceil(n / 26))
}

const ROMAN: [number, string][] = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'],
  [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
] // biome-ignore format: a table reads better in rows

function roman(n: number): string {
  if (n < 1 || n > 3999) return String(n)
  let rest = n
  let out = ''
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      out += sign
      rest -= value
    }
  }
  return out
}

/**
 * Counts the lists of a Word document, since the numbers people see ("see 4b") are nowhere in its text.
 * Lists of one definition share their counters, as in Word, unless one restarts.
 */
export class Numbering {
  #abstracts = new Map<string, Map<number, Level>>()
  #lists = new Map<string, List>()
  #counters = new Map<string, number[]>()
  #restarted = new Set<string>()

  /** @throws Fault damaged and the like, as readXml */
  static async load(archive: Archive, part: string | undefined): Promise<Numbering> {
    const numbering = new Numbering()
    if (part === undefined) return numbering
    let levels: Map<number, Level> | undefined
    let level: Level | undefined
    let list: List | undefined
    let at = 0
    await readXml(archive, part, {
      open(name, a) {
        const value = a['w:val'] ?? ''
        if (name === 'w:abstractNum') {
          levels = new Map()
          numbering.#abstracts.set(a['w:abstractNumId'] ?? '', levels)
        } else if (name === 'w:num') {
          levels = new Map()
          list = { abstract: '', starts: new Map(), levels }
          numbering.#lists.set(a['w:numId'] ?? '', list)
        } else if (name === 'w:abstractNumId' && list !== undefined) list.abstract = value
        else if (name === 'w:lvlOverride') at = integer(a, 'w:ilvl')
        else if (name === 'w:startOverride') list?.starts.set(at, integer(a, 'w:val'))
        else if (name === 'w:lvl') {
          level = { start: 1, format: 'decimal', pattern: '' }
          levels?.set(integer(a, 'w:ilvl'), level)
        } else if (level === undefined) return
        else if (name === 'w:start') level.start = integer(a, 'w:val')
        else if (name === 'w:numFmt') level.format = value
        else if (name === 'w:lvlText') level.pattern = value
      },
      close(name) {
        if (name === 'w:lvl') level = undefined
        if (name === 'w:num') list = undefined
      },
    })
    return numbering
  }

  /** The marker of the next item of a list at a level: "•", "3.", "2.1", "(b)"; empty if the list has none. */
  next(numId: string, depth: number): string {
    const list = this.#lists.get(numId)
    if (list === undefined) return ''
    const level = this.#level(list, depth)
    const counters = this.#count(list, numId, depth)
    if (level === undefined || level.format === 'none') return ''
    if (level.format === 'bullet') return '•'
    return level.pattern
      .replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1
        return numeral(counters[at] ?? this.#level(list, at)?.start ?? 1, this.#level(list, at)?.format ?? 'decimal')
      })
      .trim()
  }

  #level(list: List, depth: number): Level | undefined {
    return list.levels.get(depth) ?? this.#abstracts.get(list.abstract)?.get(depth)
  }

  #count(list: List, numId: string, depth: number): number[] {
    let counters = this.#counters.get(list.abstract)
    if (counters === undefined) {
      counters = []
      this.#counters.set(list.abstract, counters)
    }
    const override = list.starts.get(depth)
    const key = `${numId} ${depth}`
    if (override !== undefined && !this.#restarted.has(key)) {
      this.#restarted.add(key)
      counters[depth] = override
    } else {
      const before = counters[depth]
      counters[depth] = before === undefined ? (this.#level(list, depth)?.start ?? 1) : before + 1
    }
    counters.length = depth + 1
    return counters
  }
}

function integer(attributes: Attributes, name: string): number {
  const n = Number.parseInt(attributes[name] ?? '', 10)
  return Number.isFinite(n) ? Math.max(0, Math.min(n, 100_000)) : 0
}
