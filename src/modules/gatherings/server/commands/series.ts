import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import { here, todayIn } from '#modules/spaces/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { addDays } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { CallInput } from '../../contract/call.ts'
import type { seriesContract } from '../../contract/series.ts'
import { readGathering } from '../queries/calls.ts'
import { planGathering } from './call.ts'
import { askIn } from './invitations.ts'

type Inputs = InferContractRouterInputs<typeof seriesContract>

/** Makes a gathering the first of a series. Its purpose rolls on: each time it is said anew or stays. */
export async function startSeries(tx: Tx, actor: Actor, input: Inputs['startSeries']) {
  const call = await readGathering(tx, actor, { id: input.gathering })
  if (!call.can.change && call.convenedBy?.id !== actor.person) throw new AppError('not_found')
  const before = await tx
    .selectFrom('gathering')
    .select('series_id')
    .where('id', '=', call.id)
    .executeTakeFirstOrThrow()
  if (before.series_id !== null) return refuse('already', 'It belongs to a series already. Change that one, or end it.')
  const id = randomUUID()
  await tx
    .insertInto('gathering_series')
    .values({
      ...{ space_id: call.space, id, chapter_id: call.chapter, title: call.title, every_days: input.everyDays },
      ...{ purpose: (input.purpose ?? '').trim() || call.purpose, started_by: actor.person, started_on: call.startsOn },
    })
    .execute()
  await tx.updateTable('gathering').set({ series_id: id }).where('id', '=', call.id).execute()
  await append(tx, { chapter: call.chapter, kind: 'gathering.series_started', subject: call.id, actor: actor.person })
  return { ok: true as const, id }
}

async function seriesToRun(tx: Tx, actor: Actor, id: string) {
  const row = await tx
    .selectFrom('gathering_series')
    .select(['id', 'space_id', 'chapter_id', 'every_days', 'purpose', 'started_by', 'ended_on'])
    .select(sql<boolean>`i_manage(space_id)`.as('manages'))
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || (row.started_by !== actor.person && !row.manages)) throw new AppError('not_found')
  return row
}

/** Calls the next of a series by one press: the same hour and place, the run sheet and the people of the last. */
export async function planNext(tx: Tx, actor: Actor, input: Inputs['planNext'], house: House) {
  const series = await seriesToRun(tx, actor, input.series)
  if (series.ended_on !== null)
    return refuse('ended', 'This series has ended. Call a gathering, and start another with it.')
  const last = await tx
    .selectFrom('gathering')
    .select(['id', 'room_id', 'starts_on', 'ends_on', 'share_by'])
    .where('series_id', '=', series.id)
    .where('cancelled_on', 'is', null)
    .orderBy('starts_on', 'desc')
    .orderBy('id')
    .executeTakeFirst()
  if (last === undefined) return refuse('none', 'Every one of this series was called off. Call a gathering by itself.')
  const startsOn = input.startsOn ?? (await onFrom(tx, series.space_id, last.starts_on, series.every_days))
  const shift = (day: string | null) =>
    day === null ? null : addDays(day, Math.round((Date.parse(startsOn) - Date.parse(last.starts_on)) / 86_400_000))
  const {
    id: _,
    space,
    chapter,
    version: _v,
    convenedBy: _c,
    ...call
  } = await readGathering(tx, actor, { id: last.id })
  const next = CallInput.parse({
    ...Object.fromEntries(Object.entries(call).filter(([name]) => name in CallInput.shape)),
    ...{
      startsOn,
      endsOn: shift(last.ends_on),
      shareBy: shift(last.share_by),
      purpose: input.purpose ?? series.purpose,
    },
  })
  const planned = await planGathering(tx, actor, { space, chapter, call: next })
  if (!planned.ok) return planned
  await tx.updateTable('gathering').set({ series_id: series.id }).where('id', '=', planned.id).execute()
  await copyRunSheet(tx, last.room_id, planned.room)
  await askAgain(tx, actor, last.id, planned.id, startsOn, house)
  return planned
}

/** The day after which it is due, on the same day of the week: never one that has been. */
async function onFrom(tx: Tx, space: string, last: string, every: number): Promise<string> {
  const today = await todayIn(tx, space)
  let day = addDays(last, every)
  while (day < today) day = addDays(day, every)
  return day
}

async function copyRunSheet(tx: Tx, from: string, to: string): Promise<void> {
  const { chapter_id } = await tx
    .selectFrom('gathering_room')
    .select('chapter_id')
    .where('space_id', '=', to)
    .executeTakeFirstOrThrow()
  const items = await tx
    .selectFrom('agenda_item as i')
    .leftJoin('agenda_note as n', 'n.item_id', 'i.id')
    .select([
      'i.position',
      'i.sort',
      'i.title',
      'i.minutes',
      'i.method_key',
      'i.reading',
      'i.short',
      'i.beside',
      'n.words',
    ])
    .where('i.space_id', '=', from)
    .execute()
  for (const { words, ...item } of items) {
    const id = randomUUID()
    await tx
      .insertInto('agenda_item')
      .values({ ...item, id, space_id: to, chapter_id })
      .execute()
    if (words !== null)
      await tx.insertInto('agenda_note').values({ space_id: to, item_id: id, chapter_id, words }).execute()
  }
}

/** Asks the people of the space who were asked the last time. Who is of no space here comes again only where they were asked for the series. */
async function askAgain(tx: Tx, actor: Actor, from: string, to: string, on: string, house: House): Promise<void> {
  const members = await tx
    .selectFrom('invitee')
    .select('person_id')
    .where('gathering_id', '=', from)
    .where('comes_as', '=', 'member')
    .where('withdrawn_on', 'is', null)
    .execute()
  await sql`select ask_for_series(${from}::uuid, ${to}::uuid, ${on}::date)`.execute(tx)
  await askIn(tx, actor, { attempt: to, gathering: to, people: members.flatMap((one) => one.person_id ?? []) }, house)
}

export async function endSeries(tx: Tx, actor: Actor, input: Inputs['endSeries']) {
  const series = await seriesToRun(tx, actor, input.series)
  await tx
    .updateTable('gathering_series')
    .set({ ended_on: await todayIn(tx, series.space_id), ended_because: input.because.trim() })
    .where('id', '=', series.id)
    .where('ended_on', 'is', null)
    .execute()
  await append(tx, {
    chapter: series.chapter_id,
    kind: 'gathering.series_ended',
    subject: series.id,
    actor: actor.person,
  })
  return { ok: true as const }
}

/** One line that people were in touch; on a day that has been. */
export async function noteContact(tx: Tx, actor: Actor, input: Inputs['noteContact']) {
  const place = await here(tx, { id: input.space })
  if (input.on > (await todayIn(tx, place.id)))
    throw new AppError('invalid', undefined, { on: 'Choose a day that has been.' })
  const id = randomUUID()
  await tx
    .insertInto('contact')
    .values({
      ...{
        space_id: place.id,
        id,
        chapter_id: place.standing,
        on_day: input.on,
        way: input.way,
        author_id: actor.person,
      },
      ...{ mode: input.mode ?? null, words: (input.words ?? '').trim() },
    })
    .execute()
  await append(tx, { chapter: place.standing, kind: 'gathering.in_touch', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

export async function takeOutContact(tx: Tx, _actor: Actor, input: Inputs['takeOutContact']) {
  const { numDeletedRows } = await tx.deleteFrom('contact').where('id', '=', input.id).executeTakeFirst()
  if (numDeletedRows !== 1n) throw new AppError('not_found')
  return { ok: true as const }
}
