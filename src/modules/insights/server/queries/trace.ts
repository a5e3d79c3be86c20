import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf, type Place, placeOf } from '../access.ts'
import { by, dayOf, daysBetween, letOut } from '../present.ts'
import { dissentOf, wantsAnotherLook } from './list.ts'

type Out = InferContractRouterOutputs<typeof insightsContract>
type In = InferContractRouterInputs<typeof insightsContract>
type Traced = Out['trace']
type Link = { from_kind: string; from_id: string; to_kind: string; to_id: string }

/**
 * The chain round one thing, both ways: because of what, and so what happened. Every part is read under the reader's
 * own policies, so what they do not read is not there, and not counted.
 */
export async function traceChain(db: Db, _actor: Actor, input: In['trace']): Promise<Traced> {
  const place = await placeOf(db, input)
  await itemOf(db, input.kind, input.of, place.id)
  const links = await linksRound(db, place.id, input.of)
  const ids = (kind: string) => [
    ...new Set([
      ...(input.kind === kind ? [input.of] : []),
      ...links.flatMap((link) => [
        ...(link.from_kind === kind ? [link.from_id] : []),
        ...(link.to_kind === kind ? [link.to_id] : []),
      ]),
    ]),
  ]
  const insights = await insightsIn(db, place, ids('insight'))
  const decisions = await standingIn(db, place, 'decision', ids('decision'))
  const actions = await standingIn(db, place, 'action', ids('action'))
  const outcomes = await standingIn(db, place, 'outcome', ids('outcome'))
  const shown = new Set([...insights, ...decisions, ...actions, ...outcomes].map((item) => item.id))
  return {
    space: place.id,
    kind: input.kind,
    of: input.of,
    evidence: await evidenceUnder(
      db,
      place,
      insights.map((item) => item.id),
    ),
    insights,
    decisions,
    actions,
    outcomes,
    links: links
      .filter((link) => shown.has(link.from_id) && shown.has(link.to_id))
      .map((link) => ({ from: link.from_id, to: link.to_id })),
    stopped: await stoppedAmong(db, place, [...shown]),
    elsewhere: input.kind !== 'insight' && insights.length === 0,
  }
}

/** Everything upstream of a thing and everything downstream of it; `union` ends where a walk comes round again. */
async function linksRound(db: Db, space: string, of: string): Promise<Link[]> {
  const { rows } = await sql<Link>`
    with recursive back as (
      select l.* from chain_link l where l.space_id = ${space}::uuid and l.to_id = ${of}::uuid
      union select l.* from chain_link l join back on l.space_id = back.space_id and l.to_id = back.from_id),
    ahead as (
      select l.* from chain_link l where l.space_id = ${space}::uuid and l.from_id = ${of}::uuid
      union select l.* from chain_link l join ahead on l.space_id = ahead.space_id and l.from_id = ahead.to_id)
    select from_kind, from_id, to_kind, to_id from back union select from_kind, from_id, to_kind, to_id from ahead`.execute(
    db as never,
  )
  return rows
}

async function insightsIn(db: Db, place: Place, ids: string[]): Promise<Traced['insights']> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('insight as i')
    .leftJoin('person as p', 'p.id', 'i.author_id')
    .select([
      'i.id',
      'i.words',
      'i.scope',
      'i.loop',
      'i.confidence',
      'i.change_mind',
      'i.sense_made_by',
      'i.asked',
      'i.made_at',
      'i.version',
      'p.name',
    ])
    .where('i.space_id', '=', place.id)
    .where('i.id', 'in', ids)
    .orderBy('i.made_at')
    .orderBy('i.id')
    .execute()
  const dissent = await dissentOf(db, place.id, place.zone, ids)
  const receivers = await receiversOf(db, place, ids)
  const sendings = await sendingsOf(db, place, ids)
  const again = await wantsAnotherLook(db, place.id, ids)
  return rows.map(({ made_at, name, ...row }) => ({
    ...row,
    by: name,
    made_on: dayOf(made_at, place.zone),
    dissent: dissent(row.id),
    receivers: receivers(row.id),
    sendings: sendings(row.id),
    wants_another_look: again.has(row.id),
    let_out: letOut(row, dissent(row.id).length),
  })) as Traced['insights']
}

async function receiversOf(db: Db, place: Place, ids: string[]) {
  const rows = await db
    .selectFrom('receiver as r')
    .innerJoin('seat as s', (on) => on.onRef('s.space_id', '=', 'r.space_id').onRef('s.id', '=', 'r.seat_id'))
    .select(['r.insight_id', 'r.id', 'r.seat_id', 's.title', 's.holder', 'r.note', 'r.sent_at'])
    .select(['r.link_ends_at', 'r.crossing_id', 'r.let_out'])
    .select(
      sql<
        string | null
      >`(select k.crossing_id from consent k where k.crossing_id = r.crossing_id and k.person_id = me() limit 1)`.as(
        'take_back',
      ),
    )
    .where('r.space_id', '=', place.id)
    .where('r.insight_id', 'in', ids)
    .orderBy('r.sent_at')
    .orderBy('r.id')
    .execute()
  const answers = by(
    rows.length === 0
      ? []
      : await db
          .selectFrom('acknowledgement')
          .select(['receiver_id', 'answer', 'words', 'at'])
          .where('space_id', '=', place.id)
          .where(
            'receiver_id',
            'in',
            rows.map((row) => row.id),
          )
          .orderBy('at')
          .execute(),
    (row) => row.receiver_id,
  )
  const now = await clock(db)
  const of = by(rows, (row) => row.insight_id ?? '')
  return (insight: string) =>
    of(insight).map((row) => {
      const said = answers(row.id)
      const sent = dayOf(row.sent_at, place.zone)
      return {
        id: row.id,
        seat: row.seat_id,
        title: row.title,
        holder: row.holder,
        note: row.note,
        sent_on: sent,
        taken_back: row.let_out === '',
        crossed: row.crossing_id !== null && row.let_out !== '',
        take_back: row.let_out === '' ? null : row.take_back,
        link_open: row.link_ends_at !== null && row.link_ends_at > now,
        heard_in_days: said[0] === undefined ? null : daysBetween(sent, dayOf(said[0].at, place.zone)),
        answers: said.map((one) => ({ answer: one.answer, words: one.words, on: dayOf(one.at, place.zone) })),
      }
    })
}

/** What is asked to go to a seat and has not gone; what went is among the receivers. */
async function sendingsOf(db: Db, place: Place, ids: string[]) {
  const rows = await db
    .selectFrom('sending as g')
    .innerJoin('seat as s', (on) => on.onRef('s.space_id', '=', 'g.space_id').onRef('s.id', '=', 'g.seat_id'))
    .select(['g.insight_id', 'g.crossing_id as id', 's.title', 'g.asked_at', 'g.state'])
    .select(
      sql<
        string | null
      >`(select k.crossing_id from consent k where k.crossing_id = g.crossing_id and k.person_id = me() limit 1)`.as(
        'take_back',
      ),
    )
    .where('g.space_id', '=', place.id)
    .where('g.insight_id', 'in', ids)
    .where('g.state', '!=', 'went')
    .orderBy('g.asked_at')
    .orderBy('g.crossing_id')
    .execute()
  const of = by(rows, (row) => row.insight_id ?? '')
  return (insight: string) =>
    of(insight).map((row) => ({
      id: row.id,
      title: row.title,
      asked_on: dayOf(row.asked_at, place.zone),
      state: row.state === 'open' ? ('not_settled' as const) : ('stays' as const),
      take_back: row.state === 'open' ? row.take_back : null,
    }))
}

async function evidenceUnder(db: Db, place: Place, insights: string[]): Promise<Traced['evidence']> {
  if (insights.length === 0) return []
  const rows = await db
    .selectFrom('insight_evidence as l')
    .innerJoin('evidence as e', (on) => on.onRef('e.space_id', '=', 'l.space_id').onRef('e.id', '=', 'l.evidence_id'))
    .leftJoin('person as p', 'p.id', 'e.speaker_id')
    .leftJoin('document as d', (on) => on.onRef('d.space_id', '=', 'e.space_id').onRef('d.id', '=', 'e.document_id'))
    .select([
      'e.id',
      'l.insight_id',
      'l.bears',
      'e.words',
      'e.attribution',
      'p.name',
      'e.said_by',
      'e.brought_on',
      'e.dated',
      'e.made_at',
      'd.id as document',
      'd.title',
    ])
    .where('l.space_id', '=', place.id)
    .where('l.insight_id', 'in', insights)
    .orderBy('e.made_at')
    .orderBy('e.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    insight: row.insight_id,
    bears: row.bears as Traced['evidence'][number]['bears'],
    words: row.words,
    taken_back: row.words === null,
    attribution: row.attribution,
    by:
      row.words === null
        ? null
        : row.attribution === 'named'
          ? row.name
          : row.attribution === 'role'
            ? row.said_by || null
            : null,
    brought_on: row.brought_on,
    dated: row.dated,
    made_on: dayOf(row.made_at, place.zone),
    document: row.document === null || row.title === null ? null : { id: row.document, title: row.title },
  }))
}

const COLUMNS = {
  decision: ['id', 'words', 'reasons', 'decided_on', 'taken_by', 'not_heard', 'made_at', 'version'],
  action: ['id', 'words', 'accountable', 'started_by', 'delivered_by', 'starts_on', 'due_on', 'made_at', 'version'],
  outcome: ['id', 'words', 'state', 'says_who', 'intended', 'look_again_on', 'made_at', 'version'],
} as const
type Standing = { decision: Traced['decisions']; action: Traced['actions']; outcome: Traced['outcomes'] }

/** What stands in the standing chapter, oldest first: the same question of each of the three. */
async function standingIn<K extends keyof Standing>(
  db: Db,
  place: Place,
  kind: K,
  ids: string[],
): Promise<Standing[K]> {
  if (ids.length === 0) return [] as unknown as Standing[K]
  const { rows } = await sql<{ made_at: Date }>`
    select ${sql.join(COLUMNS[kind].map((column) => sql.ref(column)))} from ${sql.table(kind)}
     where space_id = ${place.id}::uuid and id = any (${ids}::uuid[]) order by made_at, id`.execute(db as never)
  return rows.map(({ made_at, ...row }) => ({ ...row, made_on: dayOf(made_at, place.zone) })) as unknown as Standing[K]
}

async function stoppedAmong(db: Db, place: Place, ids: string[]): Promise<Traced['stopped']> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('dead_end as d')
    .leftJoin('person as p', 'p.id', 'd.author_id')
    .select(['d.item_kind', 'd.item_id', 'd.reason', 'd.made_at', 'p.name'])
    .where('d.space_id', '=', place.id)
    .where('d.item_id', 'in', ids)
    .execute()
  return rows.map((row) => ({
    kind: row.item_kind,
    id: row.item_id,
    reason: row.reason,
    on: dayOf(row.made_at, place.zone),
    by: row.name,
  })) as Traced['stopped']
}
