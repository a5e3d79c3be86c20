import { fileURLToPath } from 'node:url'
import { count, damaged, Fault, LIMITS, type Reading, tooMuchText } from './faults.ts'
import { type Line, type Run, repeated, toLines, toText, words } from './lines.ts'
import { Script } from './text.ts'
import { encryptedFile } from './zip.ts'

type Item = { str: string; transform: number[]; width: number }

/**
 * The words of a PDF page by page. Running heads and feet are left out and noted, and so are pages without text.
 * No picture, font program or script in the file is run or shown.
 * @throws Fault encrypted, damaged with the page, no_text for scans, too_large
 */
export async function readPdf(bytes: Uint8Array, progress: (done: number, total: number) => void): Promise<Reading> {
  const document = await open(bytes)
  const total = document.numPages
  if (total > LIMITS.pdfPages) {
    throw new Fault(
      'too_large',
      `The PDF has ${count(total)} pages, and ${count(LIMITS.pdfPages)} is the most that is read.`,
      'Divide it into smaller files and add them one by one.',
    )
  }
  const pages: Line[][] = []
  const broken: number[] = []
  let characters = 0
  for (let number = 1; number <= total; number++) {
    progress(number - 1, total)
    const lines = await linesOf(document, number)
    if (lines === undefined) broken.push(number)
    for (const line of lines ?? []) characters += line.text.length
    if (characters > LIMITS.characters) throw tooMuchText(`on page ${number}`)
    pages.push(lines ?? [])
  }
  if (broken.length === total) throw damaged('none of its pages can be read')
  return compose(pages, broken)
}

function compose(pages: Line[][], broken: number[]): Reading {
  const { drop, example } = repeated(pages)
  const known = words(pages)
  const script = new Script()
  const blank: number[] = []
  let before = ''
  pages.forEach((lines, index) => {
    if (lines.length === 0 && !broken.includes(index + 1)) blank.push(index + 1)
    const kept = lines.filter((line) => !drop.has(line))
    const text = toText(kept, known)
    script.mark(`page ${index + 1}`)
    // A sentence that runs over the page is not cut in two paragraphs.
    script.add(text, /[\p{Ll},;]$/u.test(before) && /^\p{Ll}/u.test(text) ? ' ' : '\n\n')
    before = text || before
  })
  if (pages.every((lines) => lines.length === 0) || script.length < 2 * pages.length) throw scanned(pages.length)
  const notes: string[] = []
  if (drop.size > 0) notes.push(`Lines repeated from page to page were left out, such as “${example}”.`)
  if (blank.length > 0) notes.push(`No text was found on ${listed(blank)}: blank, or a picture of text.`)
  if (broken.length > 0) notes.push(`The file is damaged on ${listed(broken)}, and what stands there was left out.`)
  return { kind: 'pdf', text: script.text, pages: script.marks, notes }
}

function listed(numbers: number[]): string {
  if (numbers.length === 1) return `page ${numbers[0]}`
  const shown = numbers.slice(0, 12).join(', ')
  return `pages ${shown}${numbers.length > 12 ? ` and ${numbers.length - 12} more` : ''}`
}

function scanned(pages: number): Fault {
  return new Fault(
    'no_text',
    `The PDF holds no text on its ${pages === 1 ? 'page' : `${count(pages)} pages`}, only pictures: it was probably scanned.`,
    'Run text recognition (OCR) on it, or type out the words you need, and add the result.',
  )
}

async function open(bytes: Uint8Array) {
  // Pdf.js wants these browser classes to exist when it loads; only drawing, which never happens here, would use them.
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) Reflect.set(globalThis, name, class {})
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const asset = (folder: string) =>
    fileURLToPath(new URL(`../../${folder}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))
  try {
    return await getDocument({
      data: bytes,
      verbosity: 0,
      cMapUrl: asset('cmaps'),
      standardFontDataUrl: asset('standard_fonts'),
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      useWasm: false,
      enableXfa: false,
      maxImageSize: 0,
    }).promise
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') throw encryptedFile()
    if (/encryption/i.test(error instanceof Error ? error.message : '')) throw encryptedFile()
    throw damaged('it begins as a PDF but its pages cannot be found, so it was probably cut short')
  }
}

type Document = Awaited<ReturnType<typeof open>>

/** The lines of a page; undefined if the page is damaged. */
async function linesOf(document: Document, number: number): Promise<Line[] | undefined> {
  try {
    const page = await document.getPage(number)
    const content = await page.getTextContent({ includeMarkedContent: false })
    const runs = upright((content.items as Item[]).map(toRun))
    page.cleanup()
    return toLines(runs)
  } catch {
    return undefined
  }
}

type Turned = Run & { turn: number }

function toRun(item: Item): Turned {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform
  const turn = ((Math.round(Math.atan2(b, a) / (Math.PI / 2)) % 4) + 4) % 4
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1
  // On a page laid sideways the lines run up or down: turned back, they are lines like others.
  const [x, y] = turn === 1 ? [f, -e] : turn === 2 ? [-e, -f] : turn === 3 ? [-f, e] : [e, f]
  return { text: item.str.replace(/[\t\r\n]/g, ' '), x, y, width: item.width, size, turn }
}

/** Runs of each direction after another, so that a stamp up the margin does not break into the lines beside it. */
function upright(runs: Turned[]): Run[] {
  if (runs.every((run) => run.turn === runs[0]?.turn)) return runs
  const groups = Map.groupBy(
    runs.filter((run) => run.text.trim() !== '' || run.turn === 0),
    (run) => run.turn,
  )
  return [...groups.values()].sort((a, b) => b.length - a.length).flat()
}
