import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Artefact, ArtefactLine } from '../../contract/artefacts.ts'
import { bringer } from '../present.ts'
import { versionsOf } from './documents.ts'
import { handsOn, keptVersions } from './kept.ts'

const MOST = 30

function artefactRows(db: Db, space: string) {
  return (
    db
      .selectFrom('artefact as a')
      .innerJoin('space as s', 's.id', 'a.space_id')
      .innerJoin('chapter as c', 'c.id', 'a.chapter_id')
      .leftJoin('person as o', 'o.id', 'a.owner_id')
      .where('a.space_id', '=', space)
      .select(['a.id', 'a.chapter_id', 'a.sort', 'a.title', 'a.purpose', 'a.owner_id', 'o.name as owner', 'c.number'])
      .select(sql<string>`(a.made_at at time zone s.zone)::date`.as('on'))
      // What rooms keep stands in one artefact, whose drafts are versions in a dated chapter.
      .select(
        sql<boolean>`(c.number = 0 and (a.kept_key is null or exists (select from document d
        where d.space_id = a.space_id and d.artefact_id = a.id and d.chapter_id = a.chapter_id)))`.as('stands'),
      )
  )
}
type Row = Awaited<ReturnType<ReturnType<typeof artefactRows>['execute']>>[number]

const lineOf = (row: Row, reader: string): ArtefactLine => ({
  id: row.id,
  chapter: row.chapter_id,
  sort: row.sort as ArtefactLine['sort'],
  title: row.title,
  purpose: row.purpose,
  owner: row.owner_id === reader ? 'You' : (row.owner ?? 'Nobody at present'),
  on: row.on,
  stands: row.stands,
})

/** The artefacts of a space that the reader may see, newest first. The cursor is the last one shown. */
export async function listArtefacts(
  db: Db,
  actor: Actor,
  input: { space: string; cursor?: string | undefined; sort?: ArtefactLine['sort'] | undefined },
) {
  let rows = artefactRows(db, input.space)
    .orderBy('a.made_at', 'desc')
    .orderBy('a.id')
    .limit(MOST + 1)
  if (input.sort !== undefined) rows = rows.where('a.sort', '=', input.sort)
  if (input.cursor !== undefined)
    rows =
      rows.where(sql<boolean>`exists (select from artefact k where k.space_id = ${input.space}::uuid and k.id = ${input.cursor}::uuid
      and (a.made_at < k.made_at or (a.made_at = k.made_at and a.id > k.id)))`)
  const found = await rows.execute()
  const items = found.slice(0, MOST).map((row) => lineOf(row, actor.person))
  return { items, next: found.length > MOST ? items.at(-1)!.id : null }
}

/** One artefact: what is said of it, its versions, the evidence cut from them and what rests on that. */
export async function readArtefact(
  db: Db,
  actor: Actor,
  input: { space: string; id: string },
  house: House,
): Promise<Artefact> {
  const row = await artefactRows(db, input.space)
    .leftJoin('person as p', 'p.id', 'a.author_id')
    .where('a.id', '=', input.id)
    .select([
      'a.fields',
      'a.may_go',
      'a.occasion',
      'a.occasion_on',
      'a.look_on',
      'a.version',
      'a.author_id',
      'p.name as author',
      'a.kept_key',
    ])
    .select((is) =>
      is
        .selectFrom('artefact as t')
        .select('t.id')
        .whereRef('t.space_id', '=', 'a.space_id')
        .whereRef('t.id', '=', 'a.stands_as')
        .as('stands_as'),
    )
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const documents = await db
    .selectFrom('document')
    .where('space_id', '=', input.space)
    .where('artefact_id', '=', input.id)
    .select(['id', 'line_id', 'author_id', 'chapter_id'])
    .orderBy('number')
    .execute()
  const line = documents[0]?.line_id ?? documents[0]?.id
  const versions = line === undefined ? [] : await versionsOf(db, actor.person, input.space, line)
  const evidence =
    documents.length === 0
      ? []
      : await db
          .selectFrom('evidence')
          .where('space_id', '=', input.space)
          .where(
            'document_id',
            'in',
            documents.map((one) => one.id),
          )
          .where('words', 'is not', null)
          .select(['id', sql<string>`words`.as('words')])
          .orderBy('made_at')
          .orderBy('id')
          .limit(100)
          .execute()
  return {
    ...lineOf(row, actor.person),
    ownerId: row.owner_id,
    fields: row.fields as Record<string, string>,
    mayGo: row.may_go,
    occasion: row.occasion,
    occasionOn: row.occasion_on,
    lookOn: row.look_on,
    version: row.version,
    by: row.kept_key !== null ? 'a room' : bringer(row, actor.person),
    standsAs: row.stands_as,
    versions,
    kept: await keptVersions(
      db,
      actor,
      input.space,
      documents.map((one) => one.id),
    ),
    hands: await handsOn(
      db,
      actor,
      documents.map(({ id, chapter_id }) => ({ space: input.space, chapter: chapter_id, document: id })),
    ),
    evidence,
    resting: await restingOn(
      db,
      actor,
      {
        space: input.space,
        evidence: evidence.map((one) => one.id),
      },
      house,
    ),
    can: { edit: true, stand: row.number !== 0 && documents.at(-1)?.author_id === actor.person },
  }
}

/** What the modules after this one have built on these pieces of evidence, as far as the reader may see it. */
export function restingOn(db: Db, _actor: Actor, input: { space: string; evidence: string[] }, house: House) {
  return input.evidence.length === 0 ? Promise.resolve([]) : house.gathered.built(db, input)
}
