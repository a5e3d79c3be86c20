// Random lives of words: written, asked for, let go, kept, taken back, while people come and go. After every step each
// person must see exactly what a model written from the domain says they see.
import type pg from 'pg'
import type { Form, Model } from './consent-model.ts'
import { makeStart, NAMES, type Start } from './consent-start.ts'
import { type Chance, chance, goal, type Ordeal, openGround, progress, replacedFunctions, say } from './ground.ts'
import { bringIn } from './small-world.ts'

const FULL = 10_000
const QUICK = 45
const STEPS = 14
/** A long transaction grows slow, so it is begun anew after some sequences. */
const AT_ONCE = 40
/** Each is a build that must be found out; `within` sequences. */
const CONTROLS = [
  'take-back-forgets',
  'leaving-is-not-leaving',
  'silence-is-yes',
  'newcomers-read-everything',
  'stays-is-kept',
]
const WITHIN = 60

export const consent: Ordeal = async ({ quick, report }) => {
  const ground = await openGround()
  try {
    const db = ground.admin
    const start = await makeStart(db)
    const sequences = quick ? QUICK : FULL
    const tell = progress('sequences', sequences)
    const tally = new Map<string, number>()
    let wrong = 0
    for (let done = 0; done < sequences; done += AT_ONCE) {
      await db.query('begin')
      for (let seed = done; seed < Math.min(done + AT_ONCE, sequences); seed += 1) {
        const fault = await live(db, start, seed, tally)
        if (fault !== null) {
          wrong += 1
          if (wrong <= 5) say(`seed ${seed}: ${fault}`)
        }
        tell(seed + 1)
      }
      await db.query('rollback')
    }
    report.figures.sequences = sequences
    report.figures.steps = Object.fromEntries([...tally].sort())
    goal(report, 'sequences in which somebody saw other than they may', wrong, 'sequences', '=', 0)
    for (const needed of ['propose went', 'propose open', 'answer went', 'answer stays', 'take back', 'join', 'leave'])
      goal(report, `happened: ${needed}`, tally.get(needed) ?? 0, 'times', '>=', 1)

    for (const control of quick ? CONTROLS.slice(0, 2) : CONTROLS) {
      await db.query('begin')
      const statements = replacedFunctions(control)
      if (statements.length === 0) throw new Error(`The control ${control} changes no function.`)
      for (const statement of statements) await db.query(statement)
      let found = 0
      for (let seed = 0; seed < WITHIN && found === 0; seed += 1)
        if ((await live(db, start, seed, new Map())) !== null) found = seed + 1
      await db.query('rollback')
      report.figures[`${control}, found in sequence`] = found
      goal(report, `control ${control} is found out`, found > 0 ? 1 : 0, 'of 1', '=', 1)
    }
  } finally {
    await ground.close()
  }
}

type Run = {
  db: pg.Client
  model: Model
  people: string[]
  by: Chance
  seed: number
  step: number
  tally: Map<string, number>
}

/** One sequence, undone afterwards. Returns what went wrong, or null. */
async function live(db: pg.Client, start: Start, seed: number, tally: Map<string, number>): Promise<string | null> {
  await db.query('savepoint sequence')
  const run: Run = { db, model: start.model.clone(), people: start.people, by: chance(seed + 1), seed, step: 0, tally }
  const story: string[] = []
  try {
    for (run.step = 0; run.step < STEPS; run.step += 1) {
      const happened = await STEP[run.by.pick(WEIGHTED)]!(run)
      if (happened === null) continue
      story.push(happened.what)
      tally.set(happened.what, (tally.get(happened.what) ?? 0) + 1)
      const fault = happened.fault ?? (await look(run))
      if (fault !== null) return `step ${run.step} (${story.join(', ')}): ${fault}`
    }
    return null
  } finally {
    await db.query('rollback to savepoint sequence; reset role')
  }
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

const STEP: Record<string, (run: Run) => Promise<Happened>> = {
  async write({ db, model, people, by, seed, step }) {
    const space = by.pick(secondPerson(model))
    const person = by.pick(people)
    const whose = by.pick(['mine', 'member', 'nobody'])
    const speaker = whose === 'mine' ? person : whose === 'member' ? by.pick(model.present(space.id)) : null
    const attribution = whose === 'nobody' ? 'role' : 'named'
    const id = by.uuid()
    const words = `planted${seed}x${step} said aloud`
    const found = await asWeb(
      db,
      person,
      `insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, tsv)
       select '${space.id}', '${id}', c.id, '${words}', '${attribution}', ${speaker === null ? 'null' : `'${speaker}'`}, '${person}', to_tsvector('english', '${words}')
         from chapter c where c.space_id = '${space.id}' and c.number = ${space.last} returning 'in'`,
    )
    const may = model.isIn(person, space.id)
    if (may)
      model.items.set(id, { id, space: space.id, chapter: space.last, words, speaker, attribution, crossing: null })
    return agree('write', may ? 'in' : 'done', found)
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
    const own = kind === 'entry' ? `planted${seed}x${step} written` : (model.items.get(source)!.words ?? 'planted gone')
    const words =
      form === 'theme' ? `planted${seed}x${step} theme` : by.below(8) > 0 ? own : `planted${seed}x${step} invented`
    const to = by.pick(secondPerson(model)).id
    const id = by.uuid()
    const real = kind === 'entry' ? source : await realId(db, source)
    const expected = model.propose(person, kind, source, words, form, to, id)
    const found = await asWeb(
      db,
      person,
      `select propose_crossing('${id}', '${kind}', '${real}', 1, '${words}', '${form}', '${to}', '', 'everybody there', null, null)`,
    )
    return agree(`propose ${expected}`, expected, found)
  },
  async answer({ db, model, people, by }) {
    const crossings = [...model.crossings.values()]
    const open = crossings.filter((one) => one.outcome === null)
    if (crossings.length === 0) return null
    const which = by.pick(open.length > 0 && by.below(6) > 0 ? open : crossings)
    const waiting = which.asked.filter((one) => one.answer === null)
    const person = waiting.length > 0 && by.below(6) > 0 ? by.pick(waiting).person : by.pick(people)
    const said = by.below(4) > 0 ? 'goes' : 'stays'
    const expected = model.answer(person, which.id, said)
    return agree(
      `answer ${expected}`,
      expected,
      await asWeb(db, person, `select answer_consent('${which.id}', '${said}')`),
    )
  },
  async takeBack({ db, model, people, by }) {
    const crossings = [...model.crossings.values()]
    if (crossings.length === 0) return null
    const which = by.pick(crossings)
    const person = by.below(5) > 0 ? which.speaker : by.pick(people)
    const expected = model.takeBack(person, which.id)
    const found = await asWeb(db, person, `select take_back('${which.id}')`)
    return agree(expected ? 'take back' : 'take back refused', expected, /^\d+$/.test(found))
  },
  async join({ db, model, people, by, seed, step }) {
    const space = by.pick(secondPerson(model))
    const person = by.pick(people)
    if (model.isIn(person, space.id)) return null
    const [inviter, ...others] = model.present(space.id)
    const kind = by.pick(['grantee', 'funder'])
    const membership = await bringIn(db, {
      space: space.id,
      person,
      by: inviter!,
      others,
      class: kind,
      nonce: `${seed} ${step}`,
    })
    model.join(space.id, person, kind, membership)
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
}
const WEIGHTED = [
  'write',
  'write',
  'entry',
  'propose',
  'propose',
  'propose',
  'answer',
  'answer',
  'answer',
  'takeBack',
  'join',
  'leave',
]

const secondPerson = (model: Model) => [...model.spaces.values()].filter((one) => one.kind !== 'person')
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

/** Asks for everything as each person, and compares. */
async function look({ db, model, people }: Run): Promise<string | null> {
  const spaces = secondPerson(model).map(
    (one) =>
      `select * from find_library('${one.id}', to_tsquery('english', 'said | written | theme | invented'), 1000)`,
  )
  const sql = people.map(
    (person) => `select set_config('app.person', '${person}', true); set local role ordeal_web;
      select array(select space_id || ' ' || coalesce(crossing_id::text, '-') || ' ' || coalesce(speaker_id::text, '-') || ' ' || coalesce(words, '-') from evidence) as evidence,
             array(select id::text from entry) as entries, array(select id || ' ' || coalesce(words, '-') from crossing) as crossings,
             (select count(*)::int from (${spaces.join(' union all ')}) f) as found; reset role`,
  )
  const answers = (await db.query(sql.join(';\n'))) as unknown as pg.QueryResult[]
  for (const [index, person] of people.entries()) {
    const row = answers[index * 4 + 2]!.rows[0]
    const expected = model.sees(person)
    for (const what of ['evidence', 'entries', 'crossings'] as const) {
      const found = [...row[what]].sort()
      if (JSON.stringify(found) === JSON.stringify(expected[what])) continue
      const more = found.filter((one) => !expected[what].includes(one))
      const less = expected[what].filter((one) => !found.includes(one))
      return `${NAMES[index]} sees of ${what} too much: [${more}], too little: [${less}]`
    }
    if (row.found !== expected.found) return `${NAMES[index]} finds ${row.found} of ${expected.found}`
  }
  return null
}
