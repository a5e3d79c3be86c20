import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import { makeGroups, moved, running } from './groups.ts'

/** People sit where they are from now on, each saying at which table; or they are seated, as the method has it. */
export async function ownTables(tx: Tx, actor: Actor, input: { activity: string; version: number; own: boolean }) {
  const on = await running(tx, input.activity)
  if (on.version !== input.version)
    return refuse('moved_on', 'Somebody else changed something a moment ago. Look at it, then press again.')
  const at = on.method.steps.findLastIndex((step, place) => place <= on.place && step.kind === 'groups')
  const is = on.method.steps[at]
  if (on.state === 'done' || is === undefined || is.kind !== 'groups' || is.group !== 'tables')
    return refuse('no_tables', 'Nobody sits at tables in this part.')
  await tx.updateTable('activity').set({ own_tables: input.own }).where('id', '=', on.id).execute()
  await sql`select end_groups(${on.id}::uuid)`.execute(tx)
  if (!input.own) await makeGroups(tx, { ...on, own_tables: false }, { id: on.step, is }, on.method)
  await moved(tx, actor, on)
  return { ok: true as const }
}

export async function sitAt(tx: Tx, _actor: Actor, input: { activity: string; table: number }) {
  const { rows } = await sql<{ sits: boolean }>`
    select sit_at(${input.activity}::uuid, ${input.table}) as sits`.execute(tx)
  if (!rows[0]!.sits)
    return refuse('seated', 'Here people are seated. Where you sit stands on this screen in a moment.')
  return { ok: true as const }
}

export async function sayAtTable(tx: Tx, _actor: Actor, input: { activity: string; says: string }) {
  const { rows } = await sql<{ said: boolean }>`
    select say_at_table(${input.activity}::uuid, ${input.says}) as said`.execute(tx)
  if (!rows[0]!.said) return refuse('no_table', 'You sit at no table yet. Say first where you sit.')
  return { ok: true as const }
}
