import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { DocumentVersion } from '../../contract/artefacts.ts'
import type { Document, DocumentLine } from '../../contract.ts'
import { bringer, type DocumentRow, presentDocument, presentLine, type WholeRow } from '../present.ts'

const MOST = 30

function documentRows(db: Db, space: string) {
  return db
    .selectFrom('document as d')
    .innerJoin('space as s', 's.id', 'd.space_id')
    .leftJoin('person as p', 'p.id', 'd.author_id')
    .where('d.space_id', '=', space)
    .select([
      'd.id',
      'd.chapter_id',
      'd.title',
      'd.kind',
      'd.source',
      'd.dated',
      'd.author_id',
      'p.name as author',
      sql<string>`(d.made_at at time zone s.zone)::date`.as('on'),
    ])
}

const FIRST = sql`(case when d.line_id is null then d.id else d.line_id end)`

function lines(db: Db, space: string) {
  return documentRows(db, space).select([
    sql<number>`jsonb_array_length(d.pages)`.as('pages'),
    sql<number>`(select count(*) from evidence e where e.space_id = d.space_id and e.document_id = d.id and e.words is not null)`.as(
      'excerpts',
    ),
    // Its first version stands apart, so that each half finds its own index; and by cases, since under a policy the planner
    // takes a coalesce for something that could tell, and would look at every document of the space.
    sql<number>`(select count(*) from document v where v.space_id = d.space_id and v.line_id = ${FIRST})
      + (select count(*) from document v where v.space_id = d.space_id and v.id = ${FIRST})`.as('versions'),
  ])
}

type Wanted = {
  space: string
  cursor?: string | undefined
  kind?: DocumentLine['kind'] | undefined
  newest?: true | undefined
  sort?: 'newest' | 'day' | undefined
}

/** The documents of a space that the reader may see: newest first, or by their own day. The cursor is the last one shown. */
export async function listDocuments(db: Db, actor: Actor, input: Wanted) {
  const byDay = input.sort === 'day'
  const about = (row: 'd' | 'c') =>
    sql`coalesce(${sql.ref(`${row}.dated`)}, (${sql.ref(`${row}.made_at`)} at time zone s.zone)::date)`
  let rows = lines(db, input.space)
  if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
  if (input.newest)
    rows = rows.where(
      sql<boolean>`not exists (select from document n where n.space_id = d.space_id and n.line_id = coalesce(d.line_id, d.id) and n.number > d.number)`,
    )
  if (byDay) rows = rows.orderBy(about('d'), 'desc')
  rows = rows
    .orderBy('d.made_at', 'desc')
    .orderBy('d.id')
    .limit(MOST + 1)
  if (input.cursor !== undefined) {
    const after = sql`(d.made_at < c.made_at or (d.made_at = c.made_at and d.id > c.id))`
    const then = byDay ? sql`(${about('d')} < ${about('c')} or (${about('d')} = ${about('c')} and ${after}))` : after
    rows = rows.where(
      sql<boolean>`exists (select from document c where c.space_id = ${input.space}::uuid and c.id = ${input.cursor}::uuid and ${then})`,
    )
  }
  const found = await rows.execute()
  const items = found.slice(0, MOST).map((row) => presentLine(row as DocumentRow, actor.person))
  return { items, next: found.length > MOST ? items.at(-1)!.id : null }
}

/** Those of these documents that the reader may see. */
export async function documentsByIds(
  db: Db,
  reader: string,
  space: string,
  ids: readonly string[],
): Promise<DocumentLine[]> {
  if (ids.length === 0) return []
  const rows = await lines(db, space)
    .where('d.id', 'in', [...ids])
    .execute()
  return rows.map((row) => presentLine(row as DocumentRow, reader))
}

/** One document whole: its text, where its pages begin, and where excerpts were cut. */
export async function readWhole(db: Db, actor: Actor, input: { space: string; id: string }): Promise<Document> {
  const row = await documentRows(db, input.space)
    .leftJoin('file as f', 'f.id', 'd.file_id')
    .where('d.id', '=', input.id)
    .select(sql<boolean>`coalesce(may_take_out(d.space_id, d.author_id), false)`.as('may_take_out'))
    .select(['d.text', 'd.pages', 'd.notes', 'd.link', 'd.version', 'd.line_id', 'd.artefact_id'])
    .select(['d.file_id', 'f.name as file_name', 'f.size as file_size'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return presentDocument(
    row as WholeRow,
    await listExcerpts(db, actor, { space: input.space, document: input.id }),
    await versionsOf(db, actor.person, input.space, row.line_id ?? row.id),
    await artefactOf(db, input.space, row.artefact_id),
    actor.person,
  )
}

/** The artefact that a document is a version of, where the reader may see it. */
async function artefactOf(db: Db, space: string, id: string | null): Promise<Document['artefact']> {
  if (id === null) return null
  const row = await db
    .selectFrom('artefact')
    .where('space_id', '=', space)
    .where('id', '=', id)
    .select(['id', 'title'])
    .executeTakeFirst()
  return row ?? null
}

/** The versions of a document that the reader may see, oldest first. One they may not see leaves no gap that could be counted. */
export async function versionsOf(db: Db, reader: string, space: string, line: string): Promise<DocumentVersion[]> {
  const rows = await documentRows(db, space)
    .where((is) => is.or([is('d.id', '=', line), is('d.line_id', '=', line)]))
    .leftJoin('version_from as f', (join) =>
      join.onRef('f.space_id', '=', 'd.space_id').onRef('f.document_id', '=', 'd.id'),
    )
    .select(['d.changed', 'd.occasion', 'd.occasion_on', 'f.crossing_id as kept'])
    .orderBy('d.number')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    kind: row.kind,
    dated: row.dated,
    on: row.on,
    by: row.kept === null ? bringer(row, reader) : 'the room',
    changed: row.changed,
    occasion: row.occasion,
    occasionOn: row.occasion_on,
  }))
}

/** Where excerpts were cut from a document, in the order of the text. */
export function listExcerpts(
  db: Db,
  _actor: Actor,
  input: { space: string; document: string },
): Promise<Document['excerpts']> {
  return db
    .selectFrom('evidence')
    .where('space_id', '=', input.space)
    .where('document_id', '=', input.document)
    .where('words', 'is not', null)
    .select(['id', sql<number>`starts`.as('starts'), sql<number>`ends`.as('ends')])
    .orderBy('starts')
    .orderBy('id')
    .execute()
}
