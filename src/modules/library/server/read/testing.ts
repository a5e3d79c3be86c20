/** Small documents made in code, sound and unsound, for the tests of the readers. */
import { strToU8, type Zippable, zipSync } from 'fflate'
import { readDocument } from './index.ts'

export type Parts = Record<string, string | Uint8Array>

export function zip(parts: Parts, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {}
  for (const [name, part] of Object.entries(parts)) files[name] = typeof part === 'string' ? strToU8(part) : part
  return zipSync(files, { level, mtime: '2021-03-05' })
}

const MAIN = {
  docx: { part: 'word/document.xml', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  xlsx: { part: 'xl/workbook.xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
}
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function relations(all: Record<string, [type: string, target: string]>): string {
  const rows = Object.entries(all).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`
}

function office(kind: 'docx' | 'xlsx', parts: Parts): Parts {
  const { part, type } = MAIN[kind]
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}.main+xml"/></Types>`,
    '_rels/.rels': relations({ r1: ['officeDocument', part] }),
    ...parts,
  }
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A paragraph of a Word document; `properties` as they stand in `w:pPr`. */
export const p = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export const wordPart = (root: string, content: string): string => `<w:${root} ${W}>${content}</w:${root}>`

export function docxParts(body: string, parts: Parts = {}): Parts {
  const document = wordPart('document', `<w:body>${body}</w:body>`)
  const related = relations({
    r1: ['styles', 'styles.xml'],
    r2: ['numbering', 'numbering.xml'],
    r3: ['footnotes', 'footnotes.xml'],
  })
  return office('docx', { 'word/document.xml': document, 'word/_rels/document.xml.rels': related, ...parts })
}

export const docx = (body: string, parts: Parts = {}): Uint8Array => zip(docxParts(body, parts))

const X = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"`

export type SheetFixture = { name: string; state?: string; rows: string; before?: string }

/** A workbook of sheets whose rows are given as XML. Cell style 1 is a date, 2 a percentage, 3 a moment. */
export function xlsxParts(sheets: SheetFixture[], strings: string[] = [], parts: Parts = {}): Parts {
  const list = sheets.map((sheet, i) => {
    const state = sheet.state === undefined ? '' : ` state="${sheet.state}"`
    return `<sheet name="${sheet.name}" sheetId="${i + 1}" r:id="s${i + 1}"${state}/>`
  })
  const related: Record<string, [string, string]> = {
    st: ['styles', 'styles.xml'],
    ss: ['sharedStrings', '/xl/sharedStrings.xml'],
  }
  const pages: Parts = {}
  sheets.forEach((sheet, i) => {
    related[`s${i + 1}`] = ['worksheet', `worksheets/sheet${i + 1}.xml`]
    pages[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet ${X}>${sheet.before ?? ''}<sheetData>${sheet.rows}</sheetData></worksheet>`
  })
  return office('xlsx', {
    'xl/workbook.xml': `<workbook ${X}><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(related),
    'xl/styles.xml': `<styleSheet ${X}><numFmts><numFmt numFmtId="164" formatCode="[$-809]dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${X}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...pages,
    ...parts,
  })
}

export const text = (t: string): string => `<c t="inlineStr"><is><t>${t}</t></is></c>`
export const row = (cells: string, attributes = ''): string => `<row ${attributes}>${cells}</row>`

const NAMES = ['office', 'text', 'table', 'style', 'manifest']
const ODF = NAMES.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ')

export function odt(body: string, styles = '', parts: Parts = {}): Uint8Array {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content ${ODF}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...parts,
  })
}

export const manifest = (content: string): string => `<manifest:manifest ${ODF}>${content}</manifest:manifest>`

type Placed = [x: number, y: number, text: string, size?: number]

/** A PDF whose pages hold text at places; `trailer` goes into the trailer. No cross-reference table: readers rebuild it. */
export function pdf(pages: Placed[][], trailer = ''): Uint8Array {
  const objects: string[] = []
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>')
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  pages.forEach((placed, i) => {
    const shown = placed.map(
      ([x, y, words, size = 10]) => `BT /F1 ${size} Tf ${x} ${y} Td (${words.replace(/[()\\]/g, '\\$&')}) Tj ET`,
    )
    const content = shown.join('\n')
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
    )
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  })
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = file.length
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** Changes the central directory's record of one entry: what a reader believes before it unpacks. */
export function forge(file: Uint8Array, name: string, change: (record: DataView) => void): Uint8Array {
  const copy = Buffer.from(file)
  let at = copy.length
  do {
    at = copy.lastIndexOf('PK\x01\x02', at - 1, 'latin1')
    if (at < 0) throw new Error(`no entry ${name}`)
  } while (copy.toString('latin1', at + 46, at + 46 + copy.readUInt16LE(at + 28)) !== name)
  change(new DataView(copy.buffer, copy.byteOffset + at))
  return copy
}

/** The reading of a file that must be readable. */
export async function reading(name: string, bytes: Uint8Array | string) {
  const answer = await readDocument({ name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })
  if (!answer.ok) throw new Error(`${answer.fault.reason}: ${answer.fault.sentence}`)
  return answer.reading
}

/** The fault of a file that must not be readable. */
export async function fault(name: string, bytes: Uint8Array | string) {
  const answer = await readDocument({ name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })
  if (answer.ok) throw new Error(`was read: ${answer.reading.text.slice(0, 200)}`)
  return answer.fault
}
