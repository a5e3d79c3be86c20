import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, Context } from '#platform/access/context.ts'
import { setCookie } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { facilitates, roomOf, stateOf } from '../access.ts'
import { peopleIn } from '../queries/people.ts'

/** Goes out of a room and of the smaller ones in it, or away from its door. What was put in stays, as each step said. */
export async function leaveRoom(tx: Tx, actor: Actor, input: { room: string }) {
  const { rows } = await sql<{ waits: string | null }>`select my_door(${input.room}::uuid) as waits`.execute(tx)
  if (rows[0]!.waits !== null) await sql`select leave_door(${input.room}::uuid)`.execute(tx)
  else {
    const room = await roomOf(tx, input.room)
    if (stateOf(room) !== 'closed' && (await runsAlone(tx, actor, input.room)))
      return refuse(
        'runs_alone',
        'Nobody else runs this gathering. Close it, or let somebody else run it, and then go.',
      )
    const mine = await membershipsIn(tx, actor, input.room)
    if (mine.length === 0) throw new AppError('not_found')
    for (const { id } of mine) await sql`select end_membership(${id}::uuid, '')`.execute(tx)
  }
  if (actor.kind === 'guest') await tx.deleteFrom('session').where('id', '=', actor.session).execute()
  return { ok: true as const }
}

/** A guest is nobody elsewhere, so with the room their cookie ends: whoever has the device next is not them. */
export function forgetCookie(answer: { ok: boolean }, actor: Actor, { house, reply }: Context): void {
  if (answer.ok && actor.kind === 'guest') setCookie(house, reply, 'guest', null)
}

async function runsAlone(tx: Tx, actor: Actor, room: string): Promise<boolean> {
  if (!(await facilitates(tx, room))) return false
  return !(await peopleIn(tx, room)).some((one) => one.facilitates && one.person !== actor.person)
}

/** One's own in this room and in its pairs and tables, the smaller ones first. */
const membershipsIn = (tx: Tx, actor: Actor, room: string) =>
  tx
    .selectFrom('membership as m')
    .select('m.id')
    .where('m.person_id', '=', actor.person)
    .where(IN_NOW)
    .where((on) =>
      on.or([
        on('m.space_id', '=', room),
        on(
          'm.space_id',
          'in',
          on.selectFrom('small_room').select('small_room.id').where('small_room.space_id', '=', room),
        ),
      ]),
    )
    .orderBy(sql`m.space_id = ${room}::uuid`)
    .execute()
