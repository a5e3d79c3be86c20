import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { unspoken } from '#modules/crossings/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import { refuse } from '#shared/result.ts'
import type { Goes } from '../../contract/harvest.ts'
import { roomToRun } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { provenanceOf, wordsOf } from '../present/words.ts'
import { lineToGo, there } from '../queries/harvest.ts'

type Choice = {
  line: string
  goes: Goes
  words: string
  hat: 'myself' | 'organisation'
  allSaidYes: boolean
}

const OVER = refuse(
  'over',
  'It is not asked now: what may leave is said from the close of a gathering, for seven days. What was not let go stays.',
)
const EACH = refuse(
  'each',
  'You wrote it for your table. Ask each of them; when all have said yes, say so here, or let only the theme go.',
)
const FORM = { theme: 'theme', words: 'unnamed', name: 'words' } as const

/**
 * Says of a line of mine whether it stays or how it goes. Choosing again takes back what went before, and nothing goes
 * anywhere that was not let go. What goes with a name goes now; without one, with the next day and all the others.
 */
export async function letGo(tx: Tx, actor: Actor, input: Choice) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`harvest ${input.line} ${actor.person}`}, 0))`.execute(tx)
  const line = await lineToGo(tx, actor, input.line)
  if (!line.choices.includes(input.goes))
    return refuse('not_so', 'It cannot leave that way. Choose another way, or let it stay.')
  const words = input.words.trim() || (input.goes === 'theme' ? '' : line.words)
  if (input.goes === 'theme' && words === '')
    return refuse('no_theme', 'Say the theme in one sentence of your own, then let it go.')
  let crossing: string | null = null
  let state = 'stays'
  if (input.goes !== 'stays') {
    crossing = randomUUID()
    const { rows } = await sql<{
      state: string
    }>`select let_go(${crossing}::uuid, ${input.line}::uuid, ${FORM[input.goes]}, ${words},
      ${line.audience}, ${line.provenance}, ${input.hat}, ${input.allSaidYes}) as state`.execute(tx)
    state = rows[0]!.state
    if (state === 'over') return OVER
    if (state === 'each') return EACH
    const silent = unspoken(state)
    if (silent !== null) return silent
  }
  if (line.crossing !== null) await sql`select take_back(${line.crossing}::uuid)`.execute(tx)
  // Of what was written before and after, what was chosen is read from where it went.
  if (!line.around)
    await tx
      .insertInto('harvest_choice')
      .values({ contribution_id: input.line, person_id: actor.person, goes: input.goes, crossing_id: crossing })
      .onConflict((on) =>
        on.columns(['contribution_id', 'person_id']).doUpdateSet({ goes: input.goes, crossing_id: crossing }),
      )
      .execute()
  return { ok: true as const, state: (await lineToGo(tx, actor, input.line)).state }
}

/** Says yes or no to what another wrote for several; told to nobody. */
export async function sayAsked(tx: Tx, _actor: Actor, input: { id: string; answer: 'goes' | 'stays' }) {
  await sql`select answer_consent(${input.id}::uuid, ${input.answer})`.execute(tx)
  return { ok: true as const }
}

/** Takes my words back from every place they went to, in this transaction. */
export async function takeMineBack(tx: Tx, _actor: Actor, input: { id: string }) {
  const { rows } = await sql<{ copies: number }>`select take_back(${input.id}::uuid) as copies`.execute(tx)
  return { ok: true as const, copies: rows[0]!.copies }
}

/** At the close goes what nobody is named in and was written to go in words: all at once, in an order that says nothing. */
export async function letNamelessGo(tx: Tx, room: string): Promise<void> {
  const rows = await tx
    .selectFrom('contribution as c')
    .innerJoin('activity as a', 'a.id', 'c.activity_id')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .select(['c.id', 'c.value', 'a.id as activity', 'a.definition', 's.key'])
    .where('a.space_id', '=', room)
    .where((on) => on.or([on('c.attribution', '=', 'anonymous'), on('c.sheet_id', 'is not', null)]))
    .where('c.may_go', '=', 'words')
    .where('c.shown', '=', true)
    .execute()
  if (rows.length === 0) return
  const { title, audience } = await there(tx, room)
  const lines = rows.flatMap((row) => {
    const method = definitionOf({ id: row.activity, definition: row.definition })
    const step = method.steps.find((one) => one.key === row.key)!
    const words = wordsOf(row.value)
    return words === ''
      ? []
      : [{ id: row.id, words, from: provenanceOf({ method: method.title, step: step.title, title }) }]
  })
  await sql`select let_nameless_go(${room}::uuid, ${JSON.stringify(lines)}::jsonb, ${audience})`.execute(tx)
}

/** Whoever facilitates says in a sentence what lines are about that may go as a theme and have nobody to ask. */
export async function nameTheme(tx: Tx, _actor: Actor, input: { room: string; lines: string[]; words: string }) {
  const room = await roomToRun(tx, input.room)
  if (room.closed_at === null) return OVER
  const { title, audience } = await there(tx, input.room)
  const { rows } = await sql<{
    state: string
  }>`select theme_of_nameless(${randomUUID()}::uuid, ${input.room}::uuid, ${input.lines}::uuid[],
    ${input.words.trim()}, ${audience}, ${`Themes of lines without names, at ${title}`.slice(0, 200)}) as state`.execute(
    tx,
  )
  if (rows[0]!.state === 'names')
    return refuse('names', 'It names an organisation, and nobody can be asked about that. Say it without the name.')
  return { ok: true as const }
}

const EVERY_MS = 20_000
const last = new WeakMap<Database, number>()

/** What waited for the next day goes; what was kept no longer, and rooms a year after their close, go for good. */
export async function harvestDue(house: House, worker: Database, atOnce = false): Promise<void> {
  const now = monotonic()
  if (!atOnce && now - (last.get(worker) ?? -EVERY_MS) < EVERY_MS) return
  last.set(worker, now)
  const { rows } = await worker.as(null, (tx) => sql<{ n: number }>`select go_due() as n`.execute(tx))
  await worker.as(null, (tx) => sql`select sweep_rooms()`.execute(tx))
  if (rows[0]!.n > 0) house.wake.soon()
}
