import { useQuery } from '@tanstack/react-query'
import { client } from '#web/lib/client.ts'
import type { Entry } from '../../contract.ts'

/** Every entry of mine, page by page, opened for me alone. It is forgotten when the page is left, and nothing made from it is kept. */
export function useWholeJournal() {
  return useQuery({
    queryKey: ['journal', 'pictures'],
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const entries: Entry[] = []
      let cursor: string | null = null
      do {
        const page: { entries: Entry[]; next: string | null } = await client.journal.list(
          { cursor, most: 50 },
          { signal },
        )
        entries.push(...page.entries)
        cursor = page.next
      } while (cursor !== null)
      return entries.reverse()
    },
  })
}

/** The Monday of the week of a moment, as the reader's own calendar says it: `2026-11-23`. */
export function weekOf(at: Date): string {
  const day = new Date(at)
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7))
  return day.toLocaleDateString('sv-SE')
}

const DAY_MS = 86_400_000
/** Every week from the first to the last, also those in which nothing was written. */
export function weeksBetween(first: string, last: string): string[] {
  const weeks: string[] = []
  for (let at = Date.parse(`${first}T12:00:00Z`); at <= Date.parse(`${last}T13:00:00Z`); at += 7 * DAY_MS)
    weeks.push(new Date(at).toISOString().slice(0, 10))
  return weeks
}

const plain = (words: string) => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The writer's own tags, where they wrote any: `#discharge`. */
export function tagsIn(entries: Entry[]): string[] {
  const tags = entries.flatMap(({ words, tell }) => `${words}\n${tell}`.match(/#[\p{L}\p{N}_-]{2,40}/gu) ?? [])
  return [...new Set(tags.map(plain))].sort()
}

/** The entries in which a theme stands as a whole word, or a tag. */
export function withTheme(entries: Entry[], theme: string): Entry[] {
  const wanted = plain(theme).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${wanted}(?![\\p{L}\\p{N}])`, 'u')
  return entries.filter(({ words, tell }) => whole.test(plain(`${words}\n${tell}`)))
}
