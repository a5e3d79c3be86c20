// What may happen in one step of the consent ordeal: to the database, and to the model beside it.
import type pg from 'pg'
import { close } from './consent-closing.ts'
import type { Form, Model } from './consent-model.ts'
import type { Chance } from './ground.ts'
import { bringIn } from './small-world.ts'

export type Run = {
  db: pg.Client
  model: Model
  people: string[]
  by: Chance
  seed: number
  step: number
  tally: Map<string, number>
}

type Happened = { what: string; fault?: string | null } | null

/** Asks as the web role for one person; gives the value or the code of the refusal. */
async function asWeb(db: pg.Client, person: string, sql: string): Promise<string> {
  try {
    const answers = (await db.query(
      `savepoint step; select set_config('app.person', '${person}', true); set local role ordeal_web; ${sql}; reset role; release savepoint step`,
    )) as unknown as pg.QueryResult[]
    return String(Object.values(answers[3]!.rows[0] ?? { done: 'done' })[0])
  } catch (fault) {
    await db.query('rollback to savepoint step; reset role')
    return (fault as { code: string }).code
  }
}

const agree = (what: string, expected: unknown, found: unknown): Happened =>
  expected === found ? { what } : { what, fault: `${what}: the model says ${expected}, the database ${found}` }

/** As they stand in the words: the names of the organisations, written as people write. */
const NAMES_SAID = [' at Harbour Families', ', say wear carers']

export const STEP: Record<string, (run: Run) => Promise<Happened>> = {
  async write({ db, model, people, by, seed, step }) {
    const space = by.pick(secondPerson(model))
    const person = by.pick(people)
    const whose = by.pick(['mine', 'member', 'nobody'])
    const speaker = whose === 'mine' ? person : whose === 'member' ? by.pick(model.present(space.id)) : null
    const attribution = whose === 'nobody' ? 'role' : 'named'
    const id = by.uuid()
    const words = `planted${seed}x${step} said aloud${by.pick(['', '', '', '', ...NAMES_SAID])}`
    const found = await asWeb(
      db,
      person,
      `insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, tsv)
       select '${space.id}', '${id}', c.id, '${words}', '${attribution}', ${speaker === null ? 'null' : `'${speaker}'`}, '${person}', to_tsvector('english', '${words}')
         from chapter c where c.space_id = '${space.id}' and c.number = ${space.last} returning 'in'`,
    )
    const inside = model.isIn(person, space.id)
    const may = inside && !space.closed
    if (may)
      model.items.set(id, { id, space: space.id, chapter: space.last, words, speaker, attribution, crossing: null })
    return agree('write', may ? 'in' : inside ? 'TF010' : 'done', found)
  },
  async entry({ db, model, people, by }) {
    const person = by.pick(people)
    const journal = journalOf(model, person)
    const id = by.uuid()
    const found = await asWeb(
      db,
      person,
      `insert into entry (space_id, id, chapter_id) select space_id, '${id}', chapter_id from my_journal() returning 'in'`,
    )
    model.entries.set(id, { owner: person, journal })
    return agree('entry', 'in', found)
  },
  async propose({ db, model, people, by, seed, step }) {
    const kind = by.pick(['entry', 'evidence'] as const)
    const sources = kind === 'entry' ? [...model.entries.keys()] : [...model.items.keys()]
    if (sources.length === 0) return null
    const source = by.pick(sources)
    // Mostly somebody who can, and now and then anybody.
    const able = kind === 'entry' ? [model.entries.get(source)!.owner] : model.present(model.items.get(source)!.space)
    const person = by.below(5) > 0 && able.length > 0 ? by.pick(able) : by.pick(people)
    const form = by.pick(['words', 'unnamed', 'theme'] as Form[])
    const hat = by.pick([null, null, 'myself', 'organisation'] as const)
    const named = by.below(6) > 0 ? [] : [by.pick([...model.organisations.keys()])]
    const own = kind === 'entry' ? `planted${seed}x${step} written` : (model.items.get(source)!.words ?? 'planted gone')
    const fresh = form === 'theme' ? by.below(4) > 0 : by.below(8) === 0
    const words = fresh ? `planted${seed}x${step} ${form === 'theme' ? 'theme' : 'invented'}` : own
    const to = by.pick(secondPerson(model)).id
    const id = by.uuid()
    const real = kind === 'entry' ? source : await realId(db, source)
    // In the name of a closed space nothing is granted, and nothing lands in one.
    const from = kind === 'entry' ? null : model.items.get(source)!.space
    const closed = [from, to].some((one) => one !== null && model.spaces.get(one)!.closed)
    const asked = { kind, source, words, form, to, id, named, hat }
    const tried = (closed ? model.clone() : model).propose(person, asked)
    const verdict = closed && ['went', 'open', 'stays', 'again'].includes(tried) ? 'TF010' : tried
    const found = await asWeb(
      db,
      person,
      `select propose_crossing('${id}', '${kind}', '${real}', 1, '${words}', '${form}', '${to}', '', 'everybody there', null, '{${named}}', ${hat === null ? 'null' : `'${hat}'`})`,
    )
    return agree(`propose ${verdict}`, verdict, found.split(' ')[0])
  },
  async answer({ db, model, people, by }) {
    const crossings = [...model.crossings.values()]
    const open = crossings.filter((one) => one.outcome === null)
    if (crossings.length === 0) return null
    const which = by.pick(open.length > 0 && by.below(6) > 0 ? open : crossings)
    const waiting = which.asked.filter((one) => one.answer === null)
    const person = waiting.length > 0 && by.below(6) > 0 ? by.pick(waiting).person : by.pick(people)
    const said = by.below(4) > 0 ? 'goes' : 'stays'
    const verdict = model.answer(person, which.id, said)
    return agree(
      verdict === 'again' ? 'asked again' : `answer ${verdict}`,
      verdict === 'again' ? 'open' : verdict,
      await asWeb(db, person, `select answer_consent('${which.id}', '${said}')`),
    )
  },
  async takeBack({ db, model, people, by }) {
    const crossings = [...model.crossings.values()]
    if (crossings.length === 0) return null
    const which = by.pick(crossings)
    const person = by.below(5) > 0 && which.speaker !== null ? which.speaker : by.pick(people)
    const expected = model.takeBack(person, which.id)
    const found = await asWeb(db, person, `select take_back('${which.id}')`)
    return agree(expected ? 'take back' : 'take back refused', expected, /^\d+$/.test(found))
  },
  async join({ db, model, people, by, seed, step }) {
    // Often to where something is about to go, so that its audience changes while it is asked.
    const open = [...model.crossings.values()].filter((one) => one.outcome === null)
    const space =
      open.length > 0 && by.below(2) > 0 ? model.spaces.get(by.pick(open).to)! : by.pick(secondPerson(model))
    const person = by.pick(people)
    if (model.isIn(person, space.id) || space.closed) return null
    const [inviter, ...others] = model.present(space.id)
    const kind = by.pick(['grantee', 'funder'])
    const organisation = by.pick([null, ...model.organisations.keys()])
    const membership = await bringIn(db, {
      space: space.id,
      person,
      by: inviter!,
      others,
      class: kind,
      organisation,
      nonce: `${seed} ${step}`,
    })
    model.join(space.id, person, kind, membership, organisation)
    return { what: 'join' }
  },
  async leave({ db, model, by }) {
    const space = by.pick(secondPerson(model))
    const present = space.members.filter((one) => !one.gone)
    if (present.length < 2) return null
    const member = by.pick(present)
    const found = await asWeb(db, member.person, `select end_membership('${member.id}', 'moved on')`)
    member.gone = true
    return agree('leave', space.id, found)
  },
  close: (run) =>
    close(
      run,
      secondPerson(run.model).filter((one) => !one.closed),
      (person, sql) => asWeb(run.db, person, sql),
    ),
}
export const WEIGHTED = [
  'write',
  'write',
  'write',
  'entry',
  'propose',
  'propose',
  'propose',
  'propose',
  'propose',
  'answer',
  'answer',
  'answer',
  'answer',
  'answer',
  'takeBack',
  'join',
  'join',
  'leave',
  'close',
]

export const secondPerson = (model: Model) =>
  [...model.spaces.values()].filter((one) => one.kind !== 'person' && !one.buried)
const journalOf = (model: Model, person: string) =>
  [...model.spaces.values()].find(
    (one) => one.kind === 'person' && one.members.some((member) => member.person === person),
  )!.id

/** What landed has an id that only the database knows. */
async function realId(db: pg.Client, source: string): Promise<string> {
  if (!source.startsWith('landed ')) return source
  const { rows } = await db.query('select id from evidence where crossing_id = $1', [source.slice(7)])
  return rows[0]?.id ?? source.slice(7)
}
