import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { LIMITS, readDocument } from './index.ts'
import { runChild } from './run.ts'
import { docx, docxParts, fault, forge, manifest, odt, p, pdf, reading, row, text, xlsxParts, zip } from './testing.ts'

const sound = docx(p('Sound'))
const MAIN = 'word/document.xml'

/** Every sentence says what happened, what is safe and what to do, and shows no workings. */
function plain(sentence: string): void {
  expect(sentence).toContain('Nothing from it was added, and your own copy is untouched.')
  expect(sentence.split('. ').length).toBeGreaterThanOrEqual(3)
  expect(sentence).not.toMatch(/undefined|NaN|Error|\bnull\b|\/work|node_modules/)
}

describe('what is refused, and how it is said', () => {
  const old = Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), Buffer.alloc(600)])
  const locked = Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')])
  const key = `<${'41'.repeat(32)}>`
  const lockedPdf = pdf(
    [[[50, 700, 'Secret']]],
    `/ID [${key} ${key}] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`,
  )
  const encryptedZip = forge(sound, MAIN, (record) => record.setUint16(8, 1, true))
  const lockedOdt = odt('', '', {
    'META-INF/manifest.xml': manifest('<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'),
  })
  const missing = zip(xlsxParts([{ name: 'Survey', rows: row('<c r="C14" t="s"><v>9</v></c>', 'r="14"') }]))

  test.concurrent.each<[string, string, Uint8Array | string, string, RegExp]>([
    ['nothing', 'a.txt', '', 'empty', /empty \(0 bytes\)/],
    ['only white space', 'a.txt', ' \n\n', 'no_text', /no words/],
    ['an old Word document', 'a.doc', old, 'unknown_kind', /old Office document.*\.docx/],
    ['a picture', 'a.txt', Buffer.from('\x89PNG\r\n', 'latin1'), 'unknown_kind', /a picture/],
    ['noise', 'a.txt', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 32)), 'unknown_kind', /are read/],
    ['a web page', 'a.html', '<!DOCTYPE html><p>Hello', 'unknown_kind', /web page/],
    ['a zip of something', 'a.zip', zip({ 'a.txt': 'x' }), 'unknown_kind', /zip archive/],
    ['a Word document behind a password', 'a.docx', locked, 'encrypted', /password/],
    ['a PDF behind a password', 'a.pdf', lockedPdf, 'encrypted', /password/],
    ['an encrypted zip', 'a.docx', encryptedZip, 'encrypted', /password/],
    ['an encrypted OpenDocument', 'a.odt', lockedOdt, 'encrypted', /password/],
    ['a PDF named .docx', 'a.docx', pdf([[[50, 700, 'x']]]), 'lying', /‘a\.docx’ is a PDF inside.*ends in \.docx/],
    ['plain text named .pdf', 'a.pdf', 'only words', 'lying', /is plain text inside/],
    ['a workbook named .csv', 'a.csv', missing, 'lying', /is an Excel workbook inside/],
    ['a Word document named .odt', 'a.odt', sound, 'lying', /is a Word document inside/],
    ['half a zip', 'a.docx', sound.subarray(0, sound.length >> 1), 'damaged', /cut short/],
    ['half a PDF header', 'a.pdf', '%PDF-1.4\n1 0 obj\n<<', 'damaged', /cut short/],
    ['a PDF of pictures', 'a.pdf', pdf([[], []]), 'no_text', /2 pages.*OCR/],
    [
      'a broken table',
      's.csv',
      'a,b\n1,x\n2,"never closed\n3,y\n',
      'damaged',
      /quotation mark opened in row 3 is never/,
    ],
    ['a cell without its text', 'w.xlsx', missing, 'damaged', /cell C14 of sheet ‘Survey’/],
    [
      'XML cut off',
      'a.docx',
      zip({ ...docxParts(''), [MAIN]: '<w:document xmlns:w="x"><w:body>\n<w:p>' }),
      'damaged',
      /past line 2/,
    ],
    [
      'a missing main part',
      'a.docx',
      forge(sound, MAIN, (r) => r.setUint8(46, 0x78)),
      'damaged',
      /main part is missing/,
    ],
    ['too long a text', 'a.txt', 'x'.repeat(LIMITS.characters + 1), 'too_large', /2,000,000 characters/],
    ['too long a cell', 's.csv', `a,b\n1,x\n2,${'y'.repeat(3_000_000)}\n`, 'too_large', /at row 3/],
    ['too large a file', 'a.txt', Buffer.alloc(LIMITS.fileBytes + 1, 120), 'too_large', /26 MB, and 25 MB/],
  ])('%s', async (_, name, bytes, reason, says) => {
    const refused = await fault(name, bytes)
    expect(refused).toMatchObject({ reason })
    expect(refused.sentence).toMatch(says)
    plain(refused.sentence)
  })

  test('a name is shown tame: no line breaks, no turned direction, not at any length', async () => {
    const { sentence } = await fault(`evil\u202e\n${'x'.repeat(300)}.docx`, 'words')
    expect(sentence).toMatch(/^‘evil x+…’/)
  })
})

describe('zips made to hurt', () => {
  const bomb = zip({ ...docxParts(''), 'word/media/a.bin': new Uint8Array(66 * 1024 * 1024) })
  const forged = (change: (record: DataView) => void) => forge(sound, MAIN, change)
  const lookup = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;">]>'
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`a${i}.xml`, '']))

  test.concurrent.each<[string, Uint8Array, string, RegExp]>([
    ['a part of 66 MB', bomb, 'too_large', /66 MB, and 64 MB is the most/],
    [
      '66 MB that claim to be 1,000 bytes',
      forge(bomb, 'word/media/a.bin', (r) => r.setUint32(24, 1000, true)),
      'ok',
      /Sound/,
    ],
    ['10 MB packed 1000 to 1', zip({ ...docxParts(''), [MAIN]: ' '.repeat(10_000_000) }), 'too_large', /200 to 1/],
    ['a size too small', forged((r) => r.setUint32(24, 50, true)), 'lying', /size given for its part/],
    ['a size too large', forged((r) => r.setUint32(24, 900_000, true)), 'lying', /size given for its part/],
    ['a false checksum', forged((r) => r.setUint32(16, 1, true)), 'damaged', /checksum/],
    ['parts on top of each other', forged((r) => r.setUint32(42, 0, true)), 'lying', /overlap/],
    ['201 parts', zip({ ...docxParts(''), ...many }), 'too_large', /200 is the most/],
    ['a part outside its folder', zip({ ...docxParts(''), '../../a.xml': '' }), 'lying', /outside its folder/],
    ['a document type declaration', zip({ ...docxParts(''), [MAIN]: `${lookup}<a>&c;</a>` }), 'lying', /document type/],
    ['an unknown entity', zip({ ...docxParts(''), [MAIN]: '<a>&b;</a>' }), 'damaged', /cannot be read/],
    ['nested 10,000 deep', zip({ ...docxParts(''), [MAIN]: '<a>'.repeat(10_000) }), 'damaged', /400 deep/],
  ])('%s', async (_, bytes, reason, says) => {
    if (reason === 'ok') {
      // A part that is never opened may lie as it likes: it costs nothing.
      expect((await fault('a.docx', bytes)).reason).toBe('no_text')
      return
    }
    const refused = await fault('a.docx', bytes)
    expect(refused).toMatchObject({ reason })
    expect(refused.sentence).toMatch(says)
    plain(refused.sentence)
  })

  test('a sheet that claims a billion cells and holds two is read', async () => {
    const rows = row('<c r="XFD1048576"><v>2</v></c>', 'r="1048576"')
    const before = '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="99999999"/></cols>'
    const { text: words } = await reading('w.xlsx', zip(xlsxParts([{ name: 'One', rows, before }])))
    expect(words).toBe('column XFD: 2')
  })
})

describe('the process that reads', () => {
  const long = Buffer.from(`a,b\n${'some words,and a few more of them\n'.repeat(600_000)}`)

  test('is ended by cancelling, at once, and tells its progress until then', async () => {
    const stop = new AbortController()
    const told: number[] = []
    const start = performance.now()
    const answer = await readDocument(
      { name: 's.csv', bytes: long },
      {
        signal: stop.signal,
        progress: (done, total) => {
          told.push(done / total)
          stop.abort()
        },
      },
    )
    expect(answer).toMatchObject({ ok: false, fault: { reason: 'cancelled' } })
    expect(told.length).toBeGreaterThan(0)
    expect(Math.max(...told)).toBeLessThan(1)
    expect(performance.now() - start).toBeLessThan(5000)
  })

  test('does not begin when cancelled before, nor while it waits its turn', async () => {
    const gone = await readDocument({ name: 'a.txt', bytes: Buffer.from('x') }, { signal: AbortSignal.abort() })
    expect(gone).toMatchObject({ ok: false, fault: { reason: 'cancelled' } })
    const stop = new AbortController()
    const all = Array.from({ length: 6 }, () => readDocument({ name: 's.csv', bytes: long }, { signal: stop.signal }))
    setTimeout(() => stop.abort(), 100)
    for (const answer of await Promise.all(all)) expect(answer).toMatchObject({ fault: { reason: 'cancelled' } })
    expect((await reading('a.txt', 'still works')).text).toBe('still works')
  })

  test('more files than places are all read', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, (_, i) => reading('a.txt', `file ${i}`)))
    expect(all.map((each) => each.text)).toEqual(['file 0', 'file 1', 'file 2', 'file 3', 'file 4'])
  })

  test('is ended when its time is up', async () => {
    const answer = await runChild({ name: 's.csv', bytes: long }, {}, 0.05)
    expect(answer).toMatchObject({ ok: false, fault: { reason: 'too_slow' } })
  })

  // Elsewhere than on Linux only its heap is held.
  test.runIf(process.platform === 'linux')('is ended when it grows too large', async () => {
    const words = deflateSync(Buffer.alloc(400 * 1024 * 1024, ' '), { level: 1 })
    const bytes = Buffer.concat([
      Buffer.from(
        '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
      ),
      Buffer.from(
        '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Contents 4 0 R >>\nendobj\n',
      ),
      Buffer.from(`4 0 obj\n<< /Filter /FlateDecode /Length ${words.length} >>\nstream\n`),
      words,
      Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n'),
    ])
    const refused = await fault('a.pdf', bytes)
    expect(refused).toMatchObject({ reason: 'too_large' })
    expect(refused.sentence).toContain('more memory')
  })

  test('sound text beside all this is still read', async () => {
    expect((await reading('a.docx', sound)).text).toBe('Sound')
    expect((await reading('w.xlsx', zip(xlsxParts([{ name: 'One', rows: row(text('Words')) }])))).text).toBe(
      'column A: Words',
    )
  })
})
