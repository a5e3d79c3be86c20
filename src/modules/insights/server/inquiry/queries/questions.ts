import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import type { inquiryContract } from '../../../contract/inquiry.ts'
import { type Place, placeOf } from '../../access.ts'
import { TABLES } from '../access.ts'
import { nearness } from '../present.ts'
import { changesOf, linkedTo, peopleOf } from './linked.ts'
import { newest, oneOf } from './page.ts'

type In = InferContractRouterInputs<typeof inquiryContract>
type Out = InferContractRouterOutputs<typeof inquiryContract>
type Question = Out['question']['question']
type Assumption = Out['assumptions']['items'][number]
type Row = Pick<
  Question,
  'words' | 'why' | 'known' | 'informs' | 'by_on' | 'whose' | 'state' | 'state_reason' | 'version'
> & { id: string; made_at: Date; owner_id: string | null; facilitator_id: string | null; author_id: string | null }
type HeldRow = Pick<Assumption, 'words' | 'holder' | 'state' | 'version'> & {
  id: string
  made_at: Date
  author_id: string | null
}

const QUESTION = {
  table: 'learning_question',
  columns: [
    ...['words', 'why', 'known', 'informs', 'by_on', 'whose', 'owner_id', 'facilitator_id', 'state', 'state_reason'],
    ...['author_id', 'version'],
  ],
}
const ASSUMPTION = { table: 'assumption', columns: ['words', 'holder', 'state', 'author_id', 'version'] }

/** The learning questions of a space that the reader may read, newest first. */
export async function listQuestions(db: Db, _actor: Actor, input: In['questions']): Promise<Out['questions']> {
  const { cursor, ...where } = input
  const place = await placeOf(db, where)
  const page = await newest<Row>(db, { ...QUESTION, space: place.id, cursor })
  return { items: await withWhatHangs(db, place, page.rows), next: page.next }
}

/** One question, with what hangs on it and how it came to where it is. */
export async function readQuestion(db: Db, _actor: Actor, input: In['question']): Promise<Out['question']> {
  const { of, ...where } = input
  const place = await placeOf(db, where)
  const row = await oneOf<Row>(db, { ...QUESTION, space: place.id, id: of })
  if (row === undefined) throw new AppError('not_found')
  const [question] = await withWhatHangs(db, place, [row])
  return { space: place.id, question: question!, history: (await changesOf(db, place, [of]))(of) }
}

async function withWhatHangs(db: Db, place: Place, rows: Row[]): Promise<Question[]> {
  const ids = rows.map((row) => row.id)
  const linked = await linkedTo(db, place, ids)
  const people = await peopleOf(
    db,
    place.id,
    rows.flatMap((row) => [row.owner_id, row.facilitator_id, row.author_id]),
  )
  const today = dayOf(await clock(db), place.zone)
  return rows.map(({ made_at, owner_id, facilitator_id, author_id, ...row }) => ({
    ...pick(row),
    owner: people(owner_id),
    facilitator: people(facilitator_id),
    by: people(author_id)?.name ?? null,
    near: row.state === 'active' ? nearness(row.by_on, today) : null,
    made_on: dayOf(made_at, place.zone),
    linked: linked(row.id),
  }))
}
const pick = ({
  id,
  words,
  why,
  known,
  informs,
  by_on,
  whose,
  state,
  state_reason,
  version,
}: Omit<Row, 'made_at' | 'owner_id' | 'facilitator_id' | 'author_id'>) => ({
  ...{ id, words, why, known, informs, by_on, whose, state, state_reason, version },
})

/** What people here take for granted, with what speaks for it and against it. */
export async function listAssumptions(db: Db, _actor: Actor, input: In['assumptions']): Promise<Out['assumptions']> {
  const { cursor, ...where } = input
  const place = await placeOf(db, where)
  const { rows, next } = await newest<HeldRow>(db, { ...ASSUMPTION, space: place.id, cursor })
  const ids = rows.map((row) => row.id)
  const linked = await linkedTo(db, place, ids)
  const changes = await changesOf(db, place, ids)
  const people = await peopleOf(
    db,
    place.id,
    rows.map((row) => row.author_id),
  )
  const items = rows.map(({ id, words, holder, state, version, made_at, author_id }) => ({
    ...{ id, words, holder, state, version },
    made_on: dayOf(made_at, place.zone),
    by: people(author_id)?.name ?? null,
    linked: linked(id),
    history: changes(id),
  }))
  return { items, next }
}

/** Things of one kind to choose from, newest first. */
export async function listChoices(db: Db, _actor: Actor, input: In['choices']): Promise<Out['choices']> {
  const place = await placeOf(db, { id: input.space })
  const { table, words } = TABLES[input.kind]
  const wanted = `%${(input.words ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: string; words: string }>`
    select id, ${sql.ref(words)} as words from ${sql.table(table)}
     where space_id = ${place.id}::uuid and ${sql.ref(words)} <> '' and ${sql.ref(words)} ilike ${wanted}
     order by made_at desc, id limit 30`.execute(db as never)
  return rows
}
