// The very statements that the place asks for one thing, heard once and asked again: under row-level security, and by the
// administrator, whom no policy binds, with who may read what written out in them.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { startPlace } from '#app.ts'
import { readSettings } from '#platform/config/settings.ts'
import { openCluster, PLACE } from '#platform/db/cluster.ts'
import { say } from '../../ordeals/ground.ts'
import { Visitor } from '../../ordeals/http.ts'
import type { Aim } from './world.ts'

export type Asked = { sql: string; values: unknown[] }
export type Recorded = { aim: Aim; statements: Asked[] }

const CHAPTERS = `array(select c.id from membership m join chapter c on c.space_id = m.space_id
  and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
  where m.person_id = PERSON and m.first_chapter is not null and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now()))`
const SPACES = `array(select m.space_id from membership m where m.person_id = PERSON and m.first_chapter is not null
  and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now()))`
const byChapter = `chapter_id = any (${CHAPTERS})`
const evidence = (of = '') => `${of}${byChapter} and (${of}valid_until is null or ${of}valid_until >= current_date)`
const bothRead = ['evidence_id', 'under_id']
  .map(
    (of) =>
      `exists (select from evidence e where e.space_id = same_said.space_id and e.id = same_said.${of} and ${evidence('e.')})`,
  )
  .join(' and ')
/** Who may read what of each table, as somebody would write it who had no policies; of all others it goes by the chapter. */
const WRITTEN: Record<string, string> = {
  evidence: evidence(),
  same_said: `${byChapter} and ${bothRead}`,
  chapter: `id = any (${CHAPTERS})`,
  space: `id = any (${SPACES})`,
  person: `id in (select o.person_id from membership o where o.space_id = any (${SPACES}))`,
  membership: `(person_id = PERSON or space_id = any (${SPACES}))`,
  look_again: `${byChapter} and due_at <= now() and looked_at is null`,
}

/** Adds the tables of which a policy says no more than that one reads them by their chapter. */
export async function addByChapter(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ tablename: string }>(
    "select tablename from pg_policies where policyname = 'readers' and qual like '(chapter_id = ANY%my_chapters%'",
  )
  for (const { tablename } of rows) WRITTEN[tablename] ??= byChapter
}

/** The same statement with visibility written out: each table stands as those of its rows that this person may read. */
export function writtenOut(sql: string, person: string): string {
  const who = `'${person}'::uuid`
  return sql.replace(
    /\b(from|join)(\s+)"?([a-z_]+)"?(?=[\s)]|$)(\s+as)?(\s+"?(?!on\b|where\b|order\b|left\b|inner\b|join\b|cross\b|union\b|limit\b|group\b)([a-z_]+)"?(?![a-z_."]*\())?/gi,
    (whole, verb: string, gap: string, table: string, _as, alias: string | undefined) => {
      const rule = WRITTEN[table]
      if (rule === undefined) return whole
      return `${verb}${gap}(select * from ${table} where ${rule.replaceAll('PERSON', who)}) as ${alias?.trim() ?? table}`
    },
  )
}

/** Asks a place in this process for one thing after the other, and hears the statements of each. */
export async function listen(
  dataDir: string,
  port: number,
  asks: { what: string; path: string; aim: Aim; input: object }[],
): Promise<{ recorded: Map<string, Recorded[]>; answers: number }> {
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  const recorded = new Map<string, Recorded[]>()
  let heard: (Asked & { by: unknown })[] | null = null
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown }
  const plain = client.query
  client.query = function query(this: unknown, ...args: unknown[]) {
    const [asked, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined]
    if (typeof asked === 'string') heard?.push({ by: this, sql: asked, values: values ?? [] })
    else heard?.push({ by: this, sql: asked.text, values: asked.values ?? [] })
    return plain.apply(this, args)
  }
  const place = await startPlace(readSettings({ DATA_DIR: dataDir, PORT: String(port) }), {
    demonstration: false,
    log: () => {},
    cluster,
  })
  try {
    for (const { what, path, aim, input } of asks) {
      const visitor = new Visitor({ url: place.url } as never, 'bench')
      visitor.jar.set('trefoil', `bench-${aim.person}`)
      heard = []
      await visitor.must(path, input)
      const all: (Asked & { by: unknown })[] = heard
      heard = null
      // The session is asked for first, in a transaction of its own; the thing itself is asked for as this person.
      const entered = all.findLastIndex((one) => one.sql.includes(`'app.person', '${aim.person}'`))
      const statements = all
        .slice(entered + 1)
        .filter(
          (one) =>
            one.by === all[entered]?.by &&
            !/^\s*(.*; )?(commit|rollback|select clock_now\(\) as at|start transaction.*)?\s*$/i.test(one.sql),
        )
        .map(({ sql, values }) => ({ sql, values }))
      recorded.set(what, [...(recorded.get(what) ?? []), { aim, statements }])
    }
  } finally {
    client.query = plain
    await place.stop()
    await cluster.stop()
  }
  return { recorded, answers: asks.length }
}

/** Asks the heard statements again, a turn under row-level security and a turn written out, in transactions of one shape. */
export async function compare(
  dataDir: string,
  recorded: Map<string, Recorded[]>,
  rounds: number,
): Promise<Map<string, { under: number[]; written: number[] }>> {
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  const found = new Map<string, { under: number[]; written: number[] }>()
  try {
    const place = await cluster.place(PLACE, { demonstration: false })
    const web = new pg.Client(place.connection('web'))
    await web.connect()
    await web.query(PLANNED_ONCE)
    web.on('error', () => {})
    await cluster.inside(PLACE, async (admin) => {
      await admin.query(PLANNED_ONCE)
      await addByChapter(admin)
      for (const [what, things] of recorded) {
        const times = { under: [] as number[], written: [] as number[] }
        found.set(what, times)
        const plain = things.map(({ aim, statements }) =>
          statements.map((one) => ({ ...one, sql: writtenOut(one.sql, aim.person) })),
        )
        for (let round = -1; round < rounds; round += 1) {
          for (const [n, { aim, statements }] of things.entries()) {
            const turns = [
              async () => times.under.push(await once(web, aim.person, statements, round)),
              async () => times.written.push(await once(admin, aim.person, plain[n]!, round)),
            ]
            if ((round + n) % 2 !== 0) turns.reverse()
            for (const turn of turns) await turn()
          }
          // The first round only warms up.
          if (round === -1) for (const list of Object.values(times)) list.length = 0
        }
      }
    })
    await web.end()
  } finally {
    await cluster.stop()
  }
  return found
}

/** As the place asks: each statement prepared, and planned once. */
const PLANNED_ONCE = 'set plan_cache_mode = force_generic_plan'
const nameOf = (sql: string) => createHash('sha256').update(sql).digest('hex').slice(0, 40)
const answers = new Map<string, string>()
/** One transaction. In the first round both ways must have answered the same, or they would not be comparable. */
async function once(client: pg.Client, person: string, statements: Asked[], round: number): Promise<number> {
  const began = performance.now()
  const rows: unknown[] = []
  await client.query('begin')
  await client.query('set transaction read only')
  await client.query("select set_config('app.person', $1, true)", [person])
  for (const { sql, values } of statements)
    rows.push((await client.query({ name: nameOf(sql), text: sql, values })).rows)
  await client.query('commit')
  const took = performance.now() - began
  if (round === -1) {
    const key = createHash('sha256')
      .update(JSON.stringify([person, statements.map((one) => one.values)]))
      .digest('hex')
    // Where a statement asks for no order, none is promised.
    const said = JSON.stringify((rows as object[][]).map((all) => all.map((row) => JSON.stringify(row)).sort()))
    const before = answers.get(key)
    if (before !== undefined && before !== said) {
      say(statements.map((one) => one.sql).join('\n'))
      throw new Error('Row-level security and visibility written out do not answer the same.')
    }
    answers.set(key, said)
  }
  return took
}
