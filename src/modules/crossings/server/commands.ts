import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { myToday } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { Form } from '../contract.ts'
import { LEFT_OUT, repeats, sealedWords, withoutNames } from './access.ts'
import { knownNames, targetsAndTold } from './queries.ts'

type Proposal = {
  kind: 'entry' | 'evidence'
  source: string
  version: number
  words: string
  form: Form
  target: string
  purpose?: string | undefined
  audience?: string | undefined
  until?: string | null | undefined
  organisations?: string[] | undefined
  hat?: 'myself' | 'organisation' | null | undefined
  answers?: string | null | undefined
}

/**
 * Asks that words go elsewhere. Whose consent that needs is decided by whose words they are and by the rules of the
 * space they leave, in propose_crossing(), and who will see it is told by the place, never by whoever asks; here only the exactness of encrypted words is checked.
 */
export async function propose(
  tx: Tx,
  actor: Actor,
  input: Proposal,
  house: House,
): Promise<Refusal | { ok: true; id: string; state: 'went' | 'open' | 'stays' }> {
  const words = input.words.trim()
  const fault = await beforeAsking(tx, actor, { ...input, words }, house)
  if (fault !== null) return fault
  const there = (await targetsAndTold(tx, actor, {})).find((one) => one.id === input.target)
  if (there !== undefined && input.audience !== undefined && input.audience !== there.reach.sentence)
    return refuse(
      'audience',
      `Who will see it there is not what stood on your screen. It is: “${there.reach.sentence}”. Nothing has gone anywhere. Look at it, and ask again.`,
    )
  const id = randomUUID()
  const answers = input.answers ? await toldWith(tx, input.answers) : null
  const { rows } = await sql<{ state: string }>`
    select propose_crossing(${id}::uuid, ${input.kind}, ${input.source}::uuid, ${input.version}::integer, ${words}, ${input.form},
      ${input.target}::uuid, ${input.purpose ?? ''}, ${`${there?.told ?? '–'}${answers?.sentence ?? ''}`}, ${input.until ?? null}::date, ${input.organisations ?? []}::uuid[], ${input.hat ?? null}) as state`.execute(
    tx,
  )
  const { state } = rows[0]!
  const silent = unspoken(state)
  if (silent === null && answers !== null)
    await sql`select answer_request(${id}::uuid, ${answers.request}::uuid)`.execute(tx)
  return silent ?? { ok: true, id, state: state as 'went' | 'open' | 'stays' }
}

/** Said to everybody whose yes it needs, so that nobody's yes is to less than what is told. */
async function toldWith(tx: Tx, request: string): Promise<{ request: string; sentence: string }> {
  const row = await tx
    .selectFrom('learning_ask')
    .select(['asker', 'from_name'])
    .where('id', '=', request)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const sentence = ` It says that it answers what ${row.asker}, of ${row.from_name}, asked this group: so they are told that it came from here.`
  return { request, sentence }
}

type Going = Pick<Proposal, 'kind' | 'source' | 'version' | 'words' | 'form' | 'until'>

/** What the database cannot look at: whether these are words of a sealed source, or a theme that repeats none; and the day. */
export async function beforeAsking(tx: Tx, actor: Actor, going: Going, house: House): Promise<Refusal | null> {
  const whole = await sealedWords(tx, house, actor.person, going)
  if (whole !== undefined) {
    const fault = going.form === 'theme' ? themeFault(going.words, whole) : await partFault(tx, going.words, whole)
    if (fault !== null) return fault
  }
  if (going.until && going.until < (await myToday(tx)))
    throw new AppError('invalid', undefined, { until: 'Choose a day that is still to come.' })
  return null
}

/** Words of a sealed source are an exact part of it, or that part with the names of organisations left out. */
async function partFault(tx: Tx, words: string, whole: string): Promise<Refusal | null> {
  if (whole.includes(words) || (words.includes(LEFT_OUT) && withoutNames(whole, await knownNames(tx)).includes(words)))
    return null
  return refuse(
    'not_these_words',
    'These words are not the ones that stand there. Nothing has gone anywhere. Choose an exact part, or write the theme in a sentence of its own.',
  )
}

/** The database says the same of what it can read; the words of a sealed source it never sees. */
function themeFault(theme: string, whole: string): Refusal | null {
  if (!repeats(theme, whole)) return null
  return refuse(
    'not_a_theme',
    'A theme says it in other words, so that nobody is known by theirs, and this one repeats what was said. Nothing has gone anywhere. Write it afresh, or let the words themselves go.',
  )
}

/** A name goes along for which nobody speaks: which, what is kept, and what to do. */
export function unspoken(state: string): Refusal | null {
  const [what, names] = [state.split(' ', 1)[0], state.slice(state.indexOf(' ') + 1)]
  if (what === 'carries') {
    return refuse(
      'name',
      `This carries the name of ${names}, and nobody who could be asked speaks for it. Nothing has gone anywhere, and your words are kept. Send the words without the name.`,
    )
  }
  if (what === 'speaks') {
    return refuse(
      'speaker_name',
      `Whoever said this is here for ${names}, and nobody who could be asked speaks for it. Nothing has gone anywhere, and your words are kept. Send them without the speaker's name.`,
    )
  }
  return null
}

/** Says yes or no to what I am asked. It is told to nobody, and a "stays" has no reasons. */
export async function answerAsked(
  tx: Tx,
  _actor: Actor,
  input: { id: string; answer: 'goes' | 'stays' },
): Promise<Refusal | { ok: true; id: string }> {
  const { rows } = await sql<{
    state: string
  }>`select answer_consent(${input.id}::uuid, ${input.answer}) as state`.execute(tx)
  if (rows[0]!.state === 'settled')
    return refuse('settled', 'This has been settled in the meantime, so there is nothing left to answer.')
  return { ok: true, id: input.id }
}

/** Takes my words back from every place the crossing put them, in this transaction. */
export async function takeBack(
  tx: Tx,
  _actor: Actor,
  input: { id: string },
): Promise<{ ok: true; id: string; copies: number }> {
  const { rows } = await sql<{ copies: number }>`select take_back(${input.id}::uuid) as copies`.execute(tx)
  return { ok: true, id: input.id, copies: rows[0]!.copies }
}

/** When a person is erased, their words leave every place they went to. */
export async function takeAllBack(tx: Tx): Promise<void> {
  const mine = await tx.selectFrom('crossing').select('id').where(sql<boolean>`i_said(id)`).orderBy('id').execute()
  for (const { id } of mine) await sql`select take_back(${id}::uuid)`.execute(tx)
}

/** Silence means it stays: what nobody settled in thirty days is settled, and its words are kept nowhere. */
export async function lapseDue(_house: House, worker: Database): Promise<void> {
  await worker.as(null, (tx) => sql`select lapse_due()`.execute(tx))
}
