import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import type { Lane } from '../../contract/memory.ts'
import { here } from '../access.ts'
import { todayIn } from '../present/days.ts'
import { LANE_KINDS, laneOf, TURNING } from '../present/lanes.ts'
import { remembered } from './remembered.ts'

type Input = {
  address: string
  cursor?: string | null | undefined
  most?: number
  turning?: boolean
  lane?: z.infer<typeof Lane> | undefined
  until?: string | undefined
}
type Row = {
  chapter: string
  number: string
  kind: string
  subject: string
  day: string
  until: string | null
  who: string | null
  about: string | null
  words: string | null
  mine: string | null
}
/**
 * What happened here, newest first, from the chapters its reader was in. The order is by day, then by chapter and
 * number: no hour leaves the database, not even inside the cursor. A turning point stands on its own day, also of years before.
 */
export async function readMemory(db: Db, actor: Actor, input: Input, house: House) {
  const space = await here(db, input)
  const from = input.cursor ? placeIn(input.cursor, PART.day, PART.id, PART.number) : null
  const most = input.most ?? 40
  const kinds = [...(input.turning ? [TURNING] : []), ...(input.lane === undefined ? [] : [LANE_KINDS[input.lane]])]
  const span = { kinds, until: input.until, before: from, most }
  const { rows } = await sql<Row>`
    with e as (${remembered(space, await todayIn(db, space.id), span)})
    select e.chapter, e.number, e.kind, e.subject, to_char(e.day, 'YYYY-MM-DD') as day, to_char(e.until, 'YYYY-MM-DD') as until, p.name as who,
           coalesce(g.name, s.title, o.name, f.to_phase, y.name, nullif(e.says_who, '')) as about,
           coalesce(e.words, f.reason, c.purpose, k.reason, y.says,
                    case e.kind when 'membership.started' then m.reason_joined when 'membership.ended' then case when m.ended_by is null or m.ended_by = m.person_id then m.reason_left end
                                when 'partner.joined' then b.reason_joined when 'partner.left' then b.reason_left end, '') as words,
           case when e.author_id = ${actor.person}::uuid then e.subject end as mine
      from e left join person p on p.id = e.actor_id
      left join membership m on e.kind like 'membership.%' and m.id = e.subject left join person g on g.id = m.person_id
      left join seat s on e.kind like 'seat.%' and s.id = e.subject
      left join space_partner b on e.kind like 'partner.%' and b.id = e.subject left join organisation o on o.id = b.organisation_id
      left join phase_change f on e.kind = 'space.phase_changed' and f.space_id = ${space.id}::uuid and f.id = e.subject
      left join charter_version c on e.kind = 'space.settled' and c.space_id = ${space.id}::uuid and c.id = e.subject
      left join parent_strategy y on e.kind like 'strategy.%' and y.space_id = ${space.id}::uuid and y.id = e.subject
      left join closing k on (e.kind like 'closing.%' or e.kind = 'space.closed') and k.id = e.subject
     where ${from === null ? sql`true` : sql`(e.day, e.chapter, e.number) < (${from[0]}::date, ${from[1]}::uuid, ${from[2]}::bigint)`}
       and ${sql.join([sql`true`, ...kinds.map((patterns) => sql`e.kind like any (${patterns}::text[])`)], sql` and `)}
       and ${input.until === undefined ? sql`true` : sql`e.day <= ${input.until}::date`}
     order by e.day desc, e.chapter desc, e.number desc limit ${most + 1}`.execute(db as never)
  const shown = rows.slice(0, most)
  const told = await house.gathered.remembered(db, { space: space.id, address: space.address, events: shown })
  const toldOf = new Map(told.map((one) => [`${one.kind} ${one.subject}`, one]))
  const last = shown.at(-1)
  return {
    happened: shown.map(({ chapter, number, kind, subject, day, until, who, about, words, mine }) => {
      const one = toldOf.get(`${kind} ${subject}`)
      const said = one === undefined ? words : one.words
      return {
        ...{ key: `${chapter}.${number}`, kind, lane: laneOf(kind), day, until, who, about, mine },
        ...{ words: said === '' ? null : said, gone: one?.words === null, to: one?.to ?? null },
      }
    }),
    next: rows.length > most && last !== undefined ? cursorOf(last.day, last.chapter, last.number) : null,
  }
}
