import type pg from 'pg'
import { fillChain } from './landscape-chain.ts'
import { fillLibrary } from './landscape-library.ts'
import { fillPeople } from './landscape-people.ts'
import { prepareWords } from './landscape-sentences.ts'

export type Size = { items: number; seed?: number }
/** As many partnerships and people as a national programme has, however many pieces of evidence there are. */
export const PARTNERSHIPS = 500
export const PEOPLE = 10_000

/** Why no world is put where one is. */
export const TAKEN = 'There is a world here already. Begin it again, or remove it first.'

/** Runs one statement; `values` stand for $1, $2 … */
export type Run = (sql: string, values?: unknown[]) => Promise<void>
/** One step of the filling, in the words that are shown while it runs. */
export type Step = (run: Run, size: Required<Size>) => Promise<void>

const STEPS: [string, Step][] = [
  ['words and sentences', prepareWords],
  ['people, spaces and who is in them', fillPeople],
  ['documents and evidence', fillLibrary],
  ['insights, decisions, actions and outcomes', fillChain],
]

/** The tables it fills. What binds even their owner is lifted from them in the transaction that fills them, and set again. */
const TABLES = [
  ...['installation', 'person', 'login', 'organisation', 'space', 'chapter', 'membership', 'charter', 'event'],
  ...['document', 'evidence', 'insight', 'insight_evidence', 'dissent', 'seat', 'receiver', 'acknowledgement'],
  ...['decision', 'action', 'outcome', 'chain_link'],
]
/** Built anew when the rows are there: keeping them up row by row would take longer than all the rest. */
const REBUILT = ['evidence', 'document', 'event', 'insight', 'insight_evidence']

/**
 * Fills an empty place with a landscape: set-based statements of its owner, all or nothing, the same for the same seed.
 * Nobody in it has a password; whoever wants to sign in as somebody lets them in by the doors of the place.
 */
export async function fillLandscape(owner: pg.Client, size: Size, tell: (what: string) => void): Promise<void> {
  const whole = { seed: 1, ...size }
  await owner.query("begin; set local work_mem = '128MB'; set local maintenance_work_mem = '512MB'")
  try {
    for (const table of TABLES) await owner.query(`alter table ${table} no force row level security`)
    const { rowCount } = await owner.query('select from installation where set_up_at is null')
    if (rowCount !== 1) throw new Error(TAKEN)
    const indexes = await setAside(owner)
    for (const [what, step] of STEPS) {
      tell(what)
      await step((sql, values) => runOne(owner, sql, values), whole)
    }
    tell('indexes')
    for (const index of indexes) await owner.query(index)
    for (const table of TABLES) await owner.query(`alter table ${table} force row level security`)
    await owner.query('commit')
  } catch (fault) {
    await owner.query('rollback')
    throw fault
  }
  tell('statistics')
  for (const table of TABLES) await owner.query(`vacuum (analyze) ${table}`)
}

/** What is put together on the way is looked at before it is used: a plan for an empty table would never end. */
async function runOne(owner: pg.Client, sql: string, values?: unknown[]): Promise<void> {
  await owner.query(sql, values)
  const made = /create temp table (\w+)/.exec(sql)?.[1]
  if (made !== undefined) await owner.query(`analyze ${made}`)
}

/** Drops the indexes that no constraint needs, and says how each is made again. */
async function setAside(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
      where i.indrelid = any ($1::regclass[]) and not i.indisunique order by 1`,
    [REBUILT],
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows.map((row) => row.made)
}
