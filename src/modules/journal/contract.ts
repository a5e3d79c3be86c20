import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

/** What an entry was written as: one of the three prompts. It is the only thing about it that is not encrypted. */
export const EntryKind = z.enum(['noticed', 'did_not_work', 'free'])
export type EntryKind = z.infer<typeof EntryKind>
export const MOST_CHARACTERS = 20_000
/** What somebody who cannot see a photo is told of it. */
const Said = text(1000)

const Words = text(MOST_CHARACTERS, 1)
/** What I would tell others: asked beside "this did not work". */
const Tell = text(2000)
const Version = z.int().min(1)
/** How much energy, how much hope: from 1, hardly any, to 5. Only their writer ever sees it. */
const Mark = z.int().min(1).max(5).nullable()
const Photo = z.object({ id: Id, said: z.string(), width: z.int(), height: z.int() })
export type Photo = z.infer<typeof Photo>
/** Written on a page, by a device that can only add, or sent in by mail. */
const CameBy = z.enum(['page', 'link', 'mail'])
export type CameBy = z.infer<typeof CameBy>
const Entry = z.object({
  id: Id,
  kind: EntryKind,
  version: Version,
  madeAt: z.date(),
  cameBy: CameBy,
  words: z.string(),
  tell: z.string(),
  energy: Mark,
  hope: Mark,
  photos: z.array(Photo),
})
export type Entry = z.infer<typeof Entry>

const TELL = '\n\nWhat I would tell others: '
/** An entry's words as they may leave it: its one text with what its writer would tell others. */
export function wholeOf({ words, tell }: { words: string; tell: string }): string {
  return tell === '' ? words : `${words}${TELL}${tell}`
}

/** What goes in front of a photo, as one line of JSON, on `POST /journal/photos`: an entry that has one needs no words. */
export const PhotoEntry = Attempt.extend({
  words: text(MOST_CHARACTERS),
  tell: Tell.default(''),
  kind: EntryKind.default('noticed'),
  writer: Id.nullish(),
  said: Said.default(''),
})
export type PhotoEntry = z.infer<typeof PhotoEntry>

export const journalContract = {
  /** Puts one entry into the writer's own journal. Also open to a pen: a phone that can write and read nothing. */
  write: oc
    .route({ method: 'POST', path: '/journal/write' })
    // `writer` is whose words the device kept: they never go into the journal of whoever is signed in by then.
    .input(
      Attempt.extend({
        words: Words,
        tell: Tell.default(''),
        kind: EntryKind.default('noticed'),
        writer: Id.nullish(),
      }),
    )
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
    .output(
      Entry.extend({
        history: z.array(z.object({ version: Version, words: z.string(), tell: z.string(), writtenAt: z.date() })),
      }),
    ),
  /** Fails with `conflict` when the entry has moved on; the screen then reads it and shows both texts. */
  edit: oc
    .route({ method: 'POST', path: '/journal/edit' })
    .input(
      Attempt.extend({
        id: Id,
        version: Version,
        words: text(MOST_CHARACTERS),
        tell: Tell.default(''),
        kind: EntryKind.optional(),
        /** Left out, they stay as they were; null takes one off. */
        energy: Mark.optional(),
        hope: Mark.optional(),
      }),
    )
    .output(answer({ id: Id, version: Version })),
  /** It is gone from every reading at once, and destroyed a minute later unless it is put back. */
  remove: oc
    .route({ method: 'POST', path: '/journal/remove' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  putBack: oc
    .route({ method: 'POST', path: '/journal/put-back' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  /** What a photo shows, for whoever cannot see it. */
  describePhoto: oc
    .route({ method: 'POST', path: '/journal/describe-photo' })
    .input(Attempt.extend({ photo: Id, said: Said }))
    .output(answer({ id: Id })),
  removePhoto: oc
    .route({ method: 'POST', path: '/journal/remove-photo' })
    .input(Attempt.extend({ photo: Id }))
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
    .output(
      z.object({
        json: z.string(),
        readable: z.string(),
        entries: z.int(),
        photos: z.array(z.object({ id: Id, name: z.string() })),
      }),
    ),
  /** Whether this place takes mail, and the secret address that is mine if I asked for one. */
  mail: oc
    .route({ method: 'POST', path: '/journal/mail' })
    .input(z.strictObject({}))
    .output(z.object({ takes: z.boolean(), address: z.string().nullable() })),
  /** Makes my address, or another in place of the one I have, which is then nobody's. */
  makeAddress: oc.route({ method: 'POST', path: '/journal/make-address' }).input(Attempt).output(answer({})),
  dropAddress: oc.route({ method: 'POST', path: '/journal/drop-address' }).input(Attempt).output(answer({})),
}
