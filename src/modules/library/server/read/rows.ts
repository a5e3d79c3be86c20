import { count, LIMITS, type Mark } from './faults.ts'
import type { Script } from './text.ts'

export type Row = { number: number; cells: Map<number, string> }

/** Rows looked at before deciding which of them names the columns. */
const AHEAD = 12
/** A column's name stands before each of its values, so a very long one is shortened there. */
const LONGEST_NAME = 200

/** 0 → A, 25 → Z, 26 → AA: columns as spreadsheets call them. */
export function columnName(index: number): string {
  let name = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}/
const NUMBER = /^[-+(]?[£$€]?\s?\d[\d.,]*\s?%?\)?$/

/** Years and quarters head columns as often as words do; other numbers and dates are data. */
const isData = (cell: string): boolean => (NUMBER.test(cell) && !/^(19|20)\d\d$/.test(cell)) || ISO_DATE.test(cell)

/**
 * Renders a table for reading: each row becomes a block of `column: value` lines, so that one answer can be selected
 * with the question it answers in front. Empty cells are left out. Rows past LIMITS.rows are counted, not read.
 * @throws Fault too_large when the text grows past its limit, naming the row
 */
export class Table {
  #script: Script
  #place: string
  #waiting: Row[] | undefined = []
  #names: Map<number, string> | undefined
  #seen = 0
  /** Rows of data read, and those beyond the limit. */
  read = 0
  beyond = 0
  headed = false
  shortened = false

  /** @param place what stands before "row 12" in labels, such as the sheet's name */
  constructor(script: Script, place: string) {
    this.#script = script
    this.#place = place
  }

  add(row: Row): void {
    for (const [column, value] of row.cells) if (value.trim() === '') row.cells.delete(column)
    if (row.cells.size === 0) return
    if (++this.#seen > LIMITS.rows) {
      this.beyond++
      return
    }
    this.#waiting?.push(row)
    if (this.#waiting === undefined) this.#render(row)
    else if (this.#waiting.length >= AHEAD) this.#decide()
  }

  end(): void {
    if (this.#waiting !== undefined) this.#decide()
  }

  #decide(): void {
    const rows = this.#waiting ?? []
    this.#waiting = undefined
    const at = headerAt(rows)
    rows.forEach((row, index) => {
      if (at === undefined || index > at) this.#render(row)
      // What stands above the names of the columns is a title or an instruction: it is kept, as it stands.
      else if (index < at) this.#block(row, [...row.cells.values()].map(oneParagraph).join(' | '))
      else this.#name(row)
    })
  }

  #name(row: Row): void {
    this.headed = true
    this.#names = new Map()
    const used = new Set<string>()
    for (const [column, value] of row.cells) {
      let name = value.replace(/\s+/g, ' ').trim().replace(/:$/, '')
      if ([...name].length > LONGEST_NAME) {
        name = `${[...name].slice(0, LONGEST_NAME - 1).join('')}…`
        this.shortened = true
      }
      if (used.has(name)) name = `${name} (${columnName(column)})`
      used.add(name)
      this.#names.set(column, name)
    }
  }

  #render(row: Row): void {
    const lines: string[] = []
    for (const [column, value] of row.cells) {
      lines.push(`${this.#names?.get(column) ?? `column ${columnName(column)}`}: ${oneParagraph(value)}`)
    }
    this.read++
    this.#block(row, lines.join('\n'))
  }

  #block(row: Row, text: string): void {
    this.#script.mark(`${this.#place}row ${row.number}`)
    this.#script.add(text, '\n\n')
  }
}

/** No blank lines inside a value: a blank line is what sets rows apart. */
const oneParagraph = (value: string): string => value.trim().replace(/\s*[\r\n]\s*/g, '\n')

/**
 * The row that names the columns: the first that is about as wide as the table and holds no data; none if the rows above
 * the data are data themselves.
 */
function headerAt(rows: Row[]): number | undefined {
  const widest = Math.max(0, ...rows.map((row) => row.cells.size))
  const at = rows.findIndex((row) => row.cells.size * 2 >= Math.min(widest, 12) && (widest < 2 || row.cells.size > 1))
  const row = rows[at]
  if (row === undefined || (rows.length === 1 && widest < 2)) return undefined
  const cells = [...row.cells.values()]
  const longest = Math.max(...cells.map((cell) => cell.length))
  return cells.some((cell) => isData(cell.trim())) || longest > 1000 ? undefined : at
}

/** One mark per row up to LIMITS.marks, past that one per group of rows, so that a large table stays light. */
export function thin(marks: Mark[]): Mark[] {
  if (marks.length <= LIMITS.marks) return marks
  const group = Math.ceil(marks.length / LIMITS.marks)
  return marks
    .filter((_, index) => index % group === 0)
    .map((mark) => ({ start: mark.start, label: mark.label.replace(/row (\d+)$/, 'from row $1') }))
}

/** What a reader of the text should know about how the table was read. */
export function tableNotes(table: Table, where: string): string[] {
  const notes: string[] = []
  if (!table.headed && table.read > 0) {
    notes.push(`${where}no row that names the columns was found; they are called by their letters.`)
  }
  if (table.shortened) notes.push(`${where}column names longer than ${LONGEST_NAME} characters were shortened.`)
  if (table.beyond > 0) {
    notes.push(`${where}only the first ${count(LIMITS.rows)} rows were read; ${count(table.beyond)} were left out.`)
  }
  return notes.map((note) => note[0]!.toUpperCase() + note.slice(1))
}
