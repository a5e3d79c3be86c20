// A row in every table, made from the catalogue: a table that somebody adds tomorrow is planted without being asked.
import type pg from 'pg'
import { uid, type World } from './small-world.ts'

type Column = { name: string; type: string; needed: boolean; made: boolean; choices: string[] }
export type Row = Record<string, string | number | boolean | null>

export async function columnsOf(db: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await db.query<{
    table: string
    name: string
    type: string
    needed: boolean
    made: boolean
    check: string | null
  }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull and not a.atthasdef as needed, a.attgenerated <> '' as made,
            (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
              where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as check
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`,
  )
  const tables = new Map<string, Column[]>()
  for (const row of rows) {
    const choices = row.check?.includes('= ANY')
      ? [...row.check.matchAll(/'([^']+)'::text/g)].map((one) => one[1]!)
      : []
    tables.set(row.table, [...(tables.get(row.table) ?? []), { ...row, choices }])
  }
  return tables
}

const BY_TYPE: Record<string, string | number | boolean> = {
  text: 'planted words',
  integer: 1,
  bigint: 1,
  boolean: true,
  bytea: '\\x706c616e746564',
  jsonb: '{}',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01T00:00:00Z',
  tsvector: 'planted',
  'text[]': '{}',
  regconfig: 'english',
}

/** One legal row; ids are drawn from the table and the nonce, so that rows planted with one nonce belong together. */
export function rowFor(
  table: string,
  columns: Column[],
  tables: Map<string, Column[]>,
  nonce: string,
  person: string,
  given: Row,
): Row {
  const row: Row = {}
  for (const { name, type, needed, made, choices } of columns) {
    if (made) continue
    if (name in given) row[name] = given[name]!
    else if (!needed && name !== 'id') continue
    else if (type === 'uuid') {
      const of = name === 'id' ? table : name.replace(/_id$/, '')
      row[name] = name === 'id' || (tables.has(of) && of !== 'person') ? uid(of, nonce) : person
    } else
      row[name] =
        choices[0] ??
        (type === 'bytea' ? `\\x${uid(table, name, nonce).replaceAll('-', '')}` : (BY_TYPE[type] ?? 'planted words'))
  }
  return row
}

export async function plant(db: pg.Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  await db.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing`,
    Object.values(row),
  )
}

const LONG_AGO = '2020-01-01T00:00:00Z'
const FAR_OFF = '2099-01-01T00:00:00Z'

/** Plants every table that is content in every chapter, every personal one for every person, and crossings between them. */
export async function plantAll(db: pg.Client, world: World, content: string[], personal: string[]): Promise<void> {
  const tables = await columnsOf(db)
  const put = (table: string, nonce: string, person: string, given: Row) =>
    plant(db, table, rowFor(table, tables.get(table)!, tables, nonce, person, given))
  const { ada, ben, cleo, dov, eve } = world.people
  await db.query('begin; set local session_replication_role = replica')
  for (const [space, chapters] of world.chapters) {
    for (const chapter of chapters.values()) {
      for (const table of content) {
        const extra: Row = table === 'event' ? { number: 1000 } : table === 'look_again' ? { due_at: LONG_AGO } : {}
        await put(table, chapter, eve, { space_id: space, chapter_id: chapter, ...extra })
      }
      // One whose day has passed, and one that nobody may know of before the next day.
      await put('evidence', `${chapter} lapsed`, eve, {
        space_id: space,
        chapter_id: chapter,
        valid_until: '2020-01-01',
      })
      await put('look_again', `${chapter} early`, eve, {
        space_id: space,
        chapter_id: chapter,
        due_at: FAR_OFF,
        insight_id: uid('insight', chapter),
      })
    }
  }
  const ledger = ['crossing', 'consent', 'crossing_outcome', 'release', 'withdrawal']
  const made = ['person', 'space', 'chapter', 'membership', 'invitation', 'arrival_answer']
  for (const person of Object.values(world.people)) {
    for (const table of personal.filter((name) => !ledger.includes(name) && !made.includes(name))) {
      await put(table, person, person, {
        ...(table === 'session' ? { ends_at: FAR_OFF } : {}),
        ...(table === 'attempt' ? { at: FAR_OFF } : {}),
      })
    }
    await put('session', `${person} old`, person, { ends_at: LONG_AGO })
    await put('attempt', `${person} old`, person, { at: LONG_AGO })
    await put('invitation', `${person} sent`, person, { space_id: world.spaces.away, email: `${person}@example.org` })
  }
  // The owner of a chain of words; who asked; who is asked; where it came from; where it landed.
  const group = world.chapters.get(world.spaces.group)!
  const home = (name: string) => uid('space', `${name}'s journal`)
  const cross = async (
    nonce: string,
    speaker: string | null,
    asker: string,
    asked: [string, string][],
    from: string,
    chapter: string,
    to: string,
  ) => {
    const landing = [...world.chapters.get(to)!.values()].at(-1)!
    const owner = speaker ?? asker
    // What it was taken from stands where it was said.
    await put('evidence', `source ${nonce}`, owner, { space_id: from, chapter_id: chapter })
    await put('crossing', nonce, owner, {
      source_id: uid('evidence', `source ${nonce}`),
      speaker_id: speaker,
      proposed_by: asker,
      from_space: from,
      from_chapter: chapter,
      to_space: to,
      words: 'planted words',
      source_kind: 'evidence',
      form: 'unnamed',
      audience: 'planted',
      lapses_at: FAR_OFF,
    })
    for (const [person, standing] of asked)
      await put('consent', nonce, person, { crossing_id: uid('crossing', nonce), person_id: person, standing })
    await put('crossing_outcome', nonce, owner, {})
    await put('release', nonce, owner, { into_table: 'evidence', row_id: uid('evidence', nonce) })
    await put('withdrawal', nonce, owner, { by: owner })
    await put('evidence', nonce, owner, {
      space_id: to,
      chapter_id: landing,
      crossing_id: uid('crossing', nonce),
      brought_on: '2026-01-01',
    })
    await put('insight', nonce, owner, { space_id: to, chapter_id: landing })
    await put('insight_evidence', nonce, owner, { space_id: to, chapter_id: landing })
    await put('receiver', nonce, owner, { space_id: to, chapter_id: landing })
    await put('look_again', nonce, owner, { space_id: to, chapter_id: landing, due_at: LONG_AGO })
  }
  await cross(
    'own',
    ada,
    ada,
    [[ada, 'speaker']],
    home('ada'),
    world.chapters.get(home('ada'))!.get(1)!,
    world.spaces.place,
  )
  await cross(
    'asked',
    ben,
    ada,
    [
      [ben, 'speaker'],
      [cleo, 'group'],
      [dov, 'group'],
    ],
    world.spaces.group,
    group.get(4)!,
    world.spaces.place,
  )
  await cross(
    'early',
    ada,
    ben,
    [
      [cleo, 'group'],
      [dov, 'group'],
    ],
    world.spaces.group,
    group.get(2)!,
    world.spaces.away,
  )
  await cross(
    'name',
    ben,
    ben,
    [
      [eve, 'organisation'],
      [dov, 'organisation'],
    ],
    world.spaces.group,
    group.get(2)!,
    world.spaces.away,
  )
  await cross(
    'eve',
    eve,
    eve,
    [[eve, 'speaker']],
    home('eve'),
    world.chapters.get(home('eve'))!.get(1)!,
    world.spaces.away,
  )
  // Typed for somebody whom nobody knows here.
  const away = world.chapters.get(world.spaces.away)!.get(1)!
  await cross('unknown', null, eve, [[eve, 'group']], world.spaces.away, away, world.spaces.place)
  await db.query('commit')
}
