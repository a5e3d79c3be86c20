import { dayWords } from '#web/lib/day.ts'

/** Until when something is put aside. */
export const backWords = (until: string | null) =>
  until === null ? 'You said it is not yours.' : `Waits again from ${dayWords(until)}.`
