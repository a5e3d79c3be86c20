import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { Kind } from '../access.ts'

export type End = { kind: Kind; id: string; chapter: string }

/** What may follow from what. Everything else would leave out a step that somebody has to be able to ask about. */
export const NEXT: Record<Kind, readonly Kind[]> = {
  evidence: [],
  finding: ['insight', 'implication'],
  insight: ['implication', 'decision'],
  implication: ['decision'],
  decision: ['decision', 'action'],
  action: ['decision', 'action', 'outcome'],
  outcome: [],
}

/** A link is read by those who read what it comes from: it lives in that chapter. */
export async function link(tx: Tx, space: string, from: End, to: { kind: Kind; id: string }): Promise<void> {
  await tx
    .insertInto('chain_link')
    .values({
      space_id: space,
      chapter_id: from.chapter,
      from_kind: from.kind,
      from_id: from.id,
      to_kind: to.kind,
      to_id: to.id,
    })
    .execute()
}

/** Whether one thing comes of another, by any number of steps. */
export async function leadsTo(tx: Tx, space: string, from: string, to: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive ahead as (
      select l.to_id from chain_link l where l.space_id = ${space}::uuid and l.from_id = ${from}::uuid
      union select l.to_id from chain_link l join ahead on l.from_id = ahead.to_id where l.space_id = ${space}::uuid)
    select exists (select from ahead where to_id = ${to}::uuid) as found`.execute(tx)
  return rows[0]?.found === true
}

const FAR = {
  decided_on: 1,
  starts_on: 5,
  due_on: 10,
  look_again_on: 10,
  happened_on: 1,
  decide_by: 10,
  paper_by: 10,
  by_when: 10,
  sense_by: 10,
  comments_by: 2,
  meets_on: 10,
} as const
type Days = Partial<Record<keyof typeof FAR, string | null | undefined>>

/** A year typed wrongly is asked about at its field. */
export async function sensibleDays(tx: Tx, days: Days): Promise<void> {
  const now = await clock(tx)
  const wrong: Record<string, string> = {}
  for (const [field, day] of Object.entries(days)) {
    if (!day) continue
    const years = FAR[field as keyof typeof FAR]
    const last = new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate()))
      .toISOString()
      .slice(0, 10)
    if (day > last)
      wrong[field] = `This is more than ${years === 1 ? 'a year' : `${years} years`} from now. Is the year right?`
    if (day < '1990-01-01') wrong[field] = 'This is very long ago. Is the year right?'
  }
  if (Object.keys(wrong).length > 0) throw new AppError('invalid', undefined, wrong)
}

const PASSED = {
  decide_by: 'This day has passed. Choose one that is to come, or write the decision down as taken.',
  paper_by: 'This day has passed. Choose one that is to come, or leave it empty.',
  by_when: 'This day has passed, and they could only be late for it. Choose one that is to come.',
  sense_by: 'This day has passed. By when will you make sense of it?',
  comments_by: 'This day has passed. Until when may members comment?',
  meets_on: 'This day has passed. Choose one that is to come.',
} as const

/** A day to come that has passed is told at its field. */
export function stillToCome(
  today: string,
  days: Partial<Record<keyof typeof PASSED, string | null | undefined>>,
): void {
  const passed = Object.entries(days).filter(([, day]) => day && day < today)
  if (passed.length > 0)
    throw new AppError(
      'invalid',
      undefined,
      Object.fromEntries(passed.map(([field]) => [field, PASSED[field as keyof typeof PASSED]])),
    )
}
