import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { attributionOf, holdsOf, makesSomething, shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { leastFor, roundState, sealFor } from '#modules/rounds/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import { CLOSED, roomToRun, stateOf } from '../access.ts'
import { mostOf } from '../present/sealed.ts'
import { peopleIn } from '../queries/people.ts'
import { lacksSentence, NO_SENTENCE } from '../queries/sentence.ts'
import { STALE, stepFor, wrongIn } from './put.ts'

type Sheet = {
  step: string
  sheet: string
  group: string | null
  whose: string
  mayGo: 'stays' | 'theme' | 'words'
  values: unknown[]
}

const IN_GROUPS = ['pair', 'table']
/** More than a hall writes in one step; a slip of the hand must not fill the place. */
const MOST_SHEETS = 2000

/** Types in one sheet for whoever wrote it. It is nobody's line in the room, and says that it was on paper. */
export async function putSheet(tx: Tx, _actor: Actor, input: Sheet, house: House) {
  const { row, method, step } = await stepFor(tx, input.step)
  if (stateOf(await roomToRun(tx, row.space_id)) === 'closed') return CLOSED
  if (!makesSomething(step) || step.kind === 'groups' || step.kind === 'cluster')
    return refuse('no_paper', 'Nothing is written on paper here. Do it on the console, or say it aloud.')
  if (step.seen_by === 'self')
    return refuse('theirs', 'What is on this sheet is for its writer alone. Give it back to them; it is not typed in.')
  // Where tables go by themselves each is at a step of its own.
  const isOn = row.small_id !== null || row.step_id === row.id
  if (!isOn || row.state === 'done' || row.activity_state === 'done') return STALE
  const shown = shownWhen(method, step)
  if (row.shown && shown !== 'at_once')
    return refuse('shown', 'It has been shown already, so nothing more goes in. Read the sheet out instead.')
  if (await lacksSentence(tx, { activity: row.activity, small: row.small_id }, step)) return NO_SENTENCE
  if (step.belongs_to === 'presenter' && row.presenter_id === null)
    return refuse('no_presenter', 'Say first who presents: what is on this sheet is theirs.')
  if (IN_GROUPS.includes(step.seen_by) && (input.group === null || (row.small_id ?? input.group) !== input.group))
    return refuse('whose_group', 'Say from which pair or table this sheet comes. Nothing was put in.')
  const most = step.kind === 'tally' ? null : mostOf(step)
  if (most !== null && input.values.length > most)
    return refuse('too_many', `One sheet holds at most ${most} here. Type the rest in as another sheet.`)
  const wrong = wrongIn(step, input.values.map(asItem))
  if (wrong !== null) throw wrong
  if (row.round_id !== null) return sealSheet(tx, house, input, step, { room: row.space_id, round: row.round_id })
  // Where too few are there for no names, whoever wrote on paper was not asked for theirs.
  const named = attributionOf(method, step) === 'named' && !row.with_names.includes(step.key)
  return lay(tx, input, step, { named, atOnce: shown === 'at_once' })
}

const asItem = (value: unknown) => ({ id: randomUUID(), value, mayGo: null })

/** What stands beside a line from paper: the name on the sheet where names are kept, and that it was one. */
const calledOf = (whose: string, named: boolean) =>
  named && whose.trim() !== '' ? `${whose.trim()}, on paper` : 'on paper'

async function lay(tx: Tx, input: Sheet, step: Step, { named, atOnce }: { named: boolean; atOnce: boolean }) {
  await noteSheet(tx, input, {
    ...{ lines: input.values.map((value) => ({ id: randomUUID(), value })), seen: step.seen_by, keeps: step.kept },
    ...{ called: step.seen_by === 'presenter' ? '' : calledOf(input.whose, named), atOnce },
    // Whose name stands on it was not asked here: their words stay in the room.
    mayGo: input.whose.trim() === '' ? input.mayGo : 'stays',
    presented: step.belongs_to === 'presenter',
  })
  return { ok: true as const }
}

type Laid = {
  mayGo?: Sheet['mayGo']
  lines: unknown[]
  seen: string
  keeps: string
  called: string
  atOnce: boolean
  presented: boolean
}
async function noteSheet(tx: Tx, input: Sheet, laid: Laid): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    select put_sheet(${input.step}::uuid, ${input.sheet}::uuid, ${input.group}::uuid, ${JSON.stringify(laid.lines)}::jsonb, ${laid.seen},
      ${laid.keeps}, ${laid.called}, ${laid.atOnce}, ${laid.mayGo ?? input.mayGo}, ${laid.presented}) as fresh`.execute(
    tx,
  )
  return rows[0]!.fresh
}

/**
 * Into a sealed round a sheet goes like any line, and nobody can find it there. But whoever typed it knows it, and could take
 * it off what is shown: so it goes in once as many others are in on phones as a line needs to hide among.
 * @see docs/decisions/0034-paper-and-whoever-types-it.md
 */
async function sealSheet(tx: Tx, house: House, input: Sheet, step: Step, at: { room: string; round: string }) {
  if (input.whose.trim() !== '')
    return refuse('no_names', 'No names are kept here, so none goes in. Leave the name on the sheet out.')
  const before = await tx.selectFrom('paper_sheet').select('id').where('step_id', '=', input.step).execute()
  if (before.some((one) => one.id === input.sheet)) return { ok: true as const }
  if (before.length >= MOST_SHEETS) return refuse('too_many', 'More sheets than that do not fit into one step.')
  // Whoever runs it may have put one in from a phone, and knows that one too.
  const run = (await peopleIn(tx, at.room)).filter((one) => one.facilitates).length
  const need = leastFor(holdsOf(step)) + run
  const [standing] = await roundState(tx, [at.round])
  if (typeof standing?.in !== 'number')
    return refuse(
      'not_counted',
      'Over days nobody is told how many are in, so nothing is typed in here: it would tell. Give the sheets back, or keep them for a step that is done in the room. What you typed is still here.',
    )
  if (standing.in - before.length < need)
    return refuse(
      'too_few_phones',
      `No names are kept here, and whoever types in a sheet knows what is on it: with so few lines from phones you could tell whose the others are. Keep the sheets face down until ${need} are in on phones. What you typed is still here.`,
    )
  const wrong = await sealFor(tx, house, at.round, { value: input.values as never, mayGo: input.mayGo, typed: true })
  if (wrong !== null) return refuse('not_sealed', wrong)
  await noteSheet(tx, input, {
    ...{ lines: [], seen: 'room', keeps: 'until_close', called: '', atOnce: false, presented: false },
  })
  return { ok: true as const }
}

/** Takes out all of a sheet that was mistyped: whoever typed it may, until the room closes. */
export async function takeSheetOut(tx: Tx, _actor: Actor, input: { sheet: string }) {
  const room = await tx
    .selectFrom('gathering_room as r')
    .innerJoin('paper_sheet as p', 'p.space_id', 'r.space_id')
    .select(['r.opened_at', 'r.closed_at'])
    .where('p.id', '=', input.sheet)
    .executeTakeFirst()
  if (room !== undefined && stateOf(room) === 'closed') return CLOSED
  const { rows } = await sql<{ out: boolean }>`select take_sheet_out(${input.sheet}::uuid) as out`.execute(tx)
  if (!rows[0]!.out)
    return refuse('sealed', 'It lies sealed with the others, and nobody can tell which one it is. It stays in.')
  return { ok: true as const }
}
