import { readStyles, unescapeCell } from './cells.ts'
import { count, damaged, LIMITS, quote, type Reading, tooMuchText } from './faults.ts'
import { related, relations } from './package.ts'
import { Table, tableNotes, thin } from './rows.ts'
import { cellsOf, type Sheet } from './sheet.ts'
import { clean, Script } from './text.ts'
import { readXml } from './xml.ts'
import type { Archive } from './zip.ts'

/**
 * A workbook as a reader would see it: each visible sheet, each visible row a block of `column: value`. Cells with a
 * formula give the value last stored. Hidden sheets, rows and columns are left out and noted: what its owner does not
 * see, its owner cannot have meant to hand over.
 * @throws Fault damaged with the cell, lying, too_large with the row
 */
export async function readXlsx(archive: Archive, main: string): Promise<Reading> {
  const all = await relations(archive, main)
  const { sheets, from1904 } = await readWorkbook(archive, main)
  const styles = await readStyles(archive, related(archive, all, 'styles'))
  const strings = await readStrings(archive, related(archive, all, 'sharedStrings'))
  const script = new Script()
  const notes: string[] = []
  const visible = sheets.filter((sheet) => !sheet.hidden)
  const hidden = sheets.filter((sheet) => sheet.hidden).map((sheet) => quote(sheet.name))
  if (hidden.length > 0) notes.push(`Hidden sheet(s) were left out: ${hidden.slice(0, 10).join(', ')}.`)
  let charts = 0
  for (const { name, id } of visible) {
    const relation = all.get(id)
    if (relation === undefined) throw damaged(`its sheet ${quote(name)} is missing`)
    if (relation.type !== 'worksheet') {
      charts++
      continue
    }
    const alone = visible.length === 1
    const sheet: Sheet = { name, part: relation.target, strings, styles, from1904 }
    notes.push(...(await readSheet(archive, sheet, script, alone)))
  }
  if (charts > 0) notes.push(`${count(charts)} sheet(s) that hold only a chart were left out.`)
  return { kind: 'xlsx', text: script.text, pages: thin(script.marks), notes }
}

async function readSheet(archive: Archive, sheet: Sheet, script: Script, alone: boolean): Promise<string[]> {
  const title = clean(sheet.name).replace(/\s+/g, ' ').trim()
  const table = new Table(script, alone ? '' : `sheet ${title}, `)
  let titled = alone
  const seen = await cellsOf(archive, sheet, (row) => {
    // An empty sheet has no title either: workbooks are full of them.
    if (!titled && row.cells.size > 0) {
      script.mark(`sheet ${title}`)
      script.add(title, '\n\n')
      titled = true
    }
    table.add(row)
  })
  table.end()
  const where = alone ? '' : `in sheet ${quote(sheet.name)}, `
  const notes = tableNotes(table, where)
  const place = alone ? '' : ` in sheet ${quote(sheet.name)}`
  if (seen.hiddenRows > 0) notes.push(`${count(seen.hiddenRows)} hidden row(s)${place} were left out.`)
  if (seen.hiddenColumns.length > 0) {
    notes.push(`Hidden column(s)${place} were left out: ${seen.hiddenColumns.slice(0, 20).join(', ')}.`)
  }
  if (seen.unsettled.length > 0) {
    notes.push(`Formulas${place} without a stored value were left out: ${seen.unsettled.slice(0, 10).join(', ')}.`)
  }
  return notes
}

async function readWorkbook(archive: Archive, main: string) {
  const sheets: { name: string; id: string; hidden: boolean }[] = []
  let from1904 = false
  await readXml(archive, main, {
    open(name, a) {
      if (name === 'x:workbookPr') from1904 = a.date1904 === '1' || a.date1904 === 'true'
      if (name !== 'x:sheet') return
      sheets.push({ name: a.name ?? '', id: a['r:id'] ?? '', hidden: a.state !== undefined && a.state !== 'visible' })
    },
  })
  return { sheets, from1904 }
}

/** The texts that cells refer to by number. Pronunciation marks are no text of the cell. */
async function readStrings(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = []
  if (part === undefined) return strings
  let text = ''
  let inText = false
  let aside = false
  let total = 0
  await readXml(archive, part, {
    open(name) {
      if (name === 'x:si') text = ''
      else if (name === 'x:rPh') aside = true
      else if (name === 'x:t') inText = !aside
    },
    close(name) {
      if (name === 'x:t') inText = false
      else if (name === 'x:rPh') aside = false
      else if (name === 'x:si') {
        total += text.length
        // All of them stand in memory until the sheets are read; sheets may also use only a few.
        if (total > LIMITS.characters * 10) throw tooMuchText()
        strings.push(unescapeCell(text))
      }
    },
    text(piece) {
      if (inText) text += piece
    },
  })
  return strings
}
