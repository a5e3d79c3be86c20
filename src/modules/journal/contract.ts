import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

/** What an entry was written as: one of the three prompts. It is the only thing about it that is not encrypted. */
export const EntryKind = z.enum(['noticed', 'did_not_work', 'free'])
export type EntryKind = z.infer<typeof EntryKind>
export const MOST_CHARACTERS = 20_000

const Words = text(MOST_CHARACTERS, 1)
const Version = z.int().min(1)
const Entry = z.object({ id: Id, kind: EntryKind, version: Version, madeAt: z.date(), words: z.string() })
export type Entry = z.infer<typeof Entry>

export const journalContract = {
  /** Puts one entry into the writer's own journal. Also open to a pen: a phone that can write and read nothing. */
  write: oc
    .route({ method: 'POST', path: '/journal/write' })
    // `writer` is whose words the device kept: they never go into the journal of whoever is signed in by then.
    .input(Attempt.extend({ words: Words, kind: EntryKind.default('noticed'), writer: Id.nullish() }))
    .output(answer({ id: Id, version: Version })),
  /** Newest first. */
  list: oc
    .route({ method: 'POST', path: '/journal/list' })
    .input(z.strictObject({ cursor: z.string().max(200).nullish(), most: z.int().min(1).max(50).default(20) }))
    .output(z.object({ entries: z.array(Entry), next: z.string().nullable() })),
  /** One entry with what it said before. */
  read: oc
    .route({ method: 'POST', path: '/journal/read' })
    .input(z.strictObject({ id: Id }))
    .output(Entry.extend({ history: z.array(z.object({ version: Version, words: z.string(), writtenAt: z.date() })) })),
  /** Fails with `conflict` when the entry has moved on; the screen then reads it and shows both texts. */
  edit: oc
    .route({ method: 'POST', path: '/journal/edit' })
    .input(Attempt.extend({ id: Id, version: Version, words: Words, kind: EntryKind.optional() }))
    .output(answer({ id: Id, version: Version })),
  remove: oc
    .route({ method: 'POST', path: '/journal/remove' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  /** Decrypts in memory and keeps nothing: no index of a journal exists anywhere. */
  search: oc
    .route({ method: 'POST', path: '/journal/search' })
    .input(z.strictObject({ words: text(200, 1) }))
    .output(z.object({ entries: z.array(Entry), read: z.int(), more: z.boolean() })),
  /** Everything, as data and as something to read. Asks for a fresh proof of who is there. */
  export: oc
    .route({ method: 'POST', path: '/journal/export' })
    .input(z.strictObject({}))
    .output(z.object({ json: z.string(), readable: z.string(), entries: z.int() })),
}
