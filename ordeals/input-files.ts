// Files that are not what they should be, made here, each with what has to come of it.
import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'

export type Trial = { name: string; bytes: Uint8Array; says: RegExp | 'read' }

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

function docx(document: string | Uint8Array, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': strToU8(RELATIONS),
    'word/document.xml': typeof document === 'string' ? strToU8(document) : document,
    ...more,
  })
}
const paragraph = (words: string) =>
  `<w:document ${W}><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`

/** One entry whose header says another size than what comes out of it. */
function lyingSize(file: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(file)
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4, 'latin1'))
    copy.writeUInt32LE(size, at + 24)
  return copy
}

/** The bytes of its text, as they are packed, are others than they were. */
function unpackable(file: Uint8Array): Uint8Array {
  const copy = Buffer.from(file)
  const name = copy.indexOf('word/document.xml', 0, 'latin1')
  const from = name + 'word/document.xml'.length
  return Buffer.from(copy.fill(0xff, from, from + copy.readUInt32LE(name - 12)))
}

const NOISE = deflateRawSync(Buffer.alloc(1000))
/** The same noise where the text says that its styles are. */
const styled = {
  'word/styles.xml': NOISE,
  'word/_rels/document.xml.rels': strToU8(
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
  ),
}

/** So many megabytes of one letter, in a thousandth of that. */
const bomb = (megabytes: number) => docx(Buffer.alloc(megabytes * 1024 * 1024, 'a'))
const manyEntries = () =>
  docx(paragraph('x'), Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`word/${i}.xml`, strToU8('<x/>')])))

/** A zip whose entries are marked as encrypted. */
function locked(): Uint8Array {
  const copy = Buffer.from(docx(paragraph('secret')))
  for (const mark of ['PK\x03\x04', 'PK\x01\x02'])
    for (let at = copy.indexOf(mark, 0, 'latin1'); at >= 0; at = copy.indexOf(mark, at + 4, 'latin1')) {
      const flag = at + (mark === 'PK\x03\x04' ? 6 : 8)
      copy.writeUInt16LE(copy.readUInt16LE(flag) | 1, flag)
    }
  return copy
}

const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)])
const pdf = (trailer: string) =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Size 3 /Root 1 0 R ${trailer} >>\n%%EOF\n`,
    'latin1',
  )
const ENCRYPTED = `/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'28'.repeat(32)}> /U <${'00'.repeat(32)}> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]`

/** Enough wrong files; `full` adds the large ones. */
export function trials(full: boolean): Trial[] {
  const sound = docx(paragraph('Nobody rang in the first 48 hours.'))
  const small: Trial[] = [
    { name: 'sound.docx', bytes: sound, says: 'read' },
    { name: 'empty.txt', bytes: new Uint8Array(), says: /empty|nothing/i },
    { name: 'blank.txt', bytes: strToU8('  \n\t '), says: /no text|no words|empty|nothing/i },
    { name: 'empty.docx', bytes: new Uint8Array(), says: /empty|nothing/i },
    { name: 'truncated.docx', bytes: sound.slice(0, sound.length - 60), says: /damaged/i },
    { name: 'noise.docx', bytes: randomBytes(4000), says: /damaged|not|know/i },
    { name: 'noise.pdf', bytes: randomBytes(4000), says: /damaged|not|know/i },
    { name: 'noise.txt', bytes: randomBytes(4000), says: /not|know|damaged/i },
    { name: 'letter.pdf', bytes: docx(paragraph('A letter under another name.')), says: /is a Word document inside/ },
    {
      name: 'picture.docx',
      bytes: Buffer.from(`\x89PNG\r\n\x1a\n${'x'.repeat(500)}`, 'latin1'),
      says: /not|picture|know/i,
    },
    { name: 'locked.docx', bytes: locked(), says: /password|encrypt|locked/i },
    { name: 'old-locked.docx', bytes: OLE, says: /password|encrypt|old|locked|not/i },
    { name: 'locked.pdf', bytes: pdf(ENCRYPTED), says: /password|encrypt|locked/i },
    { name: 'nothing.pdf', bytes: pdf(''), says: /no text|no pages|damaged|nothing|picture/i },
    { name: 'lying.docx', bytes: lyingSize(sound, 10), says: /not what it says|damaged/i },
    { name: 'bomb.docx', bytes: bomb(20), says: /unpacks|more than|large/i },
    {
      name: 'entities.docx',
      bytes: docx(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${paragraph('&b;')}`),
      says: /not|damaged|declar/i,
    },
    {
      name: 'outside.docx',
      bytes: docx(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${paragraph('x')}`),
      says: /not|damaged|declar/i,
    },
    {
      name: 'climbing.docx',
      bytes: docx(paragraph('x'), { '../../etc/cron.d/x': strToU8('* * * * *') }),
      says: /not|damaged|read/i,
    },
    { name: 'unclosed.docx', bytes: docx('<w:document><w:body>'), says: /damaged/i },
    // A part that the text needs and that does not unpack; and noise in one that nothing points to, which is never opened.
    { name: 'deflate.docx', bytes: unpackable(sound), says: /cannot be unpacked|damaged/i },
    { name: 'styles.docx', bytes: docx(paragraph('x'), styled), says: /damaged/i },
    { name: 'unused.docx', bytes: docx(paragraph('x'), { 'word/styles.xml': NOISE }), says: 'read' },
    { name: 'nul.txt', bytes: strToU8('a\0b\0c'), says: 'read' },
    { name: 'cells.csv', bytes: strToU8('who,what\n=cmd|calc!A0,"+1"\n@SUM(A1),-2\n\t=1,＝1\n'), says: 'read' },
    { name: 'quotes.csv', bytes: strToU8('a,b\n"never closed,1\n2,3'), says: /damaged|line|read|row|quot/i },
    { name: '../../escape.txt', bytes: strToU8('A name that climbs.'), says: 'read' },
    { name: `${'n'.repeat(400)}.txt`, bytes: strToU8('A long name.'), says: 'read' },
    { name: 'name\u202etxt.exe', bytes: strToU8('A name that reads backwards.'), says: 'read' },
  ]
  if (!full) return small
  return [
    ...small,
    { name: 'large-bomb.docx', bytes: bomb(300), says: /unpacks|more than|large/i },
    { name: 'entries.docx', bytes: manyEntries(), says: /parts|entries|more than|large|many/i },
    { name: 'large.txt', bytes: Buffer.alloc(26 * 1024 * 1024, 'words '), says: /25 MB|large/i },
    { name: 'long.txt', bytes: Buffer.alloc(3 * 1024 * 1024, 'words '), says: /2,000,000|large/i },
  ]
}
