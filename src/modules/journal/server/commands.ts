import { randomUUID } from 'node:crypto'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import type { EntryKind } from '../contract.ts'
import { journalOf, seal } from './access.ts'

type Done = { ok: true; id: string; version: number }

/** Puts an entry into the writer's own journal. The key is on the disk before the row that needs it commits. */
export async function writeEntry(
  tx: Tx,
  actor: Actor,
  input: { words: string; kind?: EntryKind | undefined },
  house: House,
): Promise<Done> {
  const { space_id, chapter_id } = await journalOf(tx)
  const id = randomUUID()
  const cipher = await seal(house, actor.person, id, 1, input.words)
  const came_by = actor.kind === 'pen' ? 'link' : 'page'
  await tx
    .insertInto('entry')
    .values({ space_id, id, chapter_id, kind: input.kind ?? 'noticed', came_by })
    .execute()
  await tx.insertInto('entry_version').values({ space_id, entry_id: id, chapter_id, version: 1, cipher }).execute()
  await append(tx, { chapter: chapter_id, kind: 'entry.written', subject: id, actor: actor.person })
  return { ok: true, id, version: 1 }
}

/** Adds a version; what stood before stays readable for its writer. */
export async function editEntry(
  tx: Tx,
  actor: Actor,
  input: { id: string; version: number; words: string; kind?: EntryKind | undefined },
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
  const cipher = await seal(house, actor.person, input.id, version, input.words)
  await tx
    .insertInto('entry_version')
    .values({ ...entry, entry_id: input.id, version, cipher })
    .execute()
  await append(tx, { chapter: entry.chapter_id, kind: 'entry.changed', subject: input.id, actor: actor.person })
  return { ok: true, id: input.id, version }
}

/** Deletes an entry with every version. What was brought elsewhere from it is a thing of its own, and stays until taken back. */
export async function removeEntry(tx: Tx, actor: Actor, input: { id: string }): Promise<{ ok: true; id: string }> {
  const gone = await tx.deleteFrom('entry').where('id', '=', input.id).returning('chapter_id').executeTakeFirst()
  if (gone === undefined) throw new AppError('not_found')
  await append(tx, { chapter: gone.chapter_id, kind: 'entry.removed', subject: input.id, actor: actor.person })
  return { ok: true, id: input.id }
}
