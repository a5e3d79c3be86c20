import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { decode } from './decode.ts'
import { count, damaged, type Reading } from './faults.ts'
import { Table, tableNotes, thin } from './rows.ts'
import { Script } from './text.ts'

const PIECE = 65_536

/**
 * A table in plain text: comma, semicolon, tab or bar, in any encoding that `decode` knows.
 * @throws Fault damaged with the line where a quotation mark is never closed; too_large with the row
 */
export async function readCsv(bytes: Uint8Array, progress: (done: number, total: number) => void): Promise<Reading> {
  const { text, notes } = decode(bytes)
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(text)
  const start = declared?.[0].length ?? (text.startsWith('\ufeff') ? 1 : 0)
  const delimiter = declared?.[1] ?? sniff(text.slice(start, start + PIECE))
  const script = new Script()
  const table = new Table(script, '')
  let uneven = 0
  let width = 0
  let number = declared === null ? 0 : 1
  const pieces = function* () {
    for (let at = start; at < text.length; at += PIECE) {
      progress(at, text.length)
      yield text.slice(at, at + PIECE)
    }
  }
  const parser = Readable.from(pieces()).pipe(
    parse({
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }),
  )
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++
      if (record.length === 1 && record[0]?.trim() === '') continue
      width ||= record.length
      if (record.length !== width) uneven++
      table.add({ number, cells: new Map(record.entries()) })
    }
  } catch (error) {
    if (error instanceof CsvError) throw damaged(explain(error))
    throw error
  }
  table.end()
  if (uneven > 0) notes.push(`${count(uneven)} row(s) have more or fewer cells than the first.`)
  const marks = thin(script.marks)
  return { kind: 'csv', text: script.text, pages: marks, notes: [...notes, ...tableNotes(table, '')] }
}

/** The parser counts the rows that it finished; those it gave may still be on their way here. */
function explain(error: CsvError): string {
  const row = `in row ${count(Number(error.records ?? 0) + 1)}`
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `a quotation mark opened ${row} is never closed`
  return `the table cannot be taken apart ${row}`
}

/**
 * The delimiter that cuts the first lines into the most columns of the same number. Text between quotation marks does
 * not count, so that commas in answers do not decide.
 */
export function sniff(sample: string): string {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line !== '')
    .slice(0, 30)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of ['\t', ';', ',', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    const agreeing = counts.filter((n) => n === first).length / Math.max(1, counts.length)
    // Agreement counts twice: prose in a column has many commas, but never the same number twice.
    const score = first === 0 ? 0 : agreeing ** 2 * Math.min(first, 20) + agreeing
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
