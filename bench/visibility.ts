// What deciding visibility in the database costs: the list of evidence as a member asks for it, under row-level security,
// beside the very same statements asked by the administrator, whom no policy binds. In turns, in the same database.
import { listEvidence } from '#modules/library/server/queries/evidence.ts'
import { type Database, openDatabase } from '#platform/db/database.ts'
import { goal, type Ordeal, openGround, progress } from '../ordeals/ground.ts'
import { makeWorld } from '../ordeals/small-world.ts'

const SIZES = { quick: [1_000], full: [1_000, 10_000, 100_000] }
const ROUNDS = { quick: 30, full: 60 }
/** A page under row-level security may take this much longer than one without. */
const MOST_RATIO = 1.5
const MOST_MS = 50
/** What one page of the library shows. */
const PAGE = 30

export const visibility: Ordeal = async ({ quick, report }) => {
  const ground = await openGround()
  const web = openDatabase(ground.place.connection('web'))
  const { host, port, user, password } = ground.admin as unknown as Record<string, string>
  const bare = openDatabase({ host: host!, port: Number(port), user: user!, password: password!, database: 'ordeal' })
  try {
    const world = await makeWorld(ground.admin)
    const space = world.spaces.place
    let there = 0
    for (const size of SIZES[quick ? 'quick' : 'full']) {
      await fill(ground.admin, space, world.spaces.away, there, size)
      there = size
      const rounds = ROUNDS[quick ? 'quick' : 'full']
      const times = { under: [] as number[], bare: [] as number[] }
      const tell = progress(`${size} pieces of evidence`, rounds)
      for (let round = 0; round < rounds + 5; round += 1) {
        const one = await timed(web, world.people.ada, space)
        const other = await timed(bare, world.people.ada, space)
        if (round < 5) continue
        times.under.push(one)
        times.bare.push(other)
        tell(round - 4)
      }
      const [under, without] = [middle(times.under), middle(times.bare)]
      report.figures[`${size}: under row security, ms`] = under
      report.figures[`${size}: without, ms`] = without
      report.figures[`${size}: p95 under row security, ms`] = at(times.under, 0.95)
      goal(report, `${size}: a page takes`, under, 'ms', '<=', MOST_MS)
      goal(report, `${size}: against no row security`, round2(under / without), 'times', '<=', MOST_RATIO)
    }
  } finally {
    await Promise.all([web.close(), bare.close()])
    await ground.close()
  }
}

async function timed(db: Database, person: string, space: string): Promise<number> {
  const actor = { person, session: '', kind: 'full' as const, provedAt: null }
  const began = performance.now()
  const { items } = await db.read(person, (read) => listEvidence(read, actor, { space }))
  const took = performance.now() - began
  if (items.length !== PAGE) throw new Error(`The page holds ${items.length} pieces instead of ${PAGE}.`)
  return took
}

/** As many again lie where this reader is not, as in a place with many partnerships. */
async function fill(
  admin: { query(text: string, values: unknown[]): Promise<unknown> },
  mine: string,
  elsewhere: string,
  from: number,
  to: number,
): Promise<void> {
  for (const space of [mine, elsewhere]) {
    await admin.query(
      `insert into evidence (space_id, id, chapter_id, words, made_at, tsv)
       select $1, gen_random_uuid(), c.id, w.words, timestamptz '2026-01-01' + n * interval '1 minute', to_tsvector('english', w.words)
         from generate_series($2::int, $3::int) n
         cross join lateral (select 'Line ' || n || ': nobody rang back about the lift, and the clinic on Dundas Street had moved again.' as words) w
         join lateral (select id from chapter where space_id = $1 order by number desc limit 1) c on true`,
      [space, from + 1, to],
    )
  }
  await admin.query('vacuum analyze evidence', [])
}

const round2 = (value: number) => Math.round(value * 100) / 100
const at = (times: number[], part: number) =>
  round2([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))]!)
const middle = (times: number[]) => at(times, 0.5)
