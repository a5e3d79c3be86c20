import { count, type Reading } from './faults.ts'
import { numeral } from './numbering.ts'
import { Prose } from './prose.ts'
import { Script } from './text.ts'
import { type Attributes, readXml } from './xml.ts'
import type { Archive } from './zip.ts'

type Level = { bullet: boolean; format: string; prefix: string; suffix: string; start: number; shows: number }
type Open = { id: string; style: string; depth: number; number: number; fresh: boolean }

const SKIPPED = new Set([
  'text:tracked-changes', 'office:annotation', 'office:forms', 'svg:title', 'svg:desc', 'text:ruby-text', 'office:scripts',
  'text:note-citation', 'office:event-listeners',
]) // biome-ignore format: a plain list

/** Spaces in the file collapse, spaces by element stay: until the paragraph closes these, which XML cannot hold, stand for the latter. */
const SPACE = '\u0001'
const TAB = '\u0002'
const BREAK = '\u0003'
const settle = (text: string): string =>
  text
    .replace(/[ \t\r\n]+/g, ' ')
    .replaceAll(SPACE, ' ')
    .replaceAll(TAB, '\t')
    .replaceAll(BREAK, '\n')
    .replace(/ *\n */g, '\n')

/**
 * An OpenDocument text as its reader would see it: paragraphs, headings, lists with their numbers, tables, text boxes,
 * then the notes. Comments, deleted and hidden text are left out and noted.
 * @throws Fault damaged, lying, too_large (see readXml, Script)
 */
export async function readOdt(archive: Archive, main: string): Promise<Reading> {
  const styles = new Styles()
  if (archive.has('styles.xml')) await readXml(archive, 'styles.xml', styles)
  await readXml(archive, main, styles)
  const script = new Script()
  const notes = new Script()
  const body = new Body(script, notes, styles)
  await readXml(archive, main, body)
  if (notes.length > 0) script.add(notes.text, '\n\n')
  const said: string[] = []
  if (body.tracked) said.push('The document has tracked changes; it was read as if all of them were accepted.')
  if (body.hidden) said.push('Hidden text was left out.')
  if (body.comments > 0) said.push(`${count(body.comments)} comment(s) were left out.`)
  return { kind: 'odt', text: script.text, notes: said }
}

/** How lists are numbered and which styles hide their text. */
class Styles {
  readonly lists = new Map<string, Map<number, Level>>()
  readonly hiding = new Set<string>()
  #list: Map<number, Level> | undefined
  #style = ''

  open = (name: string, a: Attributes): void => {
    if (name === 'text:list-style') {
      this.#list = new Map()
      this.lists.set(a['style:name'] ?? '', this.#list)
    } else if (name.startsWith('text:list-level-style-')) {
      this.#list?.set(Number(a['text:level']), {
        bullet: name !== 'text:list-level-style-number',
        format: a['style:num-format'] ?? '',
        prefix: a['style:num-prefix'] ?? '',
        suffix: a['style:num-suffix'] ?? '',
        start: Number.parseInt(a['text:start-value'] ?? '1', 10) || 1,
        shows: Math.min(10, Number.parseInt(a['text:display-levels'] ?? '1', 10) || 1),
      })
    } else if (name === 'style:style') this.#style = a['style:name'] ?? ''
    else if (name === 'style:text-properties' && a['text:display'] === 'none' && this.#style !== '') {
      this.hiding.add(this.#style)
    }
  }

  close = (name: string): void => {
    if (name === 'text:list-style') this.#list = undefined
    if (name === 'style:style') this.#style = ''
  }
}

class Body {
  tracked = false
  hidden = false
  comments = 0
  #main: Prose
  #notes: Prose
  #styles: Styles
  #skip = 0
  #inside = false
  #lists: Open[] = []
  #ended = new Map<string, number>()
  #noteDepth = 0
  #noteNumber = 0
  #hiding: boolean[] = []

  constructor(script: Script, notes: Script, styles: Styles) {
    this.#main = new Prose(script)
    this.#notes = new Prose(notes)
    this.#styles = styles
  }

  get #prose(): Prose {
    return this.#noteDepth > 0 ? this.#notes : this.#main
  }

  open = (name: string, a: Attributes): void => {
    if (name === 'office:text') this.#inside = true
    if (!this.#inside) return
    if (name === 'text:changed-region') this.tracked = true
    if (name === 'text:tracked-changes') this.tracked ||= a['text:track-changes'] === 'true'
    if (name === 'office:annotation') this.comments++
    const hides = a['text:display'] === 'none' || this.#styles.hiding.has(a['text:style-name'] ?? '')
    if (hides && this.#skip === 0) this.hidden = true
    if (this.#skip > 0 || hides || SKIPPED.has(name)) {
      this.#skip++
      return
    }
    switch (name) {
      case 'text:p':
      case 'text:h':
        this.#prose.openParagraph(...this.#lead())
        break
      case 'text:s':
        this.#prose.write(SPACE.repeat(Math.max(1, Math.min(1000, Number.parseInt(a['text:c'] ?? '1', 10) || 1))))
        break
      case 'text:tab':
        this.#prose.write(TAB)
        break
      case 'text:line-break':
        this.#prose.write(BREAK)
        break
      case 'text:list':
        this.#openList(a)
        break
      case 'text:list-item':
        this.#item(a)
        break
      case 'text:note':
        this.#main.write(`[${++this.#noteNumber}]`)
        break
      case 'text:note-body':
        this.#noteDepth++
        this.#fresh = true
        break
      case 'table:table':
        this.#prose.openTable()
        break
      case 'table:table-row':
        this.#prose.openRow()
        break
      case 'table:table-cell':
      case 'table:covered-table-cell':
        this.#prose.openCell()
        break
    }
  }

  close = (name: string): void => {
    if (!this.#inside) return
    if (this.#skip > 0) {
      this.#skip--
      return
    }
    if (name === 'text:p' || name === 'text:h') this.#prose.closeParagraph(settle)
    else if (name === 'text:list') this.#closeList()
    else if (name === 'text:note-body') this.#noteDepth--
    else if (name === 'table:table') this.#prose.closeTable()
    else if (name === 'table:table-row') this.#prose.closeRow()
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#prose.closeCell()
    else if (name === 'office:text') this.#inside = false
  }

  text = (text: string): void => {
    if (this.#inside && this.#skip === 0 && this.#prose.inParagraph) this.#prose.write(text)
  }

  #fresh = false

  #openList(a: Attributes): void {
    const above = this.#lists.at(-1)
    const style = a['text:style-name'] ?? above?.style ?? ''
    const depth = (above?.depth ?? 0) + 1
    const start = (this.#styles.lists.get(style)?.get(depth)?.start ?? 1) - 1
    const earlier =
      a['text:continue-list'] ?? (a['text:continue-numbering'] === 'true' ? `${style} ${depth}` : undefined)
    const number = earlier === undefined ? start : (this.#ended.get(earlier) ?? start)
    this.#lists.push({ id: a['xml:id'] ?? '', style, depth, number, fresh: false })
  }

  #closeList(): void {
    const list = this.#lists.pop()
    if (list === undefined) return
    if (list.id !== '') this.#ended.set(list.id, list.number)
    this.#ended.set(`${list.style} ${list.depth}`, list.number)
  }

  #item(a: Attributes): void {
    const list = this.#lists.at(-1)
    if (list === undefined) return
    const given = Number.parseInt(a['text:start-value'] ?? '', 10)
    list.number = Number.isFinite(given) ? given : list.number + 1
    list.fresh = true
  }

  /** The first paragraph of an item carries its marker; those after it are only set in. */
  #lead(): [string, boolean] {
    if (this.#noteDepth > 0) {
      const first = this.#fresh
      this.#fresh = false
      return [first ? `[${this.#noteNumber}] ` : '', false]
    }
    const list = this.#lists.at(-1)
    if (list === undefined) return ['', false]
    const indent = '  '.repeat(list.depth - 1)
    if (!list.fresh) return [indent, true]
    list.fresh = false
    const marker = this.#marker(list)
    return [marker === '' ? indent : `${indent}${marker} `, true]
  }

  #marker(list: Open): string {
    const level = this.#styles.lists.get(list.style)?.get(list.depth)
    if (level === undefined || level.bullet) return '•'
    if (level.format === '') return ''
    const shown = this.#lists.slice(Math.max(0, list.depth - level.shows), list.depth)
    const numbers = shown.map((each) =>
      numeral(each.number, this.#styles.lists.get(each.style)?.get(each.depth)?.format ?? '1'),
    )
    return `${level.prefix}${numbers.join('.')}${level.suffix}`.trim()
  }
}
