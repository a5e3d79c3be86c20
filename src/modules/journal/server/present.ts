import type { EntryKind } from '../contract.ts'

/** An entry with all its versions, the present one last. */
export type Whole = {
  id: string
  kind: EntryKind
  madeAt: Date
  versions: { version: number; writtenAt: Date; words: string }[]
}

const TITLES: Record<EntryKind, string> = {
  noticed: 'Something I noticed',
  did_not_work: 'This did not work, and what I would tell others',
  free: 'Free writing',
}
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})

/** The journal as data another program can read. */
export function asJson(entries: Whole[]): string {
  return JSON.stringify({ what: 'A journal kept in Trefoil', entries }, null, 2)
}

/** The journal as plain text, to read or to print. */
export function asText(entries: Whole[]): string {
  const parts = entries.map((entry) => {
    const before = entry.versions
      .slice(0, -1)
      .map((old) => `\nUntil it was changed, this entry of ${DAY.format(old.writtenAt)} read:\n${old.words}\n`)
    return `${DAY.format(entry.madeAt)}\n${TITLES[entry.kind]}\n\n${entry.versions.at(-1)?.words ?? ''}\n${before.join('')}`
  })
  return `My journal\n\n${parts.join('\n----------\n\n')}`
}
