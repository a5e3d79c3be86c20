import { type EntryKind, wholeOf } from '../contract.ts'

/** An entry with all its versions, the present one last. */
export type Whole = {
  id: string
  kind: EntryKind
  madeAt: Date
  versions: {
    version: number
    writtenAt: Date
    words: string
    tell: string
    energy: number | null
    hope: number | null
  }[]
  photos: { id: string; said: string }[]
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

/** The name each photo has in a copy that is taken along: the day of its entry, and a number. */
export function namesOf(entries: Whole[]): { id: string; name: string }[] {
  return entries
    .flatMap((entry) => entry.photos.map(({ id }) => ({ id, day: entry.madeAt.toISOString().slice(0, 10) })))
    .map(({ id, day }, index) => ({ id, name: `photos/${day}-${index + 1}.jpg` }))
}

/** The journal as data another program can read. A photo is named as its file beside it is. */
export function asJson(entries: Whole[]): string {
  const names = new Map(namesOf(entries).map(({ id, name }) => [id, name]))
  const named = entries.map((entry) => ({
    ...entry,
    photos: entry.photos.map(({ id, said }) => ({ file: names.get(id), said })),
  }))
  return JSON.stringify({ what: 'A journal kept in Trefoil', entries: named }, null, 2)
}

/** The journal as plain text, to read or to print. */
export function asText(entries: Whole[]): string {
  const names = new Map(namesOf(entries).map(({ id, name }) => [id, name]))
  const parts = entries.map((entry) => {
    const last = entry.versions.at(-1)
    const shown = entry.photos.map(({ id, said }) => `\n[Photo: ${said || 'not described'}. ${names.get(id)}]\n`)
    const before = entry.versions
      .slice(0, -1)
      .map((old) => `\nUntil it was changed, this entry of ${DAY.format(old.writtenAt)} read:\n${wholeOf(old)}\n`)
    return `${DAY.format(entry.madeAt)}\n${TITLES[entry.kind]}\n\n${last ? wholeOf(last) : ''}\n${shown.join('')}${before.join('')}`
  })
  return `My journal\n\n${parts.join('\n----------\n\n')}`
}
