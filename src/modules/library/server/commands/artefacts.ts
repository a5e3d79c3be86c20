import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { type ArtefactSort, FIELDS } from '../../contract/artefacts.ts'
import { listVoices } from '../queries/evidence.ts'
import { keepDocument } from './documents.ts'

type Said = {
  title: string
  purpose: string
  fields: Record<string, string>
  mayGo: string
  occasion: string
  occasionOn: string | null
}

/** What is asked of this kind and was answered; what is not asked of it is left out. */
function columnsOf(sort: ArtefactSort, said: Said) {
  const fields = Object.fromEntries(
    FIELDS[sort].flatMap((key) => {
      const words = said.fields[key]?.trim() ?? ''
      return words === '' ? [] : [[key, words]]
    }),
  )
  return {
    title: said.title.trim(),
    purpose: said.purpose.trim(),
    fields: JSON.stringify(fields),
    may_go: said.mayGo.trim(),
    occasion: said.occasion.trim(),
    occasion_on: said.occasionOn,
  }
}

const gone = () =>
  refuse(
    'not_here',
    'They are not in this space any more, so it cannot be theirs to look after. Choose somebody who is.',
  )

async function isHere(tx: Tx, actor: Actor, space: string, owner: string | null) {
  if (owner === null || owner === actor.person) return true
  return (await listVoices(tx, actor, { space })).some((voice) => voice.id === owner)
}

type Made = Said & { space: string; chapter: string; sort: ArtefactSort; owner: string | null }

/** Begins an artefact in the chapter that stood above it: a draft in a dated one, or at once for everybody in the standing one. */
export async function makeArtefact(tx: Tx, actor: Actor, input: Made) {
  if (!(await isHere(tx, actor, input.space, input.owner))) return gone()
  const id = randomUUID()
  await tx
    .insertInto('artefact')
    .values({
      space_id: input.space,
      id,
      chapter_id: input.chapter,
      sort: input.sort,
      ...columnsOf(input.sort, input),
      owner_id: input.owner ?? actor.person,
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: input.chapter, kind: 'artefact.made', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

/** Changes what is said of it. Its versions stay as they were brought in. */
export async function editArtefact(
  tx: Tx,
  actor: Actor,
  input: Said & { space: string; id: string; version: number; owner: string | null },
) {
  const before = await artefactOf(tx, input.space, input.id)
  if (input.owner !== before.owner_id && !(await isHere(tx, actor, input.space, input.owner))) return gone()
  const changed = await tx
    .updateTable('artefact')
    .set({
      ...columnsOf(before.sort as ArtefactSort, input),
      owner_id: input.owner ?? before.owner_id,
      version: input.version + 1,
    })
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict')
  await append(tx, { chapter: before.chapter_id, kind: 'artefact.edited', subject: input.id, actor: actor.person })
  return { ok: true as const, id: input.id, version: input.version + 1 }
}

/**
 * Lets its newest version stand for everybody who is or comes in. More people read it then, so it is said again by
 * whoever brought that version in, in the words they send, as a copy in the standing chapter. The draft stays where it is.
 */
export async function letStand(tx: Tx, actor: Actor, input: Said & { space: string; id: string }, house: House) {
  const draft = await artefactOf(tx, input.space, input.id)
  const { id: standing } = await tx
    .selectFrom('chapter')
    .where('space_id', '=', input.space)
    .where('number', '=', 0)
    .select('id')
    .executeTakeFirstOrThrow()
  if (draft.chapter_id === standing) return refuse('stands', 'It stands already: everybody here reads it.')
  const last = await tx
    .selectFrom('document as d')
    .leftJoin('file as f', 'f.id', 'd.file_id')
    .where('d.space_id', '=', input.space)
    .where('d.artefact_id', '=', input.id)
    .select([
      'd.title',
      'd.kind',
      'd.text',
      'd.pages',
      'd.notes',
      'd.source',
      'd.link',
      'd.dated',
      'd.changed',
      'd.author_id',
    ])
    .select(['f.id as file', 'f.name', 'f.size', 'f.digest', 'f.wrapped_key'])
    .orderBy('d.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined)
    return refuse('no_version', 'There is no version of it yet. Bring one in, and then let it stand.')
  if (last.author_id !== actor.person)
    return refuse(
      'not_yours',
      'Somebody else brought in the newest version. More people would read it, so it is theirs to let it stand. Ask them.',
    )
  const stands = draft.stands_as ?? randomUUID()
  const columns = columnsOf(draft.sort as ArtefactSort, input)
  if (draft.stands_as === null) {
    await tx
      .insertInto('artefact')
      .values({
        ...{ space_id: input.space, id: stands, chapter_id: standing, sort: draft.sort },
        ...{ ...columns, owner_id: draft.owner_id, author_id: actor.person },
      })
      .execute()
    await tx
      .updateTable('artefact')
      .set({ stands_as: stands })
      .where('space_id', '=', input.space)
      .where('id', '=', input.id)
      .execute()
  } else {
    await tx
      .updateTable('artefact')
      .set((is) => ({ ...columns, version: is('version', '+', 1) }))
      .where('space_id', '=', input.space)
      .where('id', '=', stands)
      .execute()
  }
  await keepDocument(tx, actor, {
    ...{ space: input.space, chapter: standing, title: last.title, kind: last.kind, text: last.text },
    ...{ pages: last.pages as { start: number; label: string }[], notes: last.notes, source: last.source },
    ...{ link: last.link, dated: last.dated },
    file: last.file === null ? null : await copyFile(tx, house, input.space, standing, last as Copied),
    newer: {
      artefact: stands,
      changed: last.changed,
      occasion: input.occasion,
      occasionOn: input.occasionOn,
    },
  })
  await append(tx, { chapter: standing, kind: 'artefact.stands', subject: stands, actor: actor.person })
  return { ok: true as const, id: stands }
}

type Copied = { file: string; name: string; size: number; digest: Buffer; wrapped_key: Buffer }

/** A file of its own for the copy: who may read the one is not who may read the other. */
async function copyFile(tx: Tx, house: House, space: string, chapter: string, from: Copied): Promise<string> {
  const id = randomUUID()
  const key = await house.files.put(id, await house.files.get(from.file, from.wrapped_key))
  await tx
    .insertInto('file')
    .values({
      ...{ id, space_id: space, chapter_id: chapter, name: from.name, size: from.size, digest: from.digest },
      wrapped_key: key,
    })
    .execute()
  return id
}

async function artefactOf(tx: Tx, space: string, id: string) {
  const row = await tx
    .selectFrom('artefact')
    .where('space_id', '=', space)
    .where('id', '=', id)
    .select(['chapter_id', 'sort', 'owner_id', 'stands_as'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  // Two who change it at once come one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`artefact ${id}`}, 0))`.execute(tx)
  return row
}
