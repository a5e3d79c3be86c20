import { sql } from 'kysely'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { facilitates } from '../access.ts'
import { definitionOf } from '../present/planned.ts'

/** Whoever presents is chosen turn by turn, and whoever facilitates is by being it; the other roles are taken. */
const NOT_TAKEN = ['presenter', 'facilitator']

type Wanted = { activity: string; role: string; person: string | null; takes: boolean }

/** Each may take a role or lay it down; whoever facilitates may give it to anybody. */
export async function takeRole(tx: Tx, actor: Actor, input: Wanted) {
  const row = await tx
    .selectFrom('activity')
    .select(['id', 'space_id', 'chapter_id', 'definition', 'state'])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  if (row.state === 'done') return refuse('over', 'This activity has ended, and its roles with it.')
  if (NOT_TAKEN.includes(input.role) || !definitionOf(row).roles.some((role) => role.key === input.role))
    return refuse('no_role', 'There is no such role to take in this activity.')
  const whose = input.person ?? actor.person
  if (whose !== actor.person && !(await facilitates(tx, row.space_id))) throw new AppError('not_found')
  const seat = { space_id: row.space_id, activity_id: row.id, role: input.role, person_id: whose }
  if (input.takes)
    await tx
      .insertInto('activity_role')
      .values({ ...seat, chapter_id: row.chapter_id })
      .onConflict((on) => on.doNothing())
      .execute()
  else
    await tx
      .deleteFrom('activity_role')
      .where('activity_id', '=', row.id)
      .where('role', '=', input.role)
      .where('person_id', '=', whose)
      .execute()
  await append(tx, { chapter: row.chapter_id, kind: 'activity.moved', subject: row.id, actor: null })
  return { ok: true as const }
}

/** Whether somebody may write in a step: each, one for all, or whoever has its role. Where nobody took a role, whoever is there has it. */
export async function mayWrite(
  db: Db,
  actor: Actor,
  step: Step,
  at: { presenter_id: string | null; space_id: string; activity: string },
): Promise<boolean> {
  if (step.writes === 'each' || step.writes === 'one') return true
  if (step.writes === 'presenter') return at.presenter_id === actor.person
  if (step.writes === 'facilitator') return facilitates(db, at.space_id)
  const holders = await db
    .selectFrom('activity_role')
    .select('person_id')
    .where('activity_id', '=', at.activity)
    .where('role', '=', step.writes)
    .execute()
  return holders.length === 0 || holders.some((one) => one.person_id === actor.person)
}

/** That it may be kept who spoke, said by each for themselves. */
export async function keepSpeakers(tx: Tx, actor: Actor, input: { activity: string; may: boolean }) {
  const row = await tx.selectFrom('activity').select('id').where('id', '=', input.activity).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const mine = { activity_id: row.id, person_id: actor.person }
  if (input.may)
    await tx
      .insertInto('speaker_yes')
      .values(mine)
      .onConflict((on) => on.doNothing())
      .execute()
  else await takeYesBack(tx, actor, input.activity)
  return { ok: true as const }
}

/** Of tallies that are over and were kept because everybody had said so, it is forgotten now. */
async function takeYesBack(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.deleteFrom('speaker_yes').where('activity_id', '=', id).where('person_id', '=', actor.person).execute()
  const activity = await tx
    .selectFrom('activity')
    .select(['id', 'definition', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const over = await tx
    .selectFrom('activity_step')
    .select('key')
    .where('activity_id', '=', id)
    .where('state', '=', 'done')
    .execute()
  const { steps } = definitionOf(activity)
  if (activity.state === 'done') await dropSpeakers(tx, id, steps, null)
  else for (const { key } of over) await dropSpeakers(tx, id, steps, key)
}

/** Forgets who spoke, in the tallies that were to keep it until this step; at the end of an activity, in all of them. */
export async function dropSpeakers(tx: Tx, activity: string, steps: readonly Step[], after: string | null) {
  const keys = steps
    .filter((step) => step.kind === 'tally' && step.settings.speakers !== 'nobody')
    .filter((step) => after === null || (step.kind === 'tally' && step.settings.speakers_until === after))
    .map((step) => step.key)
  if (keys.length > 0) await sql`select drop_speakers(${activity}::uuid, ${keys}::text[])`.execute(tx)
}
