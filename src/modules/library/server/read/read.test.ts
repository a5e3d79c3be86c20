import { describe, expect, test } from 'vitest'
import { docx, odt, p, pdf, reading, row, text, wordPart, xlsxParts, zip } from './testing.ts'

describe('plain text', () => {
  test('one normal form: line endings, composed letters, no controls, no byte order mark', async () => {
    const {
      kind,
      text: words,
      notes,
    } = await reading('a.txt', '\ufeffone\r\ntwo\rcafe\u0301\u0000 \u0007e\u0008\u0301nd\n\n')
    expect([kind, words, notes]).toEqual(['txt', 'one\ntwo\ncafé énd', []])
  })

  test.each([
    ['UTF-16 with its mark', Buffer.from('\ufeffCaffè “sì”', 'utf16le')],
    ['UTF-16 without', Buffer.from('Caffè “sì”', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\ufeffCaffè “sì”', 'utf16le').swap16()],
    ['UTF-8', Buffer.from('Caffè “sì”')],
  ])('%s', async (_, bytes) => {
    expect(await reading('a.txt', bytes)).toEqual({ kind: 'txt', text: 'Caffè “sì”', notes: [] })
  })

  test('Windows-1252 is read with a note; UTF-8 with one broken byte stays UTF-8', async () => {
    const western = await reading('a.txt', Buffer.from('caf\xe9 \x80200', 'latin1'))
    expect(western.text).toBe('café €200')
    expect(western.notes).toHaveLength(1)
    const cut = await reading('a.txt', Buffer.from('ééééééééééééé').subarray(0, 25))
    expect(cut.text).toBe(`${'é'.repeat(12)}\ufffd`)
    expect(cut.notes[0]).toContain('1 character(s) were broken')
  })

  test('no ending, or one that claims nothing, is read for what it is', async () => {
    expect((await reading('notes', 'words')).kind).toBe('txt')
    expect((await reading('minutes.2021', pdf([[[50, 700, 'Words']]]))).kind).toBe('pdf')
  })
})

describe('tables', () => {
  test('a row of CSV is a block with the question before each answer', async () => {
    const { text: words, pages } = await reading(
      's.csv',
      'Who,"What, then?",Empty\nA,"one\n\ntwo, ""three""",\n\nB,four,\n',
    )
    expect(words).toBe('Who: A\nWhat, then?: one\ntwo, "three"\n\nWho: B\nWhat, then?: four')
    expect(pages).toEqual([
      { start: 0, label: 'row 2' },
      { start: words.indexOf('Who: B'), label: 'row 4' },
    ])
  })

  test.each([';', '\t', '|'])('the delimiter %j is found although answers are full of commas', async (d) => {
    const { text: words } = await reading('s.csv', `Who${d}Said\nA${d}yes, but, no\nB${d}no, but, yes, and\n`)
    expect(words).toBe('Who: A\nSaid: yes, but, no\n\nWho: B\nSaid: no, but, yes, and')
  })

  test('`sep=`, twice the same name, ragged rows, no names at all', async () => {
    expect((await reading('s.csv', 'sep=;\r\na;b;b\r\nx;y;z')).text).toBe('a: x\nb: y\nb (C): z')
    const ragged = await reading('s.csv', 'a,b\nx\ny,z,more\n')
    expect(ragged.text).toBe('a: x\n\na: y\nb: z\ncolumn C: more')
    expect(ragged.notes).toEqual(['2 row(s) have more or fewer cells than the first.'])
    const bare = await reading('s.csv', 'x,1\ny,2\n')
    expect(bare.text).toBe('column A: x\ncolumn B: 1\n\ncolumn A: y\ncolumn B: 2')
    expect(bare.notes[0]).toContain('called by their letters')
  })

  test('50,000 rows are read, the rest counted; the marks stay few', async () => {
    const { text: words, notes, pages } = await reading('s.csv', `a\n${'x\n'.repeat(50_004)}`)
    expect(words.split('\n\n')).toHaveLength(49_999)
    expect(notes).toContain('Only the first 50,000 rows were read; 5 were left out.')
    expect(pages!.length).toBeLessThanOrEqual(1000)
    expect(pages![1]).toEqual({ start: words.indexOf('a', 50 * 6), label: 'from row 52' })
  })

  test('a workbook: shared and inline texts, numbers, dates, truths, errors and formulas', async () => {
    const shared = [
      '<t>Name</t>',
      '<r><t>Bold</t></r><r><t> and plain</t></r><rPh><t>reading</t></rPh>',
      '<t>a_x000D_b</t>',
    ]
    const rows = [
      row(
        `<c r="A1" t="s"><v>0</v></c>${['When', 'Share', 'Sum', 'True', 'Odd', 'Moment'].map(text).join('')}`,
        'r="1"',
      ),
      row(
        `<c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>44260</v></c><c r="C3" s="2"><v>0.07</v></c>` +
          `<c r="D3"><f>B1+1</f><v>0.30000000000000004</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="e"><v>#N/A</v></c>` +
          `<c r="G3" s="3"><v>44260.999999999</v></c>`,
        'r="3"',
      ),
      row(`<c r="A4" t="s"><v>2</v></c><c r="D4"><f>now()</f></c><c r="E4" t="str"><f>x</f><v>said</v></c>`, 'r="4"'),
    ]
    const {
      kind,
      text: words,
      pages,
      notes,
    } = await reading('w.xlsx', zip(xlsxParts([{ name: 'One', rows: rows.join('') }], shared)))
    expect(kind).toBe('xlsx')
    expect(words).toBe(
      'Name: Bold and plain\nWhen: 2021-03-05\nShare: 7%\nSum: 0.3\nTrue: TRUE\nOdd: #N/A\nMoment: 2021-03-06\n\nName: a\nb\nTrue: said',
    )
    expect(pages!.map((page) => page.label)).toEqual(['row 3', 'row 4'])
    expect(notes).toEqual(['Formulas without a stored value were left out: D4.'])
  })

  test('what its owner has hidden stays out, and is named', async () => {
    const open = [row(text('Who') + text('Secret') + text('Said')), row(text('A') + text('x') + text('yes'))]
    const rows = `${open.join('')}${row(text('B') + text('y') + text('no'), 'hidden="1"')}`
    const before = '<cols><col min="2" max="2" hidden="1"/></cols>'
    const {
      text: words,
      notes,
      pages,
    } = await reading(
      'w.xlsx',
      zip(
        xlsxParts([
          { name: 'Answers', rows, before },
          { name: 'Names', state: 'hidden', rows: row(text('Jane')) },
          { name: 'More', rows: row(text('Only this')) },
        ]),
      ),
    )
    expect(words).toBe('Answers\n\nWho: A\nSaid: yes\n\nMore\n\ncolumn A: Only this')
    expect(pages!.map((page) => page.label)).toEqual([
      'sheet Answers',
      'sheet Answers, row 2',
      'sheet More',
      'sheet More, row 1',
    ])
    expect(notes.join('\n')).toContain('Hidden sheet(s) were left out: ‘Names’.')
    expect(notes.join('\n')).toContain('1 hidden row(s) in sheet ‘Answers’ were left out.')
    expect(notes.join('\n')).toContain('Hidden column(s) in sheet ‘Answers’ were left out: B.')
  })

  test('a title above the names of the columns is kept, not taken for them', async () => {
    const { text: words } = await reading('s.csv', 'Survey 2021,,\n,,\nWho,Age,Said\nA,31,yes\nB,,no\n')
    expect(words).toBe('Survey 2021\n\nWho: A\nAge: 31\nSaid: yes\n\nWho: B\nSaid: no')
  })
})

describe('word processors', () => {
  test('Word: paragraphs, numbered lists, tables, notes; changes accepted, hidden words and placeholders out', async () => {
    const item = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`
    const cell = (content: string) => `<w:tc>${content}</w:tc>`
    const body = [
      p('First'),
      '<w:p><w:r><w:t>Was </w:t></w:r><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:ins><w:r><w:t>put in</w:t></w:r></w:ins>' +
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t><w:footnoteReference w:id="2"/></w:r></w:p>',
      p('one', item(0)),
      p('under', item(1)),
      p('two', item(0)),
      `<w:tbl><w:tr>${cell(p('Who'))}${cell(p('Said'))}</w:tr><w:tr>${cell(p('A'))}${cell(p('yes'))}</w:tr></w:tbl>`,
      '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>',
    ]
    const level = (at: number, format: string, pattern: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`
    const { text: words, notes } = await reading(
      'w.docx',
      docx(body.join(''), {
        'word/numbering.xml': wordPart(
          'numbering',
          `<w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1%2)')}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>`,
        ),
        'word/footnotes.xml': wordPart(
          'footnotes',
          `<w:footnote w:id="0">${p('line')}</w:footnote><w:footnote w:id="2">${p('A note')}</w:footnote>`,
        ),
      }),
    )
    expect(words).toBe(
      'First\n\nWas put in\ttab\nline[1]\n\n1. one\n  1a) under\n2. two\n\nWho | Said\nA | yes\n\n[1] A note',
    )
    expect(notes).toEqual([
      'The document has tracked changes; it was read as if all of them were accepted.',
      'Hidden text was left out.',
    ])
  })

  test('OpenDocument: white space by its own rules, lists, tables, notes, no comments', async () => {
    const body =
      '<text:h>Title</text:h><text:p>  two\n  words<text:s text:c="2"/>apart<text:tab/>tab<text:line-break/>line' +
      '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note>' +
      '<office:annotation><text:p>comment</text:p></office:annotation></text:p>' +
      '<text:list text:style-name="L"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>' +
      '<text:list-item><text:p>two</text:p><text:p>more</text:p></text:list-item></text:list>' +
      '<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>' +
      '<text:p text:style-name="H">unseen</text:p>'
    const styles =
      '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-bullet text:level="2"/></text:list-style>' +
      '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    const { text: words, notes } = await reading('o.odt', odt(body, styles))
    expect(words).toBe(
      'Title\n\ntwo words  apart\ttab\nline[1]\n\n1. one\n  • under\n2. two\nmore\n\na | b\n\n[1] A note',
    )
    expect(notes).toEqual(['Hidden text was left out.', '1 comment(s) were left out.'])
  })
})

describe('PDF', () => {
  const lines = (top: number, ...words: string[]): [number, number, string][] =>
    words.map((line, i) => [50, top - 12 * i, line])

  test('lines become paragraphs, hyphens heal, pages are marked, running heads are left out', async () => {
    const page = (n: number, ...words: string[]): [number, number, string][] => [
      [50, 800, 'A report of everything'],
      ...lines(700, ...words),
      [300, 30, `${n}`],
    ]
    const {
      text: words,
      pages,
      notes,
    } = await reading(
      'r.pdf',
      pdf([
        page(1, 'The first paragraph runs over several lines of the partner-', 'ship and ends here.'),
        [...page(2, 'Our partnership is long-term.'), ...lines(660, 'A second paragraph.')],
        page(3, 'The end.'),
      ]),
    )
    expect(words).toBe(
      'The first paragraph runs over several lines of the partnership and ends here.\n\nOur partnership is long-term.\n\nA second paragraph.\n\nThe end.',
    )
    expect(pages).toEqual([
      { start: 0, label: 'page 1' },
      { start: words.indexOf('Our'), label: 'page 2' },
      { start: words.indexOf('The end'), label: 'page 3' },
    ])
    expect(notes).toEqual(['Lines repeated from page to page were left out, such as “A report of everything”.'])
  })

  test('a page without text is named', async () => {
    const { notes } = await reading('r.pdf', pdf([lines(700, 'Some words here'), []]))
    expect(notes).toEqual(['No text was found on page 2: blank, or a picture of text.'])
  })
})

test('the same bytes give the same text', async () => {
  const bytes = docx(p('One') + p('e\u0301'))
  expect(await reading('a.docx', bytes)).toEqual(await reading('b.docx', bytes))
})
