import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import { TABLES, type ThingKind, thingOf } from '../access.ts'

export type Set = Record<string, string | number | null>
type Anew = { ok: true; id: string; version: number } | (Refusal & { theirs?: { version: number; words: string } })

/**
 * Changes columns of one thing. What was written on an older text is not put over the newer one: that is answered with
 * what stands there now, so that both can be laid side by side.
 */
export async function sayAnew(
  tx: Tx,
  actor: Actor,
  what: { kind: Extract<ThingKind, keyof typeof SAID>; id: string; version: number; event: string },
  set: Set,
): Promise<Anew> {
  const thing = await thingOf(tx, what.kind, what.id)
  const { table } = TABLES[what.kind]
  const columns = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const changed = await sql`
    update ${sql.table(table)} set ${sql.join(columns)}, version = ${what.version + 1}
     where space_id = ${thing.space_id}::uuid and id = ${thing.id}::uuid and version = ${what.version}`.execute(
    tx as never,
  )
  if (changed.numAffectedRows !== 1n) {
    const { rows } = await sql<{ version: number; words: string }>`
      select version, concat_ws(E'\n', ${sql.join(SAID[what.kind].map((column) => sql`nullif(${sql.ref(column)}, '')`))}) as words
        from ${sql.table(table)} where space_id = ${thing.space_id}::uuid and id = ${thing.id}::uuid`.execute(
      tx as never,
    )
    return { ...refuse('conflict', new AppError('conflict').message), theirs: rows[0]! }
  }
  await append(tx, { chapter: thing.chapter_id, kind: what.event, subject: thing.id, actor: actor.person })
  return { ok: true, id: thing.id, version: what.version + 1 }
}

/** What each of them says in words, as it is laid beside what was typed. */
const SAID = {
  question: ['words', 'why', 'known', 'informs', 'state_reason'],
  assumption: ['words', 'holder'],
  experiment: ['words', 'safe', 'risk_agreed_by', 'appetite', 'stop_sign', 'came', 'tell_others'],
  cycle: ['words', 'evaluation'],
  aim: ['words', 'whose'],
} as const

/** Adds a row under its writer's hand. */
export async function put(tx: Tx, table: string, row: Set): Promise<void> {
  const columns = Object.keys(row)
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => sql`${row[column]}`))})`.execute(tx as never)
}
