import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { LINK_FROM, LINK_ROLES, LINK_TO } from '../../contract/linked.ts'

export type Role = (typeof LINK_ROLES)[number]
export type From = (typeof LINK_FROM)[number]
export type To = (typeof LINK_TO)[number]
export type ThingKind = From | To
type Row = { id: string; space_id: string; chapter_id: string; version: number }

/** Where each kind of thing is kept, and the column in which it says what it is. */
export const TABLES: Record<ThingKind, { table: string; words: string }> = {
  question: { table: 'learning_question', words: 'words' },
  assumption: { table: 'assumption', words: 'words' },
  experiment: { table: 'experiment', words: 'words' },
  cycle: { table: 'learning_cycle', words: 'words' },
  aim: { table: 'aim', words: 'words' },
  evidence: { table: 'evidence', words: 'words' },
  finding: { table: 'finding', words: 'words' },
  insight: { table: 'insight', words: 'words' },
  implication: { table: 'implication', words: 'words' },
  decision: { table: 'decision', words: 'words' },
  action: { table: 'action', words: 'words' },
  outcome: { table: 'outcome', words: 'words' },
  artefact: { table: 'document', words: 'title' },
}

const TO_AIM: From[] = [
  'finding',
  'insight',
  'implication',
  'decision',
  'question',
  'evidence',
  'artefact',
  'action',
  'cycle',
]
const STEP: [From[], To[]] = [
  ['evidence', 'finding', 'insight', 'decision', 'experiment', 'artefact', 'action'],
  ['cycle'],
]
/** Which things each kind of tie runs between. */
const RELATIONS: Record<Role, [from: From[], to: To[]]> = {
  part_of: [
    ['question', 'cycle'],
    ['question', 'cycle'],
  ],
  bears: [['evidence', 'finding', 'insight'], ['question']],
  for: [['evidence'], ['assumption']],
  against: [['evidence'], ['assumption']],
  tests: [['experiment'], ['assumption']],
  asks: [['cycle'], ['question']],
  tried_in: [['experiment'], ['cycle']],
  informs: [['question'], ['decision']],
  made_for: [TO_AIM, ['aim']],
  question: STEP,
  try: STEP,
  data: STEP,
  sense: STEP,
  decision: STEP,
}

/** Whether such a tie runs between such things; what is part of a thing is of its own kind. */
export function runsBetween(role: Role, from: From, to: To): boolean {
  const [starts, ends] = RELATIONS[role]
  return starts.includes(from) && ends.includes(to) && (role !== 'part_of' || from === to)
}

/** A thing of this kind, read under the reader's own policies; not_found when they do not read it. */
export async function thingOf(db: Db, kind: ThingKind, id: string, space?: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select id, space_id, chapter_id, version from ${sql.table(TABLES[kind].table)} where id = ${id}::uuid`.execute(
    db as never,
  )
  const row = rows[0]
  if (row === undefined || (space !== undefined && row.space_id !== space)) throw new AppError('not_found')
  return row
}
