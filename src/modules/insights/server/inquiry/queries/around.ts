import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { dayOf } from '#shared/day.ts'
import { type consolidationContract, SCALES } from '../../../contract/consolidation.ts'
import { itemOf, type Place, placeOf } from '../../access.ts'

type In = InferContractRouterInputs<typeof consolidationContract>
type Out = InferContractRouterOutputs<typeof consolidationContract>
type Around = Out['around']
type Provenance = Around['provenance']

/** What stands round one insight, as its reader may read it. */
export async function readAround(db: Db, _actor: Actor, input: In['around']): Promise<Around> {
  const { of, ...where } = input
  const place = await placeOf(db, where)
  await itemOf(db, 'insight', of, place.id)
  const insight = await db
    .selectFrom('insight as i')
    .leftJoin('person as p', 'p.id', 'i.author_id')
    .select(['i.parties', 'i.sense_made_by', 'p.name'])
    .where('i.id', '=', of)
    .executeTakeFirstOrThrow()
  const scales = await db
    .selectFrom('insight_scale as s')
    .leftJoin('person as p', 'p.id', 's.author_id')
    .select(['s.scale', 's.how', 's.made_at', 'p.name'])
    .where('s.space_id', '=', place.id)
    .where('s.insight_id', '=', of)
    .execute()
  return {
    parties: insight.parties as Around['parties'],
    scales: scales
      .map(({ scale, how, made_at, name }) => ({
        ...{ scale: scale as Around['scales'][number]['scale'], how },
        ...{ by: name, on: dayOf(made_at, place.zone) },
      }))
      .sort((one, other) => SCALES.indexOf(one.scale) - SCALES.indexOf(other.scale)),
    took_place_of: await successions(db, place, of, 'new_id'),
    place_taken: await successions(db, place, of, 'old_id'),
    provenance: {
      ...(await provenanceOf(db, place, of)),
      interpreted_by: insight.sense_made_by,
      written_by: insight.name,
    },
  }
}

async function successions(
  db: Db,
  place: Place,
  of: string,
  side: 'old_id' | 'new_id',
): Promise<Around['place_taken']> {
  const rows = await db
    .selectFrom('insight_succession as s')
    .innerJoin('insight as i', (on) =>
      on.onRef('i.space_id', '=', 's.space_id').onRef('i.id', '=', side === 'old_id' ? 's.new_id' : 's.old_id'),
    )
    .leftJoin('person as p', 'p.id', 's.author_id')
    .select(['i.id', 'i.words', 's.how', 's.why', 's.made_at', 'p.name'])
    .where('s.space_id', '=', place.id)
    .where(`s.${side}`, '=', of)
    .orderBy('s.made_at')
    .orderBy('i.id')
    .execute()
  return rows.map(({ id, words, how, why, made_at, name }) => ({
    ...{ id, words, how: how as Around['place_taken'][number]['how'], why },
    ...{ by: name, on: dayOf(made_at, place.zone) },
  }))
}

type Line = {
  attribution: string
  said_by: string
  brought: boolean
  gone: boolean
  method: string
  class: string | null
}

/**
 * From whom it came, by class. Only a line under a name adds a class, for whoever reads it reads the name too: one
 * without a name would point at the only person of its class.
 */
async function provenanceOf(db: Db, place: Place, of: string) {
  const { rows } = await sql<Line>`
    select e.attribution, e.said_by, e.crossing_id is not null as brought, e.words is null as gone, e.method,
        case when e.attribution = 'named' and e.words is not null then (
          select m.class from membership m where m.space_id = e.space_id and m.person_id = e.speaker_id
           order by m.ends_at desc nulls first, m.starts_at desc limit 1) end as class
      from insight_evidence l join evidence e on e.space_id = l.space_id and e.id = l.evidence_id
     where l.space_id = ${place.id}::uuid and l.insight_id = ${of}::uuid`.execute(db as never)
  const lines = rows.filter((row) => !row.gone)
  const named = lines.filter((row) => row.attribution === 'named')
  const classes = Map.groupBy(
    named.flatMap((row) => (row.class === null ? [] : [row.class])),
    (one) => one,
  )
  return {
    classes: [...classes]
      .map(([one, of_it]) => ({ class: one as Provenance['classes'][number]['class'], lines: of_it.length }))
      .sort((one, other) => one.class.localeCompare(other.class)),
    named_elsewhere: named.filter((row) => row.class === null).length,
    // Nobody said a table of figures, so nobody’s class is kept back.
    without_class: lines.filter((row) => row.attribution !== 'named' && consentOf(row) !== 'nobody').length,
    methods: [...new Set(lines.map((row) => row.method).filter((method) => method !== ''))].sort(),
    consent: [...Map.groupBy(lines, consentOf)].map(([how, of_it]) => ({ how, lines: of_it.length })),
    taken_back: rows.length - lines.length,
  }
}

function consentOf(line: Line): Provenance['consent'][number]['how'] {
  if (line.attribution === 'named') return line.brought ? 'named' : 'here'
  if (line.attribution === 'role') return line.said_by === '' ? 'nobody' : 'role'
  return line.attribution === 'theme' ? 'theme' : 'unnamed'
}

/** How many insights a reader reads by whose they are, and how far they go, quarter by quarter. */
export async function readOverview(db: Db, _actor: Actor, input: In['overview']): Promise<Out['overview']> {
  const place = await placeOf(db, input)
  const { rows: counted } = await sql<{ parties: string; many: number }>`
    select parties, count(*)::integer as many from insight where space_id = ${place.id}::uuid group by parties`.execute(
    db as never,
  )
  const of = (parties: string) => counted.find((row) => row.parties === parties)?.many ?? 0
  const { rows: quarters } = await sql<Out['overview']['quarters'][number]>`
    select date_trunc('quarter', made_at at time zone ${place.zone})::date as "from",
        count(*) filter (where loop = 'single')::integer as single, count(*) filter (where loop = 'double')::integer as double,
        count(*) filter (where loop = 'triple')::integer as triple, count(*) filter (where loop = '')::integer as unsaid
      from insight where space_id = ${place.id}::uuid group by 1 order by 1 desc limit 12`.execute(db as never)
  return {
    parties: { within: of('within'), between: of('between'), across: of('across'), unsaid: of('') },
    quarters: quarters.reverse(),
  }
}
