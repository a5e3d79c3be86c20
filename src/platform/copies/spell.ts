import type { Line, OpenKind } from './kinds.ts'

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (words: string): string => words.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
const said = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** What a spreadsheet would take for a formula, also in wide letters and behind blanks, gets a sign before it that makes it words. */
function cell(value: unknown): string {
  const words = said(value)
  const first = words.replace(/^[\s\u200b-\u200f\u2060\ufeff]+/u, '')
  const plain = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(first) || /^[\t\r\n\0]/.test(words) ? `'${words}` : words
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The columns of a table for spreadsheets. */
export function headOf(open: OpenKind): string[] {
  return [
    ...(open.bare ? [] : ['id']),
    ...['at', 'on', 'by'],
    ...open.columns,
    ...(open.refs ?? []),
    ...(open.maybe ?? []),
    ...Object.keys(open.says ?? {}),
  ]
}
export const rowOf = (columns: readonly string[], line: Line): string =>
  `${columns.map((column) => cell(line[column])).join(',')}\r\n`

export const PAGE_HEAD = (
  title: string,
  stamp: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(title)}</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#23261f;background:#fbfaf6}h1,h2{line-height:1.2}
article{border-top:1px solid #e2dfd3;padding:.75rem 0;break-inside:avoid}.words{font:18px/1.5 Georgia,serif;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .75rem;margin:.25rem 0 0;font-size:13.5px;color:#5d6257}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#1b1d18;color:#e9e6da}dl{color:#a9a898}article{border-color:#3a3d34}a{color:#9cc7ae}}
</style></head><body><h1>${safe(title)}</h1><p>${safe(stamp)}</p>`
export const PAGE_FOOT = '</body></html>\n'
export const partHead = (title: string): string => `<h2>${safe(title)}</h2>`

/** One thing as people read it: its words, and below what is known of it. */
export function article(open: OpenKind, line: Line): string {
  const points = new Set([...(open.refs ?? []), ...(open.maybe ?? [])])
  const known = headOf(open)
    .filter((column) => column !== 'id' && column !== 'at' && column !== open.words && said(line[column]) !== '')
    .map((column) => {
      const value = said(line[column])
      const name = safe(column.replaceAll('_', ' ').replace(/ id$/, ''))
      return `<dt>${name}</dt><dd>${points.has(column) ? `<a href="#${safe(value)}">see there</a>` : safe(value)}</dd>`
    })
  const words = said(line[open.words])
  const shown = open.kind === 'document' ? words : words.slice(0, 5000)
  return `<article${line.id === undefined ? '' : ` id="${safe(line.id)}"`}><p class="words">${safe(shown)}</p><dl>${known.join('')}</dl></article>`
}

/** A name that every file system takes, and that leads nowhere. */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[.\s-]+/, '')
    .slice(-120)
  return plain === '' ? 'file' : plain
}

export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
  return slug === '' ? 'space' : slug
}

export function readMe(space: string, taker: string, asOf: string, kinds: readonly OpenKind[]): string {
  return `${space}: a copy of what ${taker} may read there
Consent as of ${asOf} (UTC).

What this is
  Everything in it was read under the same rules as the screens: what ${taker} may read, and nothing else.
  What had been taken back by then is not in it. What is taken back later is still in this file: the place tells
  whoever took it, and then this copy is to be deleted, and another taken if it is still needed.
  Keep it where only those can read it who may read the space.

What is in it
  reading/index.html   everything, to be read in any browser and printed
  data/KIND.jsonl      one thing a line, in JSON (UTF-8): the form that can be brought in again
  sheets/KIND.csv      the same for spreadsheets. A cell that could be taken for a formula begins with '
  files/               documents as they were handed in, with whatever their makers left in them
  trefoil.json         what this is, how many lines each kind has, and their sums (SHA-256). Form ${1}

How to read the lines
  id      drawn for this copy: the same thing has another id in another copy
  at      "standing": what the space holds and owes; "said": what was said there
  on      the day it was written. Days only; what stands without a name has none
  by      whose name stood under it; "own": true where ${taker} wrote it
  Columns that end in _id hold the id of another thing in this copy.

Kinds
${kinds.map((open) => `  ${open.kind.padEnd(20)} ${open.title}${open.stays === undefined ? '' : ` (to read only: ${open.stays})`}`).join('\n')}

To bring it in again
  Make a new space, open its People page, and choose "Bring in a copy". Or: npm run trefoil -- import THIS.zip --space ADDRESS
  It comes in as words: nobody's account is tied to them but your own, and what had been brought in there by consent is
  told as "brought in from elsewhere". Those who said these things let them stand in ${space}, not anywhere else:
  so whoever brings it in reads it, and whoever joins there later does not.
`
}
