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
    if (line !== undefined && precedes(run, line)) {
      Object.assign(line, { text: `${run.text} ${line.text}`, x: run.x })
      continue
    }
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
      .replace(LEADER, ' … ')
      .replace(/ *\t[ \t]*/g, '\t')
      .replace(/ {2,}/g, ' ')
      .trim()
  return lines.filter((each) => each.text !== '')
}

/** A number drawn after the heading that it stands before. */
function precedes(run: Run, line: Line): boolean {
  const gap = line.x - (run.x + run.width)
  const level = Math.abs(run.y - line.y) < 0.2 * line.size
  return level && run.text.trim() !== '' && run.text.length < 12 && gap > -0.2 * line.size && gap < 6 * line.size
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
      const same = places.get(key)
      if (same === undefined) places.set(key, [line])
      else same.push(line)
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

/** The dots that lead the eye to a page number. */
const LEADER = /\s*(?:\.\s?){5,}\s*/g

const ITEM =
  /^(?:[-•◦▪‣·●○■□–—*o]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\(?[A-Z]\)|\d{1,2}(?:\.\d{1,2})+\.?(?=\s\p{Lu}))\s/u

/**
 * The text of a page: lines joined to paragraphs where the next one goes on, a blank line where there is more room than
 * between lines, a new line where a list item, a heading or a row of a table begins.
 * @param known words of the whole document, which decide whether a hyphen at the end of a line belongs to the word
 */
export function toText(lines: Line[], known: Set<string>): string {
  // Leading differs by size of letter, so notes and quotations are measured against their own.
  const leading = usualLeading(lines) / usualSize(lines)
  let text = ''
  let goesOn = false
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    if (before === undefined) text = line.text
    else {
      let how = step(before, line, lines.slice(Math.max(0, index - 13), index + 11), leading)
      // Set out from a line that itself went on: the text after a list item, not the second line of a paragraph.
      if (how === 'on' && goesOn && before.y > line.y && line.x < before.x - 0.8 * line.size) how = 'line'
      goesOn = how === 'on'
      text = how === 'on' ? goOn(text, line.text, known) : `${text}${how === 'apart' ? '\n\n' : '\n'}${line.text}`
    }
  }
  return text
}

/** @param around the lines near the two @param leading from line to line, in sizes of letter */
function step(before: Line, line: Line, around: Line[], leading: number): 'on' | 'line' | 'apart' {
  const down = before.y - line.y
  const size = Math.max(before.size, line.size)
  // Upwards: the next column, or a part drawn later. A sentence may go on there.
  if (down < -0.5 * size) return /[a-z,;]$/.test(before.text) && /^[a-z]/.test(line.text) ? 'on' : 'apart'
  if (Math.abs(before.size - line.size) > 0.12 * size) return 'apart'
  // Rows of a table stay together, however far its lines push them apart.
  if (before.text.includes('\t') && line.text.includes('\t') && down < 2.6 * size) return 'line'
  if (down > 1.35 * line.size * Math.max(leading, 1.05)) return 'apart'
  if (ITEM.test(line.text) || /[\t…]/.test(line.text) || /\t| … \S+$/.test(before.text)) return 'line'
  if (Math.abs(down) < 0.5 * size || broken(before, line, around)) return 'line'
  // Set in after the end of a sentence; under a list item that is only where its text begins.
  const setIn = line.x > before.x + 0.8 * size && line.x < before.x + 6 * size && !ITEM.test(before.text)
  return setIn && /[.!?:”"]$/.test(before.text) ? 'line' : 'on'
}

/** Whether a line ends where it does on purpose: the next word would still have had room on it. */
function broken(before: Line, line: Line, around: Line[]): boolean {
  const first = /^\S+/.exec(line.text)?.[0].length ?? 0
  const letter = (line.right - line.x) / Math.max(1, line.text.length)
  return before.right + (first + 1) * letter < rightEdge(around, before) - 0.5 * before.size
}

/** How far right the lines around one reach that begin near its left edge and are of its size. */
function rightEdge(around: Line[], line: Line): number {
  const rights = around
    .filter((other) => other.x > line.x - 8 * line.size && other.x < line.x + 3 * line.size)
    .filter((other) => Math.abs(other.size - line.size) < 0.12 * line.size && other.right >= line.right - 1)
    .map((other) => other.right)
    .sort((a, b) => a - b)
  // Four that end at one point are a justified column, whatever wider line stands above it.
  const even = rights.find((right, index) => (rights[index + 3] ?? Infinity) - right < 0.15 * line.size)
  return even ?? rights.at(-1) ?? line.right
}

function goOn(text: string, next: string, known: Set<string>): string {
  const cut = /(\p{L}+)[-\u2010\u00ad]$/u.exec(text)
  const rest = /^\p{Ll}+/u.exec(next)
  if (cut === null || rest === null) return /[-\u2010]$/.test(text) ? text + next : `${text} ${next}`
  const head = cut[1]!.toLowerCase()
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
