import { count, type Reading } from './faults.ts'
import { Numbering } from './numbering.ts'
import { related, relations } from './package.ts'
import { Prose } from './prose.ts'
import { Script } from './text.ts'
import { type Attributes, readXml } from './xml.ts'
import type { Archive } from './zip.ts'

type Style = { numId?: string; depth?: number; heading: boolean; basedOn?: string }

/** Left out with all that is inside: what was struck out, a second copy for old programs, reading aids over letters. */
const SKIPPED = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:rt', 'w:sectPr'])

const on = (a: Attributes): boolean => !['0', 'false', 'off', 'none'].includes(a['w:val'] ?? 'true')

/**
 * A Word document as its reader would see it with changes accepted: paragraphs, lists with their numbers, tables, text
 * boxes, then foot- and endnotes. Comments, hidden text, headers and footers are left out and noted.
 * @throws Fault damaged, lying, too_large (see readXml, Script)
 */
export async function readDocx(archive: Archive, main: string): Promise<Reading> {
  const all = await relations(archive, main)
  const part = (type: string) => related(archive, all, type)
  const styles = await readStyles(archive, part('styles'))
  const numbering = await Numbering.load(archive, part('numbering'))
  const script = new Script()
  const body = new Body(new Prose(script), styles, numbering)
  await readXml(archive, main, body)
  await appendNotes(archive, part('footnotes'), 'w:footnote', body, script)
  await appendNotes(archive, part('endnotes'), 'w:endnote', body, script)
  const notes: string[] = []
  if (body.tracked) notes.push('The document has tracked changes; it was read as if all of them were accepted.')
  if (body.hidden > 0) notes.push('Hidden text was left out.')
  if (body.comments > 0) notes.push(`${count(body.comments)} comment(s) were left out.`)
  if (part('header') ?? part('footer')) notes.push('Headers and footers were left out.')
  return { kind: 'docx', text: script.text, notes }
}

class Body {
  tracked = false
  hidden = 0
  comments = 0
  /** Ids of notes in the order they are referred to, by element name of the note. */
  readonly references = new Map<string, number>()
  #prose: Prose
  #styles: Map<string, Style>
  #numbering: Numbering
  #skip = 0
  #inText = 0
  #inProperties = 0
  #vanish = false
  #list: { style?: string; numId?: string; depth?: number } = {}
  #placeholders: boolean[] = []

  constructor(prose: Prose, styles: Map<string, Style>, numbering: Numbering) {
    this.#prose = prose
    this.#styles = styles
    this.#numbering = numbering
  }

  open = (name: string, a: Attributes): void => {
    if (name === 'w:del' || name === 'w:ins' || name === 'w:moveFrom') this.tracked = true
    if (this.#skip > 0 || SKIPPED.has(name) || (name === 'w:sdtContent' && this.#placeholders.at(-1) === true)) {
      this.#skip++
      return
    }
    switch (name) {
      case 'w:p':
        this.#prose.openParagraph()
        this.#list = {}
        break
      case 'w:pPr':
        this.#inProperties++
        break
      case 'w:pStyle':
        this.#list.style = a['w:val'] ?? ''
        break
      case 'w:numId':
        this.#list.numId = a['w:val'] ?? ''
        break
      case 'w:ilvl':
        this.#list.depth = Math.min(8, Number.parseInt(a['w:val'] ?? '0', 10) || 0)
        break
      case 'w:r':
        this.#vanish = false
        break
      case 'w:vanish':
        // On the paragraph's own mark it hides nothing that has letters.
        if (this.#inProperties === 0) this.#vanish = on(a)
        break
      case 'w:t':
      case 'm:t':
        this.#inText++
        break
      case 'w:tab':
        // The same name stands for a tab in the text and for a tab stop in the properties.
        if (this.#inProperties === 0) this.#write('\t')
        break
      case 'w:br':
      case 'w:cr':
        this.#write('\n')
        break
      case 'w:noBreakHyphen':
        this.#write('-')
        break
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#refer(`${name.slice(0, -'Reference'.length)} ${a['w:id'] ?? ''}`)
        break
      case 'w:commentReference':
        this.comments++
        break
      case 'w:tbl':
        this.#prose.openTable()
        break
      case 'w:tr':
        this.#prose.openRow()
        break
      case 'w:tc':
        this.#prose.openCell()
        break
      case 'w:sdt':
        this.#placeholders.push(false)
        break
      case 'w:showingPlcHdr':
        if (on(a)) this.#placeholders[this.#placeholders.length - 1] = true
        break
    }
  }

  close = (name: string): void => {
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (name === 'w:t' || name === 'm:t') this.#inText--
    else if (name === 'w:pPr') {
      this.#inProperties--
      this.#mark()
    } else if (name === 'w:p') this.#prose.closeParagraph()
    else if (name === 'w:tbl') this.#prose.closeTable()
    else if (name === 'w:tr') this.#prose.closeRow()
    else if (name === 'w:tc') this.#prose.closeCell()
    else if (name === 'w:sdt') this.#placeholders.pop()
  }

  text = (text: string): void => {
    if (this.#inText > 0 && this.#skip === 0) this.#write(text)
  }

  #write(text: string): void {
    if (this.#vanish) this.hidden += text.length
    else this.#prose.write(text)
  }

  #refer(id: string): void {
    const number = this.references.get(id) ?? this.references.size + 1
    this.references.set(id, number)
    this.#write(`[${number}]`)
  }

  /** Its properties read, the paragraph may turn out to be an item of a list, by itself or by its style. */
  #mark(): void {
    const { style: id = '', numId, depth } = this.#list
    const style = inherited(this.#styles, id)
    const list = numId ?? style.numId
    if (list === undefined || list === '0') return
    const level = depth ?? style.depth ?? 0
    const marker = this.#numbering.next(list, level)
    if (style.heading) this.#prose.lead(marker === '' || marker === '•' ? '' : `${marker} `, false)
    else this.#prose.lead(`${'  '.repeat(level)}${marker === '' ? '' : `${marker} `}`, true)
  }
}

/** A style with what it takes from those it is based on; a circle of styles ends after a few steps. */
function inherited(styles: Map<string, Style>, id: string): Style {
  const own: Style = { heading: false }
  let style = styles.get(id)
  for (let step = 0; style !== undefined && step < 12; step++) {
    own.numId ??= style.numId
    own.depth ??= style.depth
    own.heading ||= style.heading
    style = style.basedOn === undefined ? undefined : styles.get(style.basedOn)
  }
  return own
}

async function readStyles(archive: Archive, part: string | undefined): Promise<Map<string, Style>> {
  const styles = new Map<string, Style>()
  if (part === undefined) return styles
  let style: Style | undefined
  await readXml(archive, part, {
    open(name, a) {
      if (name === 'w:style') {
        style = { heading: false }
        styles.set(a['w:styleId'] ?? '', style)
      } else if (style === undefined) return
      else if (name === 'w:basedOn' && a['w:val'] !== undefined) style.basedOn = a['w:val']
      else if (name === 'w:numId' && a['w:val'] !== undefined) style.numId = a['w:val']
      else if (name === 'w:ilvl') style.depth = Math.min(8, Number.parseInt(a['w:val'] ?? '0', 10) || 0)
      else if (name === 'w:outlineLvl') style.heading = Number(a['w:val']) < 9
    },
    close(name) {
      if (name === 'w:style') style = undefined
    },
  })
  return styles
}

/** The notes that the text refers to, each behind its number, in the order of the document that holds them. */
async function appendNotes(
  archive: Archive,
  part: string | undefined,
  element: string,
  body: Body,
  script: Script,
): Promise<void> {
  if (part === undefined) return
  const own = new Script()
  let note: { number: number; start: number } | undefined
  let inner = new Body(new Prose(own), new Map(), new Numbering())
  await readXml(archive, part, {
    open(name, a) {
      if (name === element) {
        const number = body.references.get(`${element} ${a['w:id'] ?? ''}`)
        note = number === undefined ? undefined : { number, start: own.length }
        inner = new Body(new Prose(own), new Map(), new Numbering())
      } else if (note !== undefined) inner.open(name, a)
    },
    close(name) {
      if (name === element) {
        if (note !== undefined) script.add(`[${note.number}] ${own.text.slice(note.start).trim()}`, '\n\n')
        note = undefined
      } else if (note !== undefined) inner.close(name)
    },
    text(text) {
      if (note !== undefined) inner.text(text)
    },
  })
}
