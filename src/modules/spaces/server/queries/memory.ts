import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { here } from '../access.ts'

type Input = { address: string; cursor?: string | null | undefined; most?: number; turning?: boolean }
type Row = {
  chapter: string
  number: string
  kind: string
  day: string
  who: string | null
  about: string | null
  words: string | null
  mine: string | null
}
/** What changed how things went, as against the work of every day. */
const TURNING = [
  'space.%',
  'membership.started',
  'membership.ended',
  'partner.%',
  'closing.%',
  'gathering.%',
  'decision.made',
  'turning_point.written',
]

/**
 * What happened here, newest first, from the chapters its reader was in. The order is by day, then by chapter and
 * number: no hour leaves the database, not even inside the cursor. A turning point stands on its own day, also of years before.
 */
export async function readMemory(db: Db, actor: Actor, input: Input) {
  const space = await here(db, input)
  const from = input.cursor ? placeIn(input.cursor, PART.day, PART.id, PART.number) : null
  const most = input.most ?? 40
  const { rows } = await sql<Row>`
    with e as (select v.chapter_id as chapter, v.number, v.kind, v.subject, v.actor_id, t.words, t.author_id,
                      coalesce(to_char(t.on_day, 'YYYY-MM-DD'), to_char(v.at at time zone ${space.zone}, 'YYYY-MM-DD')) as day
                 from event v left join turning_point t on v.kind = 'turning_point.written' and t.space_id = v.space_id and t.id = v.subject
                where v.space_id = ${space.id}::uuid and v.kind <> 'turning_point.taken_out'
                  and (v.kind <> 'turning_point.written' or t.id is not null)
                  and ${input.turning ? sql`v.kind like any (${TURNING}::text[])` : sql`true`})
    select e.chapter, e.number, e.kind, e.day, p.name as who, coalesce(g.name, s.title, o.name, f.to_phase) as about,
           coalesce(e.words, f.reason, c.purpose, k.reason, d.words,
                    case e.kind when 'membership.started' then m.reason_joined when 'membership.ended' then case when m.ended_by is null or m.ended_by = m.person_id then m.reason_left end
                                when 'partner.joined' then b.reason_joined when 'partner.left' then b.reason_left end, '') as words,
           case when e.author_id = ${actor.person}::uuid then e.subject end as mine
      from e left join person p on p.id = e.actor_id
      left join membership m on e.kind like 'membership.%' and m.id = e.subject left join person g on g.id = m.person_id
      left join seat s on e.kind like 'seat.%' and s.id = e.subject
      left join space_partner b on e.kind like 'partner.%' and b.id = e.subject left join organisation o on o.id = b.organisation_id
      left join phase_change f on e.kind = 'space.phase_changed' and f.space_id = ${space.id}::uuid and f.id = e.subject
      left join charter_version c on e.kind = 'space.settled' and c.space_id = ${space.id}::uuid and c.id = e.subject
      left join decision d on e.kind = 'decision.made' and d.space_id = ${space.id}::uuid and d.id = e.subject
      left join closing k on (e.kind like 'closing.%' or e.kind = 'space.closed') and k.id = e.subject
     where ${from === null ? sql`true` : sql`(e.day, e.chapter, e.number) < (${from[0]}, ${from[1]}::uuid, ${from[2]}::bigint)`}
     order by e.day desc, e.chapter desc, e.number desc limit ${most + 1}`.execute(db as never)
  const shown = rows.slice(0, most)
  const last = shown.at(-1)
  return {
    happened: shown.map(({ chapter, number, kind, day, who, about, words, mine }) => ({
      key: `${chapter}.${number}`,
      kind,
      day,
      who,
      about,
      words: words === '' ? null : words,
      mine,
    })),
    next: rows.length > most && last !== undefined ? cursorOf(last.day, last.chapter, last.number) : null,
  }
}
