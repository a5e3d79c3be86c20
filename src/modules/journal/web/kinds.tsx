import type { EntryKind } from '../contract.ts'

/** The same as in the contract, which is not fetched with the first screen. */
export const MOST_CHARACTERS = 20_000

/** The three prompts, as they stand above the sheet and beside an entry. */
export const KINDS: Record<EntryKind, { label: string; begin: string }> = {
  noticed: { label: 'Something I noticed', begin: 'Something you noticed today…' },
  did_not_work: {
    label: 'This did not work, and what I would tell others',
    begin: 'What was tried, and what happened…',
  },
  free: { label: 'Free writing', begin: 'Whatever is on your mind…' },
}

/** The same as in the contract: an entry's words as they may leave it. */
export function wholeOf({ words, tell }: { words: string; tell: string }): string {
  return tell === '' ? words : `${words}\n\nWhat I would tell others: ${tell}`
}

/** A day and a time as the reader's own clock says them. */
export function when(at: Date | number): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}
