import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'

/** A stream as far as rights go: whose it is, as the hash of their session, and the room it is limited to. */
export type Listener = { session: Buffer; room: string | null }
/**
 * The chapters somebody may hear, in order, as one word for each: whoever may hear the same has the same words. A word that
 * begins with # is none: while something waits for one person alone it sets their stream apart, so that it is told to ask.
 */
export type Heard = string
export const chaptersOf = (heard: Heard): string[] =>
  heard.split(' ').filter((word) => word !== '' && !word.startsWith('#'))

/** What each of them may hear as of now, in one question. Who is not in the answer has been signed out. */
export async function mayHear<L extends Listener>(live: Database, listeners: readonly L[]): Promise<Map<L, Heard>> {
  if (listeners.length === 0) return new Map()
  const sessions = listeners.map((one) => one.session)
  const rooms = listeners.map((one) => one.room)
  const { rows } = await sql<{ chapters: string; who: number[] }>`
    select chapters, who from may_hear(${sessions}::bytea[], ${rooms}::uuid[])`.execute(live.kysely)
  return new Map(rows.flatMap((row) => row.who.map((n) => [listeners[n - 1]!, row.chapters] as const)))
}

/** How long a question waits for others like it: a hall that comes back after a cut is asked for together. */
const GATHERED_MS = 5

/** For those who arrive: everybody's questions of a moment become one. Null for who is not signed in. */
export function gatherRights(live: Database): (listener: Listener) => Promise<Heard | null> {
  let waiting: { listener: Listener; answer(heard: Heard | null): void; fail(fault: unknown): void }[] = []
  const ask = async () => {
    const asked = waiting
    waiting = []
    try {
      const heard = await mayHear(
        live,
        asked.map((one) => one.listener),
      )
      for (const one of asked) one.answer(heard.get(one.listener) ?? null)
    } catch (fault) {
      for (const one of asked) one.fail(fault)
    }
  }
  return (listener) =>
    new Promise((answer, fail) => {
      if (waiting.length === 0) setTimeout(ask, GATHERED_MS)
      waiting.push({ listener, answer, fail })
    })
}
