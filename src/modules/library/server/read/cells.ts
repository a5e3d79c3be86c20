import { readXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** How a cell's number is to be read, by its number format. */
export type Shown = 'number' | 'percent' | 'date' | 'time' | 'moment'

const BUILT_IN = new Map<number, Shown>([
  [9, 'percent'],
  [10, 'percent'],
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [number, Shown] => [id, 'date']),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id): [number, Shown] => [id, 'time']),
  [22, 'moment'],
])

/** What a format such as `dd/mm/yyyy hh:mm` or `0.0%` makes of a number. Only its first section counts. */
export function shownBy(format: string): Shown {
  const bare = format
    .replace(/\\.|_.|\*./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';')[0]!
    .toLowerCase()
  if (/general/.test(bare)) return 'number'
  const time = /[hs]|am\/pm|a\/p/.test(bare)
  const date = /[yd]/.test(bare) || (/m/.test(bare) && !time)
  if (date) return time ? 'moment' : 'date'
  if (time) return 'time'
  return bare.includes('%') ? 'percent' : 'number'
}

/** For each cell style of a workbook, how its numbers are shown. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Shown[]> {
  const formats = new Map(BUILT_IN)
  const styles: Shown[] = []
  let inCells = false
  if (part === undefined) return styles
  await readXml(archive, part, {
    open(name, a) {
      if (name === 'x:numFmt') formats.set(Number(a.numFmtId), shownBy(a.formatCode ?? ''))
      else if (name === 'x:cellXfs') inCells = true
      else if (name === 'x:xf' && inCells) styles.push(formats.get(Number(a.numFmtId)) ?? 'number')
    },
    close(name) {
      if (name === 'x:cellXfs') inCells = false
    },
  })
  return styles
}

const DAY = 86_400_000

/** A stored number as a person would write it. What is no number is returned as it stands. */
export function showNumber(stored: string, shown: Shown, from1904: boolean): string {
  const n = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(n)) return stored
  if (shown === 'percent') return `${plain(n * 100)}%`
  if (shown === 'number') return plain(n)
  if (n < 0 || n > 2_958_466) return plain(n)
  return showDate(n, shown, from1904)
}

/** Spreadsheets keep 15 digits; the rest is noise of the binary fraction (0.30000000000000004). */
function plain(n: number): string {
  return String(Number(n.toPrecision(15)))
}

/**
 * Days since the end of 1899 (or 1904, from old Macs) as `2021-03-05 14:30`. The 29 February 1900 that never was is
 * counted by spreadsheets, so the days before it are one off.
 */
function showDate(n: number, shown: Shown, from1904: boolean): string {
  // Whole seconds first: a fraction such as 0.999999999 would otherwise be shown as 23:59 of the day before.
  const seconds = Math.round(n * 86_400)
  const day = Math.floor(seconds / 86_400)
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, seconds % 60 === 0 ? 16 : 19)
  if (shown === 'time') return day === 0 ? clock : duration(seconds)
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 61 ? 31 : 30)
  const date = new Date(epoch + day * DAY).toISOString().slice(0, 10)
  if (shown === 'date' || (shown === 'moment' && seconds % 86_400 === 0)) return date
  return `${date} ${clock}`
}

/** More than a day by a clock format is a length of time: 30:15. */
function duration(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const rest = seconds % 60
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : `:${two(rest)}`}`
}

/** Excel writes characters that XML cannot hold as `_x000D_`, and a real `_x` as `_x005F_x`. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** "BC12" → 54; undefined if it is no address. */
export function columnOf(address: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address)?.[1]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
