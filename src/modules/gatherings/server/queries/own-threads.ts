import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Goes, Leaving } from '../../contract/harvest.ts'

const GOES = { theme: 'theme', unnamed: 'words', words: 'name' } as const
const PART = { before: 'Before the day', after: 'After the day' } as const

/** What I wrote before or after, which is mine alone, with what I chose for it last and what became of that. */
export async function ownThreadLines(db: Db, actor: Actor, of: { room: string } | { id: string }) {
  const { rows } = await sql<Row>`
    select l.id, l.space_id as room, l.words, thread_of(l.chapter_id) as part, x.id as crossing, x.form, x.not_before is not null as waits,
           o.outcome, w.crossing_id is not null as withdrawn
      from thread_line l
      left join lateral (select c.id, c.form, c.not_before from crossing c where c.source_id = l.id and c.proposed_by = ${actor.person}::uuid
         order by c.proposed_at desc, c.id limit 1) x on true
      left join crossing_outcome o on o.crossing_id = x.id left join withdrawal w on w.crossing_id = x.id
     where l.author_id = ${actor.person}::uuid and ${'room' in of ? sql`l.space_id = ${of.room}::uuid` : sql`l.id = ${of.id}::uuid`}
     order by l.on_day, l.id`.execute(db as never)
  return rows.map((row) => ({ room: row.room, step: PART[row.part], crossing: liveOf(row), item: present(row) }))
}

type Row = {
  id: string
  room: string
  words: string
  part: keyof typeof PART
  crossing: string | null
  form: keyof typeof GOES | null
  waits: boolean
  outcome: string | null
  withdrawn: boolean
}

const liveOf = (row: Row) => (row.withdrawn || row.outcome === 'stays' ? null : row.crossing)

const present = (row: Row): Leaving => ({
  ...{ id: row.id, step: PART[row.part], method: 'Written round it', kind: 'discuss', words: row.words },
  ...{ choices: ['stays', 'theme', 'words', 'name'], shared: 'self', chose: choseOf(row), state: stateOf(row) },
})

/** What is taken back stays, whoever took it back. */
const choseOf = (row: Row): Goes | null =>
  row.form === null ? null : row.withdrawn || row.outcome === 'stays' ? 'stays' : GOES[row.form]

function stateOf(row: Row): Leaving['state'] {
  if (row.withdrawn) return 'taken_back'
  if (row.outcome === 'went') return 'went'
  if (row.crossing === null || row.outcome === 'stays') return 'stays'
  return row.waits ? 'tonight' : 'asked'
}
