import { type Expression, sql } from 'kysely'
import type { Db } from './database.ts'

// biome-ignore lint/suspicious/noExplicitAny: whatever each question answers with.
type Questions = Record<string, Expression<any>>
/** An instant comes as the text that JSON has for it. */
type Told<R> = { [K in keyof R]: R[K] extends Date ? string : R[K] extends Date | null ? string | null : R[K] }
export type Answers<Q extends Questions> = {
  [K in keyof Q]: Q[K] extends Expression<infer R> ? Told<R>[] : never
}

/**
 * Asks several questions in one statement, each in its own order and under the reader's own policies as if it were asked
 * alone: what one screen shows of many tables costs one way to the database and back. The rows come as JSON.
 */
export async function together<Q extends Questions>(db: Db, questions: Q): Promise<Answers<Q>> {
  const asked = Object.entries(questions).map(
    ([name, question]) =>
      sql`(select coalesce(json_agg(row_to_json(one)), '[]') from (${question}) one) as ${sql.id(name)}`,
  )
  const { rows } = await sql<Answers<Q>>`select ${sql.join(asked)}`.execute(db as never)
  return rows[0]!
}
