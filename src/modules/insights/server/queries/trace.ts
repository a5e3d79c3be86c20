import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf, type Kind, type Place, placeOf } from '../access.ts'
import { lineOf } from '../inquiry/queries/succession.ts'
import { dayOf, letOut } from '../present.ts'
import { findingsIn } from './findings.ts'
import { dissentOf, wantsAnotherLook } from './list.ts'
import { receiversOf, sendingsOf } from './receivers.ts'
import { actionsIn, decisionsIn, implicationsIn, outcomesIn } from './standing.ts'
import { evidenceUnder } from './under.ts'

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
  // From a piece of evidence the chain begins with what rests on it.
  const first = input.kind === 'evidence' ? await restingOn(db, place, input.of) : [input.of]
  // An insight is followed through what it took the place of, and through what took its place.
  const insightFirst = input.kind === 'evidence' || input.kind === 'insight'
  const line = insightFirst ? await lineOf(db, place.id, first) : { ids: first, steps: [] }
  const starts = line.ids
  const links = await linksRound(db, place.id, starts)
  const met = links.flatMap((link) => (link.from_kind === 'insight' ? [link.from_id] : []))
  for (const step of insightFirst ? line.steps : (await lineOf(db, place.id, met)).steps)
    links.push({ from_kind: 'insight', from_id: step.old_id, to_kind: 'insight', to_id: step.new_id })
  const ids = (kind: Kind) => [
    ...new Set([
      ...(input.kind === kind || (input.kind === 'evidence' && kind === 'insight') ? starts : []),
      ...links.flatMap((link) => [
        ...(link.from_kind === kind ? [link.from_id] : []),
        ...(link.to_kind === kind ? [link.to_id] : []),
      ]),
    ]),
  ]
  const insights = await insightsIn(db, place, ids('insight'))
  const parts = {
    findings: await findingsIn(db, place, ids('finding')),
    insights,
    implications: await implicationsIn(db, place, ids('implication')),
    decisions: await decisionsIn(db, place, ids('decision')),
    actions: await actionsIn(db, place, ids('action')),
    outcomes: await outcomesIn(db, place, ids('outcome')),
  }
  const shown = new Set(Object.values(parts).flatMap((items) => items.map((item) => item.id)))
  return {
    space: place.id,
    kind: input.kind,
    of: input.of,
    evidence: await evidenceUnder(
      db,
      place,
      insights.map((item) => item.id),
      input.kind === 'evidence' ? input.of : undefined,
    ),
    ...parts,
    links: links
      .filter((link) => shown.has(link.from_id) && shown.has(link.to_id))
      .map((link) => ({ from: link.from_id, to: link.to_id })),
    stopped: await stoppedAmong(db, place, [...shown]),
    elsewhere: restsElsewhere(input.kind, parts),
  }
}

/** It rests on something, and on nothing that this reader reads. What rests on nothing yet, or says so, does not. */
function restsElsewhere(kind: Kind, parts: Pick<Traced, 'findings' | 'insights' | 'decisions'>): boolean {
  if (kind === 'evidence' || kind === 'finding' || kind === 'insight') return false
  if (parts.insights.length > 0 || parts.findings.length > 0) return false
  return !parts.decisions.some((one) => one.no_learning || one.to_come)
}

async function restingOn(db: Db, place: Place, evidence: string): Promise<string[]> {
  const rows = await db
    .selectFrom('insight_evidence')
    .select('insight_id')
    .where('space_id', '=', place.id)
    .where('evidence_id', '=', evidence)
    .limit(200)
    .execute()
  return rows.map((row) => row.insight_id)
}

/** Everything upstream of a thing and everything downstream of it; `union` ends where a walk comes round again. */
async function linksRound(db: Db, space: string, of: string[]): Promise<Link[]> {
  if (of.length === 0) return []
  const { rows } = await sql<Link>`
    with recursive back as (
      select l.* from chain_link l where l.space_id = ${space}::uuid and l.to_id = any (${of}::uuid[])
      union select l.* from chain_link l join back on l.space_id = back.space_id and l.to_id = back.from_id),
    ahead as (
      select l.* from chain_link l where l.space_id = ${space}::uuid and l.from_id = any (${of}::uuid[])
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
      'i.parties',
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
