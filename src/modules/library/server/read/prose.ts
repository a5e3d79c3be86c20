import type { Script } from './text.ts'

/** An item of a list stands close to its neighbours, a row to short rows; anything else gets a blank line. */
type Block = { text: string; close: 'item' | 'row' | undefined }

type Paragraph = { is: 'paragraph'; text: string; lead: string; item: boolean; after: Block[] }
type Cell = { is: 'cell'; blocks: Block[] }
type Row = { is: 'row'; cells: string[] }
type Table = { is: 'table'; blocks: Block[] }
type Frame = Paragraph | Cell | Row | Table

/** A row up to this long reads as one line of a table; a longer one is set apart. */
const SHORT_ROW = 160

/**
 * Turns the events of a word processor's document into readable text: paragraphs apart by a blank line, list items on
 * lines of their own behind their marker, table rows as `cell | cell`. A text box inside a paragraph follows it.
 * Frames are opened and closed strictly nested, as elements are.
 */
export class Prose {
  #script: Script
  #frames: Frame[] = []
  #last: Block | undefined

  constructor(script: Script) {
    this.#script = script
  }

  /** @param lead what stands before the first line: a list marker with its indentation */
  openParagraph(lead = '', item = false): void {
    this.#frames.push({ is: 'paragraph', text: '', lead, item, after: [] })
  }

  /** The marker may be known only after the paragraph has begun. */
  lead(lead: string, item: boolean): void {
    const frame = this.#frames.at(-1)
    if (frame?.is === 'paragraph') Object.assign(frame, { lead, item })
  }

  get inParagraph(): boolean {
    return this.#frames.at(-1)?.is === 'paragraph'
  }

  write(text: string): void {
    const frame = this.#frames.at(-1)
    if (frame?.is === 'paragraph') frame.text += text
  }

  closeParagraph(settle: (text: string) => string = (text) => text): void {
    const frame = this.#pop('paragraph')
    if (frame === undefined) return
    const text = settle(frame.text).trim()
    if (text !== '') this.#emit({ text: frame.lead + text, close: frame.item ? 'item' : undefined })
    for (const block of frame.after) this.#emit(block)
  }

  openTable(): void {
    this.#frames.push({ is: 'table', blocks: [] })
  }

  openRow(): void {
    this.#frames.push({ is: 'row', cells: [] })
  }

  openCell(): void {
    this.#frames.push({ is: 'cell', blocks: [] })
  }

  closeCell(): void {
    const cell = this.#pop('cell')
    const row = this.#frames.at(-1)
    if (cell !== undefined && row?.is === 'row') row.cells.push(cell.blocks.map((block) => block.text).join('\n'))
  }

  closeRow(): void {
    const row = this.#pop('row')
    const table = this.#frames.at(-1)
    if (row === undefined || table?.is !== 'table') return
    while (row.cells.length > 0 && row.cells.at(-1) === '') row.cells.pop()
    if (row.cells.length === 0) return
    const text = row.cells.join(' | ')
    table.blocks.push({ text, close: text.length <= SHORT_ROW && !text.includes('\n') ? 'row' : undefined })
  }

  closeTable(): void {
    const table = this.#pop('table')
    for (const block of table?.blocks ?? []) this.#emit(block)
    // Two tables in a row are two tables.
    if (this.#frames.length === 0) this.#last = undefined
  }

  #pop<K extends Frame['is']>(is: K): Extract<Frame, { is: K }> | undefined {
    const frame = this.#frames.at(-1)
    if (frame?.is !== is) return undefined
    this.#frames.pop()
    return frame as Extract<Frame, { is: K }>
  }

  #emit(block: Block): void {
    const frame = this.#frames.at(-1)
    if (frame?.is === 'paragraph') frame.after.push(block)
    else if (frame?.is === 'cell') frame.blocks.push(block)
    else if (frame === undefined) {
      const close = block.close !== undefined && block.close === this.#last?.close
      this.#script.add(block.text, close ? '\n' : '\n\n')
      this.#last = block
    }
  }
}
