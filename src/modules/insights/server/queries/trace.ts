import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { together } from '#platform/db/together.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf, type Kind, type Place, placeOf } from '../access.ts'
import { lineOf, withOlder } from '../inquiry/queries/succession.ts'
import { letOut } from '../present.ts'
import { findingsIn } from './findings.ts'
import { againAsked, dissentAsked, toldDissent } from './list.ts'
import { answersAsked, receiversAsked, sendingsAsked, toldReceivers, toldSendings } from './receivers.ts'
import {
  actionsAsked,
  decisionsAsked,
  handingsAsked,
  implicationsAsked,
  onTheirDay,
  outcomesAsked,
  toldActions,
  toldDecision,
} from './standing.ts'
import { evidenceAsked, toldEvidence } from './under.ts'

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
  const { links, idsOf } = await chainOf(db, place, input)
  const { asked, older } = await partsOf(db, place, input, idsOf)
  const parts = {
    findings: await findingsIn(db, place, idsOf('finding')),
    insights: toldInsights(asked, older, place),
    implications: onTheirDay(asked.implications, place),
    decisions: asked.decisions.map((row) => toldDecision(row, place.zone)),
    actions: toldActions(asked.actions, asked.handings, place),
    outcomes: onTheirDay(asked.outcomes, place),
  }
  const shown = new Set(Object.values(parts).flatMap((items) => items.map((item) => item.id)))
  return {
    space: place.id,
    kind: input.kind,
    of: input.of,
    evidence: toldEvidence(asked.evidence, place),
    ...parts,
    links: links
      .filter((link) => shown.has(link.from_id) && shown.has(link.to_id))
      .map((link) => ({ from: link.from_id, to: link.to_id })),
    stopped: toldStopped(asked.stopped, shown, place),
    elsewhere: restsElsewhere(input.kind, parts),
  }
}

type IdsOf = (kind: Kind) => string[]

/** The ties round a thing, and the ids of what they tie, kind by kind. */
async function chainOf(db: Db, place: Place, input: In['trace']): Promise<{ links: Link[]; idsOf: IdsOf }> {
  // From a piece of evidence the chain begins with what rests on it.
  const first = input.kind === 'evidence' ? await restingOn(db, place, input.of) : [input.of]
  // An insight is followed through what it took the place of, and through what took its place.
  const insightFirst = input.kind === 'evidence' || input.kind === 'insight'
  const line = insightFirst ? await lineOf(db, place.id, first) : { ids: first, steps: [] }
  const links = await linksRound(db, place.id, line.ids)
  const met = links.flatMap((link) => (link.from_kind === 'insight' ? [link.from_id] : []))
  for (const step of insightFirst ? line.steps : (await lineOf(db, place.id, met)).steps)
    links.push({ from_kind: 'insight', from_id: step.old_id, to_kind: 'insight', to_id: step.new_id })
  const idsOf = (kind: Kind) => [
    ...new Set([
      ...(input.kind === kind || (input.kind === 'evidence' && kind === 'insight') ? line.ids : []),
      ...links.flatMap((link) => [
        ...(link.from_kind === kind ? [link.from_id] : []),
        ...(link.to_kind === kind ? [link.to_id] : []),
      ]),
    ]),
  ]
  return { links, idsOf }
}

/** Everything that stands in a chain, asked in one go. */
async function partsOf(db: Db, place: Place, input: In['trace'], idsOf: IdsOf) {
  const insights = idsOf('insight')
  const older = await withOlder(db, place.id, insights)
  const actions = idsOf('action')
  const all = (['finding', 'insight', 'implication', 'decision', 'action', 'outcome'] as const).flatMap(idsOf)
  const asked = await together(db, {
    insights: insightsAsked(place, insights),
    dissent: dissentAsked(place.id, [...new Set([...older.values()].flat())]),
    receivers: receiversAsked(place, insights),
    answers: answersAsked(place, insights),
    sendings: sendingsAsked(place, insights),
    again: againAsked(place.id, insights),
    evidence: evidenceAsked(place, insights, input.kind === 'evidence' ? input.of : undefined),
    implications: implicationsAsked(place, idsOf('implication')),
    decisions: decisionsAsked(place, idsOf('decision')),
    actions: actionsAsked(place, actions),
    handings: handingsAsked(place, actions),
    outcomes: outcomesAsked(place, idsOf('outcome')),
    stopped: stoppedAsked(place, all),
  })
  return { asked, older }
}
type Asked = Awaited<ReturnType<typeof partsOf>>['asked']

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

type InsightRow = Omit<
  Traced['insights'][number],
  'by' | 'made_on' | 'dissent' | 'receivers' | 'sendings' | 'wants_another_look' | 'let_out'
> & { made_at: string; name: string | null }
const insightsAsked = (place: Place, ids: string[]) => sql<InsightRow>`
    select i.id, i.words, i.scope, i.parties, i.loop, i.confidence, i.change_mind, i.sense_made_by, i.asked, i.made_at, i.version, p.name
      from insight i left join person p on p.id = i.author_id
     where i.space_id = ${place.id}::uuid and i.id = any (${ids}::uuid[]) order by i.made_at, i.id`

function toldInsights(asked: Asked, older: Map<string, string[]>, place: Place): Traced['insights'] {
  const dissent = toldDissent(asked.dissent, older, place.zone)
  const receivers = toldReceivers(asked.receivers, asked.answers, place)
  const sendings = toldSendings(asked.sendings, place)
  const again = new Set(asked.again.map((row) => row.insight_id))
  return asked.insights.map(({ made_at, name, ...row }) => ({
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

type StopRow = { item_kind: string; item_id: string; reason: string; made_at: string; name: string | null }
const stoppedAsked = (place: Place, ids: string[]) => sql<StopRow>`
    select d.item_kind, d.item_id, d.reason, d.made_at, p.name from dead_end d left join person p on p.id = d.author_id
     where d.space_id = ${place.id}::uuid and d.item_id = any (${ids}::uuid[])`

function toldStopped(rows: StopRow[], shown: Set<string>, place: Place): Traced['stopped'] {
  return rows
    .filter((row) => shown.has(row.item_id))
    .map((row) => ({
      kind: row.item_kind,
      id: row.item_id,
      reason: row.reason,
      on: dayOf(row.made_at, place.zone),
      by: row.name,
    })) as Traced['stopped']
}
