import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import type { EntryKind } from '../contract.ts'
import { journalOf, type Marks, NO_MARKS, seal, unseal } from './access.ts'
import { keepPhotos } from './photos/commands/keep.ts'
import type { Small } from './photos/commands/shrink.ts'

type Done = { ok: true; id: string; version: number }

export type Fresh = {
  words: string
  tell?: string | undefined
  kind?: EntryKind | undefined
  photos?: (Small & { id: string; said: string })[]
  cameBy?: 'mail'
}

/** Puts an entry into the writer's own journal. The key is on the disk before the row that needs it commits. */
export async function writeEntry(tx: Tx, actor: Actor, input: Fresh, house: House): Promise<Done> {
  const { space_id, chapter_id } = await journalOf(tx)
  const id = randomUUID()
  const cipher = await seal(house, actor.person, id, 1, {
    ...{ ...NO_MARKS, words: input.words, tell: input.tell ?? '' },
  })
  const came_by = input.cameBy ?? (actor.kind === 'pen' ? 'link' : 'page')
  await tx
    .insertInto('entry')
    .values({ space_id, id, chapter_id, kind: input.kind ?? 'noticed', came_by })
    .execute()
  await tx.insertInto('entry_version').values({ space_id, entry_id: id, chapter_id, version: 1, cipher }).execute()
  await keepPhotos(tx, house, actor.person, { id, space_id, chapter_id }, input.photos ?? [])
  await append(tx, { chapter: chapter_id, kind: 'entry.written', subject: id, actor: actor.person })
  return { ok: true, id, version: 1 }
}

/** Adds a version; what stood before stays readable for its writer. */
export async function editEntry(
  tx: Tx,
  actor: Actor,
  input: {
    id: string
    version: number
    words: string
    tell?: string | undefined
    kind?: EntryKind | undefined
    energy?: number | null | undefined
    hope?: number | null | undefined
  },
  house: House,
): Promise<Done> {
  const version = input.version + 1
  const entry = await tx
    .updateTable('entry')
    .set({ version, ...(input.kind === undefined ? {} : { kind: input.kind }) })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning(['space_id', 'chapter_id'])
    .executeTakeFirst()
  if (entry === undefined) {
    const there = await tx.selectFrom('entry').select('id').where('id', '=', input.id).executeTakeFirst()
    throw there === undefined
      ? new AppError('not_found')
      : new AppError(
          'conflict',
          'You changed this entry somewhere else in the meantime. Both texts are kept: choose, or join them.',
        )
  }
  // Only what a photo says already may stand without words.
  if (input.words.trim() === '' && !(await hasPhoto(tx, input.id)))
    throw new AppError('invalid', undefined, { words: 'This is needed.' })
  const before = await marksOf(tx, house, actor.person, input.id, input.version)
  const cipher = await seal(house, actor.person, input.id, version, {
    ...{ words: input.words, tell: input.tell ?? '' },
    energy: input.energy === undefined ? before.energy : input.energy,
    hope: input.hope === undefined ? before.hope : input.hope,
  })
  await tx
    .insertInto('entry_version')
    .values({ ...entry, entry_id: input.id, version, cipher })
    .execute()
  await append(tx, { chapter: entry.chapter_id, kind: 'entry.changed', subject: input.id, actor: actor.person })
  return { ok: true, id: input.id, version }
}

/** How its writer felt, as the version before says: whoever changes only the words does not change that. */
async function marksOf(tx: Tx, house: House, owner: string, id: string, version: number): Promise<Marks> {
  const row = await tx
    .selectFrom('entry_version')
    .select('cipher')
    .where('entry_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? NO_MARKS : unseal(house, owner, id, version, row.cipher)
}

async function hasPhoto(tx: Tx, entry: string): Promise<boolean> {
  const row = await tx.selectFrom('entry_photo').select('id').where('entry_id', '=', entry).executeTakeFirst()
  return row !== undefined
}

/**
 * Deletes an entry with every version and photo: nobody reads it from here on, and a minute later it is destroyed. What
 * was brought elsewhere from it is a thing of its own, and stays until taken back.
 */
export function removeEntry(tx: Tx, actor: Actor, input: { id: string }) {
  return throughDoor(tx, actor, input.id, 'let_go_of_entry', 'entry.removed')
}

/** Puts back what was deleted less than a minute ago. */
export function putBackEntry(tx: Tx, actor: Actor, input: { id: string }) {
  return throughDoor(tx, actor, input.id, 'put_back_entry', 'entry.put_back')
}

async function throughDoor(tx: Tx, actor: Actor, id: string, door: string, kind: string) {
  const { rows } = await sql<{ chapter: string | null }>`select ${sql.id(door)}(${id}::uuid) as chapter`.execute(tx)
  const chapter = rows[0]?.chapter
  if (!chapter) throw new AppError('not_found')
  await append(tx, { chapter, kind, subject: id, actor: actor.person })
  return { ok: true as const, id }
}
