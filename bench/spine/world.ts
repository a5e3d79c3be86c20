// The landscapes that are measured: filled once, kept between runs, and left after each as they were.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openCluster, PLACE } from '#platform/db/cluster.ts'
import { root, say } from '../../ordeals/ground.ts'
import { fillLandscape } from '../../seeds/landscape.ts'

/** Kept under the folder that no commit takes up, beside a place's own data. Removing it costs minutes and nothing else. */
const KEPT = process.env.BENCH_DATA ?? join(root, 'data', 'bench')
/** Everything of a landscape is older than this, so whatever is newer was written by a bench. */
const NEWER = "timestamptz '2026-06-01'"

/** Somebody, one of their spaces, and things in it that they may read. */
export type Aim = {
  person: string
  space: string
  address: string
  chapter: string
  evidence: string
  document: string
  insight: string
  decision: string
}
export type World = { items: number; dataDir: string; aims: Aim[] }

function stampOf(items: number): string {
  const hash = createHash('sha256').update(String(items))
  for (const path of globSync('seeds/landscape*.ts', { cwd: root }).sort()) hash.update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** The folder of a landscape of so many pieces of evidence, filled if it is not there or was filled otherwise. */
export async function keptWorld(items: number): Promise<string> {
  const dataDir = join(KEPT, `landscape-${items}`)
  const stamp = join(dataDir, 'landscape.stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(items)) return dataDir
  say(`filling a landscape of ${items} pieces of evidence; it is kept in ${KEPT}`)
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  try {
    const place = await cluster.place(PLACE, { demonstration: false })
    const owner = new pg.Client(place.ownerConnection)
    await owner.connect()
    const began = performance.now()
    await fillLandscape(owner, { items }, (what) =>
      say(`${String(Math.round((performance.now() - began) / 1000)).padStart(4)} s  ${what}`),
    ).finally(() => owner.end())
    await cluster.inside(PLACE, (admin) => admin.query('checkpoint'))
  } finally {
    await cluster.stop()
  }
  writeFileSync(stamp, stampOf(items))
  return dataDir
}

/**
 * Whom and what to ask for: drawn from the evidence itself, so that where more stands more is asked, and each by somebody
 * who may read it. Their sessions are of this run and go with it.
 */
export async function aimAt(admin: pg.Client, many: number): Promise<Aim[]> {
  const { rows } = await admin.query<Aim>(
    `with drawn as (
       select e.space_id, e.chapter_id, e.id as evidence, i.insight_id as insight from (
         select distinct on (space_id, chapter_id, insight_id) space_id, chapter_id, insight_id, evidence_id from insight_evidence) i
         join evidence e on e.space_id = i.space_id and e.id = i.evidence_id order by hashtext(i.insight_id::text) limit $1)
     select m.person_id as person, d.space_id as space, s.address, d.chapter_id as chapter, d.evidence, d.insight,
            (select t.id from document t where t.space_id = d.space_id and t.chapter_id = d.chapter_id order by hashtext(t.id::text) limit 1) as document,
            (select t.id from decision t where t.space_id = d.space_id order by hashtext(t.id::text) limit 1) as decision
       from drawn d join space s on s.id = d.space_id join chapter c on c.id = d.chapter_id
       cross join lateral (select m.person_id from membership m where m.space_id = d.space_id and m.first_chapter <= c.number
                            order by hashtext(m.person_id::text || d.evidence::text) limit 1) m`,
    [many * 20],
  )
  const aims = rows.filter((aim) => aim.document !== null && aim.decision !== null).slice(0, many)
  await admin.query(
    `insert into session (id, person_id, token_hash, kind, device, proved_at, ends_at)
     select gen_random_uuid(), p.id, sha256(convert_to('bench-' || p.id, 'UTF8')), 'full', 'bench', now(), now() + interval '1 day'
       from unnest($1::uuid[]) p (id) on conflict (token_hash) do nothing`,
    [[...new Set(aims.map((aim) => aim.person))]],
  )
  return aims
}

/** Takes away what a bench has written, also one that was cut off. */
export async function tidy(admin: pg.Client): Promise<void> {
  await admin.query('begin')
  // As the administrator, whom no trigger of the house need hear: nothing of this was ever anybody's.
  await admin.query("set local session_replication_role = 'replica'")
  await admin.query(
    `delete from insight_evidence where insight_id in (select id from insight where made_at > ${NEWER})`,
  )
  for (const table of ['insight', 'evidence']) await admin.query(`delete from ${table} where made_at > ${NEWER}`)
  await admin.query(`delete from event where at > ${NEWER}`)
  await admin.query('delete from attempt')
  await admin.query('delete from session')
  await admin.query('commit')
  for (const table of ['insight', 'insight_evidence', 'evidence', 'event', 'attempt', 'session'])
    await admin.query(`vacuum (analyze) ${table}`)
}
