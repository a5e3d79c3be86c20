// Random lives of words: written, asked for, let go, kept, taken back, while people come and go. After every step each
// person must see exactly what a model written from the domain says they see.
import type pg from 'pg'
import { makeStart, NAMES, type Start } from './consent-start.ts'
import { type Run, STEP, secondPerson, WEIGHTED } from './consent-steps.ts'
import { chance, goal, type Ordeal, openGround, progress, replacedFunctions, say } from './ground.ts'

const FULL = Number(process.env.ORDEAL_SEQUENCES ?? 10_000)
const QUICK = 60
const STEPS = 20
/** A long transaction grows slow, so it is begun anew after some sequences. */
const AT_ONCE = 40
/** What happens only where a speaker's organisation is silent, or others have come: looked for at full length. */
const RARE = ['propose speaks', 'asked again']
/** Each is a build that must be found out; `within` sequences. */
const CONTROLS = [
  'take-back-forgets',
  'leaving-is-not-leaving',
  'silence-is-yes',
  'newcomers-read-everything',
  'stays-is-kept',
  'names-go-along',
  'asked-once',
  'typist-is-speaker',
  'closing-leaves-open',
]
const WITHIN = 120

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
          if (wrong <= 12) say(`seed ${seed}: ${fault}`)
        }
        tell(seed + 1)
      }
      await db.query('rollback')
    }
    report.figures.sequences = sequences
    report.figures.steps = Object.fromEntries([...tally].sort())
    goal(report, 'sequences in which somebody saw other than they may', wrong, 'sequences', '=', 0)
    for (const needed of [
      'propose went',
      'propose open',
      'answer went',
      'answer stays',
      'take back',
      'join',
      'leave',
      'close read',
      'close deleted',
      'close refused',
      'propose TF010',
      'propose carries',
      'propose TF007',
      ...(quick ? [] : RARE),
    ])
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
