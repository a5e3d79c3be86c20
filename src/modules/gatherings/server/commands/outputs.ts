import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { unspoken } from '#modules/crossings/server/index.ts'
import type { Released } from '#modules/disclosure/contract.ts'
import { released, releasedOf } from '#modules/disclosure/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { askedOf } from '../present/numbers.ts'
import {
  acceptanceOf,
  acceptedIn,
  aloneStepOf,
  outputLines,
  outputWords,
  saidYesIn,
  shapeOf,
  standsSentence,
} from '../present/outputs.ts'
import { definitionOf } from '../present/planned.ts'
import { provenanceOf } from '../present/words.ts'
import { there } from '../queries/harvest.ts'
import { shownIn, standingOf } from '../queries/outputs.ts'

type Keep = {
  activity: string
  key: string
  stands: boolean
  bare: boolean
  group: string | null
  lookOn: string | null
}

const NOT = {
  over: 'It is not kept now: that is done from its acceptance on, and for seven days after the close.',
  not_accepted: 'The room has not been asked yet whether it can live with this. Show its answers first, then keep it.',
  nobody: 'Nobody has said that they can live with it. Ask the room first.',
  alone:
    'Such a map is kept with a group of those here who belong to the space that called, and of nobody whose body is on it. There are fewer than two of them. Nothing was kept.',
  asked: 'Everybody who was there has been asked about this. It is asked once.',
  empty: 'There are no words to keep. Write it down together first.',
} as const

/**
 * Keeps what a room accepted. Who accepts is told before they answer where it will stand, so nobody is asked again: only an
 * organisation that it names. Keeping it anew takes back what was kept of it before.
 */
export async function keepOutput(tx: Tx, _actor: Actor, input: Keep) {
  const { key } = input
  const standing = await standingOf(tx, input.activity, key)
  const row = await tx
    .selectFrom('activity')
    .select(['id', 'definition'])
    .where('id', '=', input.activity)
    .executeTakeFirstOrThrow()
  const method = definitionOf(row)
  const output = [...acceptedIn(method), ...saidYesIn(method)].find((one) => one.key === key)
  const everybody = output?.leaves === 'all_say_yes'
  const step =
    output && (everybody ? method.steps.find((one) => output.from.includes(one.key)) : acceptanceOf(method, output))
  if (output === undefined || step === undefined) throw new AppError('not_found')
  const lines = await shownIn(tx, input.activity)
  const words = outputWords(method, output, lines)
  if (words === '') return refuse('empty', NOT.empty)
  const id = randomUUID()
  if (!everybody && standing.named && standing.accept !== null && standing.told === null)
    await released(tx, {
      ...{ space: standing.room, chapter: standing.chapter, about: id },
      asked: askedOf(
        step,
        lines.filter((line) => line.key === step.key).map((line) => [line.value as Record<string, unknown>]),
      ),
    })
  const { audience, to } = await there(tx, standing.room)
  const insights =
    everybody && output.type === 'insights'
      ? { lines: outputLines(method, output, lines).filter((line) => words.includes(line)) }
      : null
  const shape =
    insights ?? shapeOf(method, output, lines, await toldAlone(tx, input.activity, aloneStepOf(method, output)?.key))
  const { rows } = await sql<{ state: string }>`
    select keep_output(${id}::uuid, ${randomUUID()}::uuid, ${input.activity}::uuid, ${key}, ${words},
      ${shape === null ? null : JSON.stringify(shape)}::jsonb, ${input.stands}, ${input.bare}, ${input.group}::uuid,
      ${`map-${randomBytes(6).toString('hex')}`}, ${output.type === 'map' ? standsSentence(method, step, to) : audience},
      ${provenanceOf({ method: method.title, step: step.title, title: standing.called })}) as state`.execute(tx)
  const { state } = rows[0]!
  if (state in NOT) return refuse(state, NOT[state as keyof typeof NOT])
  const silent = unspoken(state)
  if (silent !== null) return silent
  if (input.lookOn !== null && output.type !== 'map')
    await sql`select look_again_at(${id}::uuid, ${input.lookOn}::date)`.execute(tx)
  return { ok: true as const, id, state: state === 'went' ? ('went' as const) : ('not_settled' as const) }
}

/** What the room was told, in numbers, of how each placed things alone: it is told once, and nothing is counted again here. */
async function toldAlone(tx: Tx, activity: string, key: string | undefined): Promise<Released> {
  if (key === undefined) return {}
  const steps = await tx
    .selectFrom('activity_step')
    .select('id')
    .where('activity_id', '=', activity)
    .where('key', '=', key)
    .execute()
  const told = await releasedOf(
    tx,
    steps.map((step) => step.id),
  )
  return Object.assign({}, ...told.values())
}

/** Takes back, for whoever facilitates that room, what was kept of it. */
export async function takeOutputBack(tx: Tx, _actor: Actor, input: { id: string }) {
  const { rows } = await sql<{ copies: number }>`select take_output_back(${input.id}::uuid) as copies`.execute(tx)
  return { ok: true as const, copies: rows[0]!.copies }
}

/** Puts my name to what was kept, or takes it off: the name of somebody who was in the room, by their own hand alone. */
export async function signOutput(tx: Tx, _actor: Actor, input: { id: string; named: boolean; signed: boolean }) {
  const row = await tx.selectFrom('room_output').select('space_id').where('id', '=', input.id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const { rows } = await sql<{ document_id: string | null }>`
    select document_id from kept_in(${row.space_id}::uuid) where id = ${input.id}::uuid`.execute(tx)
  const document = rows[0]?.document_id ?? null
  if (document === null)
    return refuse('not_there', 'It does not stand anywhere at present, so there is nothing to put a name to.')
  await sql`select put_hand(${document}::uuid, ${input.named}, ${input.signed})`.execute(tx)
  return { ok: true as const }
}

const STAYS: Record<string, string> = {
  over: 'It is not asked now. What was not made an action stayed words.',
  no_tasks: 'Nothing is taken on in a pause or an informal meeting. What was said stays words.',
  guest:
    'Only a member of the space that called answers for an action there. It goes as words, if its author lets it go.',
}

/** Makes what I said I would do an action, or asks its person to; theirs is the yes, since it goes under their name. */
export async function makeAction(tx: Tx, _actor: Actor, input: { line: string }) {
  const row = await tx
    .selectFrom('contribution as c')
    .innerJoin('activity as a', 'a.id', 'c.activity_id')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .select(['a.id', 'a.definition', 'a.space_id', 's.key'])
    .where('c.id', '=', input.line)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const method = definitionOf(row)
  const step = method.steps.find((one) => one.key === row.key)
  const { audience, title } = await there(tx, row.space_id)
  const { rows } = await sql<{ state: string }>`
    select promise_action(${randomUUID()}::uuid, ${input.line}::uuid, ${audience},
      ${provenanceOf({ method: method.title, step: step?.title ?? row.key, title })}) as state`.execute(tx)
  const { state } = rows[0]!
  const stays = STAYS[state]
  if (stays !== undefined) return refuse(state, stays)
  const silent = unspoken(state)
  if (silent !== null) return silent
  return { ok: true as const, state: state === 'went' ? ('went' as const) : ('asked' as const) }
}
