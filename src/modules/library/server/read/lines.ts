/** A run of letters as placed on a PDF page: baseline, left edge, width and size in points. */
export type Run = { text: string; x: number; y: number; width: number; size: number }

export type Line = { text: string; x: number; right: number; y: number; size: number }

/** A gap of this many letter heights is one between columns of a table, and kept as a tab. */
const COLUMN_GAP = 2

/**
 * Puts the runs of a page together to lines, in the order they were drawn: that keeps columns of text apart, which an
 * order by place would interleave. Raised and lowered letters stay on their line.
 */
export function toLines(runs: Run[]): Line[] {
  const lines: Line[] = []
  let line: Line | undefined
  for (const run of runs) {
    if (run.text === '') continue
    const same =
      line !== undefined &&
      Math.abs(run.y - line.y) < 0.5 * Math.max(run.size, line.size) &&
      run.x > line.right - 2 * Math.max(run.size, line.size)
    if (line === undefined || !same) {
      if (run.text.trim() === '') continue
      line = { text: run.text, x: run.x, right: run.x + run.width, y: run.y, size: run.size }
      lines.push(line)
      continue
    }
    join(line, run)
  }
  for (const each of lines)
    each.text = each.text
      .replace(/ *\t[ \t]*/g, '\t')
      .replace(/ {2,}/g, ' ')
      .trim()
  return lines.filter((each) => each.text !== '')
}

function join(line: Line, run: Run): void {
  const gap = run.x - line.right
  const blank = run.text.trim() === ''
  if (blank) line.text += run.width > COLUMN_GAP * line.size ? '\t' : ' '
  else {
    const apart = gap > 0.18 * line.size && !/\s$/.test(line.text) && !/^\s/.test(run.text)
    line.text += (gap > COLUMN_GAP * line.size ? '\t' : apart ? ' ' : '') + run.text
    // A raised number is smaller; the line keeps the size and baseline of its text.
    if (run.size > line.size) Object.assign(line, { size: run.size, y: run.y })
  }
  line.right = Math.max(line.right, run.x + run.width)
}

/**
 * Lines that come back in the same place of many pages, but for their digits: running heads, feet and page numbers.
 * @returns for each page the lines to leave out, and one example for the note
 */
export function repeated(pages: Line[][]): { drop: Set<Line>; example: string | undefined } {
  const places = new Map<string, Line[]>()
  for (const page of pages) {
    const byHeight = page.toSorted((a, b) => b.y - a.y)
    for (const line of new Set([...byHeight.slice(0, 3), ...byHeight.slice(-3)])) {
      const key = `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ')}`
      places.set(key, [...(places.get(key) ?? []), line])
    }
  }
  const drop = new Set<Line>()
  let example: string | undefined
  for (const lines of places.values()) {
    if (lines.length < Math.max(3, pages.length * 0.3)) continue
    for (const line of lines) drop.add(line)
    if (example === undefined || /^\d*$/.test(example)) example = lines[0]?.text
  }
  return { drop, example }
}

const ITEM = /^(?:[•◦▪‣·●○■□–—*o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s/

/**
 * The text of a page: lines joined to paragraphs where the next one goes on, a blank line where there is more room than
 * between lines, a new line where a list item, a heading or a row of a table begins.
 * @param known words of the whole document, which decide whether a hyphen at the end of a line belongs to the word
 */
export function toText(lines: Line[], known: Set<string>): string {
  const leading = usualLeading(lines)
  let text = ''
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    if (before === undefined) text = line.text
    else {
      const how = step(before, line, lines, leading)
      text = how === 'on' ? goOn(text, line.text, known) : `${text}${how === 'apart' ? '\n\n' : '\n'}${line.text}`
    }
  }
  return text
}

function step(before: Line, line: Line, lines: Line[], leading: number): 'on' | 'line' | 'apart' {
  const down = before.y - line.y
  const size = Math.max(before.size, line.size)
  // Upwards: the next column, or a part drawn later. A sentence may go on there.
  if (down < -0.5 * size) return /[a-z,;]$/.test(before.text) && /^[a-z]/.test(line.text) ? 'on' : 'apart'
  if (Math.abs(before.size - line.size) > 0.12 * size) return 'apart'
  // Leading differs by size of letter, so notes and quotations are measured against their own.
  if (down > 1.35 * Math.max(leading * (line.size / usualSize(lines)), line.size * 1.05)) return 'apart'
  if (ITEM.test(line.text) || line.text.includes('\t') || before.text.includes('\t')) return 'line'
  if (Math.abs(down) < 0.5 * size) return 'line'
  const edge = rightEdge(lines, before)
  const short = before.right < edge - Math.max(0.14 * (edge - before.x), 3 * size)
  if (short && /^[\p{Lu}\p{N}“‘"'([]/u.test(line.text)) return 'line'
  if (line.x > before.x + 0.8 * size && line.x < before.x + 6 * size && /[.!?:”"]$/.test(before.text)) return 'line'
  return 'on'
}

/** How far right lines that begin near this one's left edge reach. */
function rightEdge(lines: Line[], line: Line): number {
  let edge = line.right
  for (const other of lines) {
    if (Math.abs(other.x - line.x) < 3 * line.size && other.right > edge) edge = other.right
  }
  return edge
}

function goOn(text: string, next: string, known: Set<string>): string {
  const broken = /(\p{L}+)[-\u2010\u00ad]$/u.exec(text)
  const rest = /^\p{Ll}+/u.exec(next)
  if (broken === null || rest === null) return /[-\u2010]$/.test(text) ? text + next : `${text} ${next}`
  const head = broken[1]!.toLowerCase()
  const tail = rest[0].toLowerCase()
  const whole = text.slice(0, -1) + next
  if (known.has(head + tail)) return whole
  if (known.has(`${head}-${tail}`)) return text + next
  // Two words of the document on their own were joined by their author; a piece of a word was cut by the typesetter.
  return known.has(head) && known.has(tail) ? text + next : whole
}

/** The words of the lines but for the halves beside a break, which would vouch for themselves. */
export function words(pages: Line[][]): Set<string> {
  const known = new Set<string>()
  for (const page of pages) {
    let afterBreak = false
    for (const line of page) {
      const all = line.text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*-?/gu) ?? []
      if (afterBreak) all.shift()
      afterBreak = /[-\u2010\u00ad]$/.test(line.text)
      if (afterBreak) all.pop()
      for (const word of all) known.add(word.replace(/-$/, ''))
    }
  }
  return known
}

function usualSize(lines: Line[]): number {
  return median(lines.map((line) => line.size)) || 10
}

function usualLeading(lines: Line[]): number {
  const steps: number[] = []
  for (const [index, line] of lines.entries()) {
    const down = (lines[index - 1]?.y ?? line.y) - line.y
    if (down > 0.5 * line.size && down < 2.2 * line.size) steps.push(down)
  }
  // The tighter third: on a page of short paragraphs most steps are those between them.
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 3)] ?? usualSize(lines) * 1.2
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
}
