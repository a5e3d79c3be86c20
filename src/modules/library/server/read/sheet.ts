import { columnOf, type Shown, showNumber, unescapeCell } from './cells.ts'
import { damaged, quote } from './faults.ts'
import { columnName, type Row } from './rows.ts'
import { type Attributes, readXml } from './xml.ts'
import type { Archive } from './zip.ts'

export type Sheet = { name: string; part: string; strings: string[]; styles: Shown[]; from1904: boolean }

/** What was passed over on the way, for the notes. */
export type Seen = { hiddenRows: number; hiddenColumns: string[]; unsettled: string[] }

/**
 * Streams the visible cells of a sheet row by row. Cells and rows without an address follow the one before, as the
 * format allows.
 * @throws Fault damaged, naming the cell, if one refers to a text that is not there
 */
export async function cellsOf(archive: Archive, sheet: Sheet, give: (row: Row) => void): Promise<Seen> {
  const reader = new SheetReader(sheet, give)
  await readXml(archive, sheet.part, reader)
  return reader.seen
}

class SheetReader {
  readonly seen: Seen = { hiddenRows: 0, hiddenColumns: [], unsettled: [] }
  #sheet: Sheet
  #give: (row: Row) => void
  #hidden = new Set<number>()
  #row: Row = { number: 0, cells: new Map() }
  #rowHidden = false
  #column = -1
  #type = 'n'
  #style = 0
  #value = ''
  #formula = false
  #into: 'value' | undefined
  #aside = false

  constructor(sheet: Sheet, give: (row: Row) => void) {
    this.#sheet = sheet
    this.#give = give
  }

  open = (name: string, a: Attributes): void => {
    switch (name) {
      case 'x:col':
        if (a.hidden === '1' || a.hidden === 'true') this.#hide(Number(a.min), Number(a.max))
        break
      case 'x:row':
        this.#row = { number: positive(a.r) ?? this.#row.number + 1, cells: new Map() }
        this.#rowHidden = a.hidden === '1' || a.hidden === 'true'
        this.#column = -1
        break
      case 'x:c':
        this.#column = columnOf(a.r ?? '') ?? this.#column + 1
        this.#type = a.t ?? 'n'
        this.#style = Number(a.s ?? 0)
        this.#value = ''
        this.#formula = false
        break
      case 'x:f':
        this.#formula = true
        break
      case 'x:rPh':
        this.#aside = true
        break
      case 'x:v':
      case 'x:t':
        if (!this.#aside) this.#into = 'value'
        break
    }
  }

  close = (name: string): void => {
    if (name === 'x:v' || name === 'x:t') this.#into = undefined
    else if (name === 'x:rPh') this.#aside = false
    else if (name === 'x:c') this.#cell()
    else if (name === 'x:row') {
      if (this.#rowHidden && this.#row.cells.size > 0) this.seen.hiddenRows++
      else this.#give(this.#row)
    }
  }

  text = (text: string): void => {
    if (this.#into === 'value') this.#value += text
  }

  /** Sheets often hide everything to the right of the table, up to the last possible column: that hides nothing. */
  #hide(from: number, to: number): void {
    for (let column = from; column <= Math.min(to, 16_384); column++) this.#hidden.add(column - 1)
  }

  get #address(): string {
    return `${columnName(this.#column)}${this.#row.number}`
  }

  #cell(): void {
    const value = this.#shown()
    if (value === '') {
      if (this.#formula && this.#type !== 'str' && this.seen.unsettled.length < 50)
        this.seen.unsettled.push(this.#address)
      return
    }
    if (this.#hidden.has(this.#column)) {
      const name = columnName(this.#column)
      if (!this.seen.hiddenColumns.includes(name)) this.seen.hiddenColumns.push(name)
      return
    }
    this.#row.cells.set(this.#column, value)
  }

  #shown(): string {
    const value = this.#value
    switch (this.#type) {
      case 's': {
        if (value === '') return ''
        const text = this.#sheet.strings[Number(value)]
        if (text !== undefined) return text
        throw damaged(`cell ${this.#address} of sheet ${quote(this.#sheet.name)} refers to a text that is not there`)
      }
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : value === '' ? '' : 'FALSE'
      case 'str':
      case 'inlineStr':
        return unescapeCell(value)
      case 'd':
        return value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')
      case 'n':
        return showNumber(value, this.#sheet.styles[this.#style] ?? 'number', this.#sheet.from1904)
      default:
        return value
    }
  }
}

const positive = (text: string | undefined): number | undefined => {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 && n <= 1_048_576 ? n : undefined
}
