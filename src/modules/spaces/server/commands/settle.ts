import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { spacesContract } from '../../contract.ts'
import { here } from '../access.ts'

type Inputs = InferContractRouterInputs<typeof spacesContract>

/** What a space is for and how it works. Only its managers may: the database says so. */
export async function settleCharter(tx: Tx, actor: Actor, input: Inputs['settle']) {
  const space = await here(tx, input)
  const before = await tx
    .selectFrom('charter')
    .select(['version', 'phase', 'purpose', 'priorities', 'payer'])
    .where('space_id', '=', space.id)
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  if (before.version !== input.version) return changed
  const { purpose, phase, intensity, anchor, payer } = input
  const done = await tx
    .updateTable('charter')
    .set({
      ...(purpose === undefined ? {} : { purpose }),
      ...(phase === undefined ? {} : { phase }),
      ...(intensity === undefined ? {} : { intensity }),
      ...(anchor === undefined ? {} : { anchor }),
      ...(payer === undefined ? {} : { payer }),
      ...(input.priorities === undefined ? {} : { priorities: input.priorities.map((one) => one.trim()) }),
      ...(input.vocabulary === undefined ? {} : { vocabulary: JSON.stringify(input.vocabulary) }),
      version: sql<number>`version + 1`,
    })
    .where('space_id', '=', space.id)
    .where('version', '=', input.version)
    .returning('version')
    .executeTakeFirst()
  if (done === undefined) return (await mayManage(tx, space.id)) ? changed : notManager
  if (input.name !== undefined && input.name.trim() !== space.name) {
    await tx.updateTable('space').set({ name: input.name.trim() }).where('id', '=', space.id).execute()
  }
  const kept = { space_id: space.id, chapter_id: space.standing, changed_by: actor.person }
  const said = {
    purpose: purpose ?? before.purpose,
    priorities: input.priorities?.map((one) => one.trim()) ?? before.priorities,
    payer: payer ?? before.payer,
  }
  const moved = phase !== undefined && phase !== before.phase
  const reworded = (['purpose', 'priorities', 'payer'] as const).some(
    (key) => String(said[key]) !== String(before[key]),
  )
  if (reworded || !moved) {
    // What it said until now stays in the memory.
    const id = randomUUID()
    const { purpose, priorities, payer, version } = before
    await tx
      .insertInto('charter_version')
      .values({ ...kept, id, version, purpose, priorities, payer })
      .execute()
    await append(tx, { chapter: space.standing, kind: 'space.settled', subject: id, actor: actor.person })
  }
  if (moved) {
    const id = randomUUID()
    await tx
      .insertInto('phase_change')
      .values({ ...kept, id, from_phase: before.phase, to_phase: phase, reason: (input.reason ?? '').trim() })
      .execute()
    await append(tx, { chapter: space.standing, kind: 'space.phase_changed', subject: id, actor: actor.person })
  }
  return { ok: true as const, version: done.version }
}

const changed = refuse(
  'conflict',
  'Somebody changed this while you were writing. Both texts are kept: choose, or join them.',
)
const notManager = refuse(
  'not_manager',
  'A manager of this space changes this. Nothing was changed; what you typed is still here.',
)

async function mayManage(tx: Tx, space: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select i_manage(${space}::uuid) as may`.execute(tx)
  return rows[0]!.may
}

/** A post that things can be sent to, with who holds it now. It belongs to what the space holds, so every member sees it. */
export async function addSeat(tx: Tx, actor: Actor, input: Inputs['addSeat']) {
  const space = await here(tx, input)
  const id = randomUUID()
  await tx
    .insertInto('seat')
    .values({
      id,
      space_id: space.id,
      chapter_id: space.standing,
      title: input.title.trim(),
      holder: (input.holder ?? '').trim(),
      made_by: actor.person,
    })
    .execute()
  await append(tx, { chapter: space.standing, kind: 'seat.added', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

/** A post passes on: what was sent to it stays with it. */
export async function changeSeat(tx: Tx, actor: Actor, input: Inputs['changeSeat']) {
  const seat = await tx
    .updateTable('seat')
    .set({ title: input.title.trim(), holder: input.holder.trim() })
    .where('id', '=', input.seat)
    .returning(['id', 'chapter_id'])
    .executeTakeFirst()
  if (seat === undefined) throw new AppError('not_found')
  await append(tx, { chapter: seat.chapter_id, kind: 'seat.changed', subject: seat.id, actor: actor.person })
  return { ok: true as const, id: seat.id }
}
