/** Where the words of a contribution are, in the order in which they are read; what is chosen from a list is not among them. */
const WORDS = [
  'title',
  'text',
  'fields',
  'parts',
  'about',
  'whys',
  'name',
  'because',
  'words',
  'what',
  'known_by',
] as const

/** The words of one contribution, one under the other; empty where it holds none. */
export function wordsOf(value: unknown): string {
  const held = value as Record<string, unknown>
  const leaves = (one: unknown): string[] => {
    if (typeof one === 'string') return one.trim() === '' ? [] : [one.trim()]
    return one !== null && typeof one === 'object' ? Object.values(one).flatMap(leaves) : []
  }
  return WORDS.flatMap((key) => leaves(held[key])).join('\n')
}

/** What is told of where words came from: beside them where they land, and to everybody who is asked. */
export function provenanceOf(from: { method: string; step: string; title: string }): string {
  const whole = `${from.method}, “${from.step}”, at ${from.title}`
  return whole.length <= 200 ? whole : `${whole.slice(0, 199)}…`
}

/** The same in short, for whoever chooses while they write. */
export const funderSentence = (there: { name: string; funder: boolean }): string =>
  there.funder ? `A funder reads in ${there.name}.` : `Nobody reads in ${there.name} as a funder.`

const LATER = new Set(['partnership', 'region', 'nation', 'commons'])

/** Who reads it there, by who is in: said before anybody chooses, and to everybody who is asked. */
export function audienceOf(there: { name: string; kind: string; funder: boolean }): string {
  const who = `Everyone in ${there.name}${LATER.has(there.kind) ? ', and those of the same kinds who join later' : ''}.`
  return `${who} ${there.funder ? 'A funder is one of them.' : 'None of them is there as a funder.'} It says which step of which method it comes from, at which gathering, and the day.`
}
