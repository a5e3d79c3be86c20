import { sql } from 'kysely'
import { contributionTo } from '#modules/methods/contract/contribution.ts'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { attributionOf, makesSomething, shownWhen, writesOf } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { together } from '#platform/db/together.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { keptMethodOf } from '../present/planned.ts'
import { mostOf } from '../present/sealed.ts'
import { groupOf } from '../queries/groups.ts'
import { lacksSentence, NO_SENTENCE } from '../queries/sentence.ts'
import { mayWrite } from './roles.ts'

type Item = { id: string; value?: unknown; mayGo: 'stays' | 'theme' | 'words' | null }

export const STALE = refuse(
  'stale',
  'The room has gone on to another step. What you wrote is still on this device; the facilitator can go back.',
)

const OVER = refuse(
  'stale',
  'This activity has ended, so nothing more goes in. What you wrote is still on this device: bring it up in the next one, or tell whoever runs it.',
)

/** A step with its activity and its place in the method, for somebody who reads them. */
export async function stepFor(tx: Tx, id: string) {
  return planned(tx, await stepRow(tx, id).executeTakeFirst())
}

const stepRow = (tx: Tx, id: string) =>
  tx
    .selectFrom('activity_step as s')
    .innerJoin('activity as a', 'a.id', 's.activity_id')
    .select([
      ...([
        's.id',
        's.space_id',
        's.chapter_id',
        's.place',
        's.state',
        's.round_id',
        's.presenter_id',
        's.small_id',
      ] as const),
      ...(['a.id as activity', 'a.with_names', 'a.step_id', 'a.state as activity_state'] as const),
      sql<boolean>`s.shown_at is not null`.as('shown'),
    ])
    .where('s.id', '=', id)

type StepRow = Awaited<ReturnType<ReturnType<typeof stepRow>['executeTakeFirstOrThrow']>>

async function planned(tx: Tx, row: StepRow | undefined) {
  if (row === undefined) throw new AppError('not_found')
  const method = await keptMethodOf(tx, { id: row.activity, with_names: row.with_names })
  return { row, method, step: method.steps[row.place]! }
}

/** By the key of the device, since a hall is one address: more than the quickest hand that tallies. */
const MOST_PUT = { times: 240, seconds: 60 }
const IN_GROUPS = ['pair', 'table']
/** What is for some of a chapter's readers is told to the others by no event, which would say when it came, and how much. */
const isTold = (seenBy: string) => seenBy === 'room' || IN_GROUPS.includes(seenBy)
const GROUPED = ['pairs', 'trios', 'fours', 'tables']

/**
 * Puts something in. The same ids twice are one; what comes late, out of shape or for others than stood above the input is
 * answered with a sentence, and nothing of it is kept.
 */
export async function putIn(
  tx: Tx,
  actor: Actor,
  input: { step: string; chapter: string; forTable: boolean; speaker: string | null; withName: boolean; items: Item[] },
  { limits }: House,
) {
  if (!limits.allow(`put ${actor.session}`, MOST_PUT.times, MOST_PUT.seconds)) throw new AppError('too_many')
  const ids = input.items.map((item) => item.id)
  const asked = await together(tx, {
    steps: stepRow(tx, input.step),
    kept: sql<{ id: string }>`select id from lines_in(${ids}::uuid[]) id`,
    own: ownIn(actor, input.step),
  })
  const { row, method, step } = await planned(tx, asked.steps[0])
  if (!makesSomething(step)) return refuse('nothing_to_put', 'Nothing is put in here: listen, or talk.')
  if (row.round_id !== null)
    return refuse(
      'sealed',
      'Here no names are kept, so this goes another way. Load the page again; what you wrote is kept on this device.',
    )
  // Sent once more because the answer was lost.
  if (asked.kept.length === ids.length) return { ok: true as const, lines: ids }
  // A table that goes by itself is at a step of its own.
  const isOn = row.small_id === null ? row.step_id === row.id : row.small_id === (await groupOf(tx, row.activity))?.id
  if (row.activity_state === 'done') return OVER
  if (!isOn || row.state === 'done') return STALE
  const shown = shownWhen(method, step)
  if (row.shown && shown !== 'at_once')
    return refuse(
      'shown',
      'It has been shown already, so nothing more goes in. What you wrote is still on this device.',
    )
  if (await lacksSentence(tx, { activity: row.activity, small: row.small_id }, step)) return NO_SENTENCE
  if (row.with_names.includes(step.key) && !input.withName)
    return refuse(
      'with_name',
      'Too few are here for this to go without names, so your name would stand on it. Nothing was sent. Say that you agree to that, or pass.',
    )
  if (step.belongs_to === 'presenter' && row.presenter_id === null)
    return refuse(
      'no_presenter',
      'Nobody presents yet. What you wrote is still on this device; put it in once it is said who does.',
    )
  if (!(await mayWrite(tx, actor, step, row)))
    return refuse('not_yours', 'Here somebody else writes. Tell them what you would put in.')
  const inGroup = GROUPED.includes(step.group) || row.small_id !== null
  const group = inGroup ? await groupOf(tx, row.activity) : null
  const target = IN_GROUPS.includes(step.seen_by) ? group : null
  const at = { space: target?.id ?? row.space_id, chapter: target?.chapter ?? row.chapter_id }
  if (at.chapter !== input.chapter)
    return refuse(
      'elsewhere',
      'Other people would see this than stood above your words. Nothing was sent. Look who is here now, then put it in.',
    )
  const wrong = wrongIn(step, input.items)
  if (wrong !== null) throw wrong
  const full = tooMany(step, asked.own[0]!.n, ids.length)
  if (full !== null) return full
  await keepLines(tx, actor, {
    ...{ row, method, step, at, group: group?.id ?? null },
    shown: shown === 'at_once',
    ...{ forTable: input.forTable, items: input.items },
  })
  if (input.speaker !== null && input.speaker !== actor.person)
    for (const item of input.items) await sql`select give_words(${item.id}::uuid, ${input.speaker}::uuid)`.execute(tx)
  if (shown === 'at_once' && isTold(step.seen_by))
    for (const item of input.items)
      await append(tx, { chapter: at.chapter, kind: 'contribution.put', subject: item.id, actor: null })
  return { ok: true as const, lines: ids }
}

/** What is out of shape, told field by field; null where nothing is. */
export function wrongIn(step: Step, items: readonly Item[]): AppError | null {
  const shape = contributionTo(step as never)
  for (const item of items) {
    const read = shape.safeParse(item.value)
    if (read.success) continue
    const fields = Object.fromEntries(
      read.error.issues.map((issue) => [issue.path.join('.') || 'value', issue.message]),
    )
    return new AppError('invalid', undefined, fields)
  }
  return null
}

/** How many lines somebody has in a step, with their name and without: asked as one, it would go through everybody's. */
const ownIn = (actor: Actor, step: string) =>
  sql<{ n: number }>`select
    (select count(*) from contribution where step_id = ${step}::uuid and author_id = ${actor.person}::uuid) +
    (select count(*) from contribution_owner o join contribution c on c.id = o.contribution_id where c.step_id = ${step}::uuid) as n`

/** How many lines each may put in, where the step says. */
function tooMany(step: Step, own: number, more: number) {
  const most = mostOf(step)
  if (most === null || own + more <= most) return null
  return refuse(
    'already_in',
    most === 1
      ? 'You are in already. You can change what you put in until it is shown.'
      : `You have put in ${most} lines already, which is as many as fit here. Change or take out one of them.`,
  )
}

type Keeping = {
  row: { id: string; activity: string; presenter_id: string | null; space_id: string }
  method: Definition
  step: Step
  at: { space: string; chapter: string }
  group: string | null
  shown: boolean
  forTable: boolean
  items: readonly Item[]
}

/** Whose words they are besides the writer's: what one writes for several is each of theirs. */
function spokeFor(step: Step, inGroup: boolean): 'self' | 'group' | 'room' {
  if (step.belongs_to === 'presenter' || (step.belongs_to !== 'pair' && writesOf(step) !== 'one')) return 'self'
  return inGroup ? 'group' : 'room'
}

async function keepLines(
  tx: Tx,
  actor: Actor,
  { row, method, step, at, group, shown, forTable, items }: Keeping,
): Promise<void> {
  // What is put to a presenter is not told as anybody's.
  const toPresenter = step.seen_by === 'presenter' && step.writes !== 'presenter'
  const attribution = toPresenter ? 'role' : attributionOf(method, step)
  if (attribution === 'anonymous') throw new AppError('fault')
  const saidAs = attribution === 'role' && !toPresenter ? await roleOf(tx, actor, row.space_id) : ''
  await tx
    .insertInto('contribution')
    .values(
      items.map((item) => ({
        ...{ space_id: at.space, id: item.id, chapter_id: at.chapter, activity_id: row.activity, step_id: row.id },
        ...{ value: JSON.stringify(item.value), attribution, said_as: saidAs, for_table: forTable, shown },
        author_id: attribution === 'named' ? actor.person : null,
        ...{
          seen_by: step.seen_by,
          presenter_id: step.belongs_to === 'presenter' ? row.presenter_id : null,
          kept: step.kept,
        },
        ...{ may_go: null, group_id: group, spoke_for: spokeFor(step, group !== null) },
      })),
    )
    .execute()
  if (attribution !== 'named')
    await tx
      .insertInto('contribution_owner')
      .values(items.map((item) => ({ contribution_id: item.id, person_id: actor.person })))
      .onConflict((on) => on.column('contribution_id').doNothing())
      .execute()
}

/** How somebody is told by their role: what they are here, and from where. */
async function roleOf(tx: Tx, actor: Actor, room: string): Promise<string> {
  const row = await tx
    .selectFrom('membership as m')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.class', 'o.name'])
    .where('m.space_id', '=', room)
    .where('m.person_id', '=', actor.person)
    .executeTakeFirstOrThrow()
  return [row.class.replaceAll('_', ' '), row.name].filter(Boolean).join(', ')
}

/** Changes what is one's own, while it is not yet shown to others than its writer. */
export async function changeLine(tx: Tx, _actor: Actor, input: { id: string; version: number; value?: unknown }) {
  const line = await tx
    .selectFrom('contribution')
    .select(['step_id', 'version', 'chapter_id', 'shown', 'seen_by'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (line === undefined) throw new AppError('not_found')
  const { row, method, step } = await stepFor(tx, line.step_id)
  if (line.version !== input.version) throw new AppError('conflict')
  if (line.shown && shownWhen(method, step) !== 'at_once')
    return refuse('shown', 'It has been shown already, so it stays as it was read. You can still take it out.')
  if (row.activity_state === 'done') return OVER
  const wrong = wrongIn(step, [{ id: input.id, value: input.value, mayGo: null }])
  if (wrong !== null) throw wrong
  const { numUpdatedRows } = await tx
    .updateTable('contribution')
    .set({ value: JSON.stringify(input.value), version: line.version + 1 })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AppError('not_found')
  if (line.shown && isTold(line.seen_by))
    await append(tx, { chapter: line.chapter_id, kind: 'contribution.put', subject: input.id, actor: null })
  return { ok: true as const, version: line.version + 1 }
}

export async function takeOut(tx: Tx, _actor: Actor, input: { id: string }) {
  // What is still being put in, its answer lost, is waited for: else it would come in after it was taken out.
  await sql`select pg_advisory_xact_lock(hashtextextended(${input.id}::uuid::text, 2))`.execute(tx)
  const line = await tx
    .selectFrom('contribution')
    .select(['chapter_id', 'shown', 'seen_by'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (line === undefined) return { ok: true as const }
  const { numDeletedRows } = await tx.deleteFrom('contribution').where('id', '=', input.id).executeTakeFirst()
  if (numDeletedRows !== 1n) throw new AppError('not_found')
  if (line.shown && isTold(line.seen_by))
    await append(tx, { chapter: line.chapter_id, kind: 'contribution.out', subject: input.id, actor: null })
  return { ok: true as const }
}
