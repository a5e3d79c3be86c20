import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Contest, Evidence } from '../../contract.ts'
import { type EvidenceRow, presentEvidence } from '../present.ts'
import { contestsOf } from './contests.ts'

const MOST = 30

function evidenceRows(db: Db, space: string) {
  return db
    .selectFrom('evidence as e')
    .innerJoin('space as s', 's.id', 'e.space_id')
    .leftJoin('person as speaker', 'speaker.id', 'e.speaker_id')
    .leftJoin('person as writer', 'writer.id', 'e.author_id')
    .leftJoin('document as d', (on) => on.onRef('d.space_id', '=', 'e.space_id').onRef('d.id', '=', 'e.document_id'))
    .leftJoin('same_said as same', (on) =>
      on.onRef('same.space_id', '=', 'e.space_id').onRef('same.evidence_id', '=', 'e.id'),
    )
    .where('e.space_id', '=', space)
    .select([
      'same.under_id as same_as',
      'e.id',
      'e.chapter_id',
      'e.version',
      'e.words',
      'e.attribution',
      'e.speaker_id',
      'speaker.name as speaker',
    ])
    .select(['e.author_id as writer_id', 'writer.name as writer', 'e.said_by', 'e.method', 'e.asked', 'e.n', 'e.dated'])
    .select([
      'e.limits',
      'e.disputed_by',
      'e.brought_on',
      'e.valid_until',
      'e.document_id',
      'd.title as document_title',
      'd.dated as document_dated',
      'e.starts',
      'e.ends',
    ])
    .select([
      sql<boolean>`e.crossing_id is not null`.as('brought'),
      sql<string>`(e.made_at at time zone s.zone)::date`.as('made_on'),
      sql<string>`(clock_now() at time zone s.zone)::date`.as('today'),
    ])
}

async function presented(db: Db, reader: string, space: string, rows: unknown[]): Promise<Evidence[]> {
  const found = rows as EvidenceRow[]
  if (found.length === 0) return []
  const contests = await contestsOf(
    db,
    reader,
    space,
    found.map((row) => row.id),
  )
  return found.map((row) => presentEvidence(row, contests.get(row.id) ?? NO_CONTESTS, reader))
}
const NO_CONTESTS: Contest[] = []

type Wanted = {
  space: string
  cursor?: string | undefined
  whose?: Exclude<Evidence['whose'], 'gone'> | undefined
  contested?: true | undefined
  sort?: 'newest' | 'day' | undefined
}

/** The day a piece is about: its own, else its document's, else when it was written down. */
const dayAbout = (row: 'e' | 'c') => sql`coalesce(${sql.ref(`${row}.dated`)},
  (select b.dated from document b where b.space_id = ${sql.ref(`${row}.space_id`)} and b.id = ${sql.ref(`${row}.document_id`)}),
  (${sql.ref(`${row}.made_at`)} at time zone s.zone)::date)`

/**
 * The evidence of a space that the reader may see: newest first, or by the day it is about. The cursor is the last item
 * shown. Which pieces stand on the page is asked first, so that only for those everything else is looked up.
 */
export async function listEvidence(db: Db, actor: Actor, input: Wanted) {
  const byDay = input.sort === 'day'
  let page = narrowed(pageOf(db, input.space), actor.person, input)
  if (byDay) page = page.orderBy(dayAbout('e'), 'desc')
  page = page
    .orderBy('e.made_at', 'desc')
    .orderBy('e.id')
    .limit(MOST + 1)
  if (input.cursor !== undefined) {
    const after = sql`(e.made_at < c.made_at or (e.made_at = c.made_at and e.id > c.id))`
    const [day, last] = [dayAbout('e'), dayAbout('c')]
    page =
      page.where(sql<boolean>`exists (select from evidence c where c.space_id = ${input.space}::uuid and c.id = ${input.cursor}::uuid
      and ${byDay ? sql`(${day} < ${last} or (${day} = ${last} and ${after}))` : after})`)
  }
  const ids = (await page.execute()).map((row) => row.id)
  const items = await piecesOf(db, actor.person, input.space, ids.slice(0, MOST))
  return { items, next: ids.length > MOST ? items.at(-1)!.id : null }
}

function pageOf(db: Db, space: string) {
  return db
    .selectFrom('evidence as e')
    .innerJoin('space as s', 's.id', 'e.space_id')
    .where('e.space_id', '=', space)
    .select('e.id')
}

function narrowed(rows: ReturnType<typeof pageOf>, reader: string, { whose, contested }: Wanted) {
  let few = rows
  if (whose !== undefined) few = few.where('e.words', 'is not', null)
  if (whose === 'unnamed' || whose === 'theme') few = few.where('e.attribution', '=', whose)
  if (whose === 'role') few = few.where('e.attribution', '=', 'role').where('e.said_by', '<>', '')
  if (whose === 'nobody') few = few.where('e.attribution', '=', 'role').where('e.said_by', '=', '')
  if (whose === 'mine') few = few.where('e.attribution', '=', 'named').where('e.speaker_id', '=', reader)
  if (whose === 'member')
    few = few.where('e.attribution', '=', 'named').where(sql<boolean>`e.speaker_id is distinct from ${reader}::uuid`)
  if (contested)
    few = few.where(
      sql<boolean>`(e.disputed_by <> '' or exists (select from contest k where k.space_id = e.space_id and k.evidence_id = e.id))`,
    )
  return few
}

/** One piece of evidence. */
export async function readEvidence(db: Db, actor: Actor, input: { space: string; id: string }): Promise<Evidence> {
  const [item] = await presented(
    db,
    actor.person,
    input.space,
    await evidenceRows(db, input.space).where('e.id', '=', input.id).execute(),
  )
  if (item === undefined) throw new AppError('not_found')
  return item
}

/** Those of these pieces of evidence that the reader may see, in the order asked for. */
export async function piecesOf(db: Db, reader: string, space: string, ids: readonly string[]): Promise<Evidence[]> {
  if (ids.length === 0) return []
  const found = await evidenceRows(db, space)
    .where('e.id', 'in', [...ids])
    .execute()
  const items = new Map((await presented(db, reader, space, found)).map((item) => [item.id, item]))
  return ids.flatMap((id) => items.get(id) ?? [])
}

/** Who is in the space now, by name: whoever could have said it. */
export async function listVoices(db: Db, _actor: Actor, input: { space: string }) {
  return (
    db
      .selectFrom('membership as m')
      .innerJoin('person as p', 'p.id', 'm.person_id')
      .where('m.space_id', '=', input.space)
      .where(IN_NOW)
      // Who may write here may ask who is here: the membership policy lets the members of a space see each other.
      .select(['p.id', 'p.name'])
      .distinct()
      .orderBy('p.name')
      .execute()
  )
}
