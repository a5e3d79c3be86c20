import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { myToday } from '#platform/time.ts'
import type { todayContract } from '../../contract.ts'

type Out = InferContractRouterOutputs<typeof todayContract>
type Row = { space: string; name: string; address: string; kind: string; subject: string; day: string }

/** What is told, and how each reads. Who comes and goes is told where it is asked; the rest stands in the memory of a space. */
const TOLD: Record<string, string> = {
  'evidence.written': 'New evidence',
  'evidence.brought_in': 'Brought in from elsewhere',
  'document.imported': 'A new document',
  'question.asked': 'A new question',
  'finding.written': 'A new finding',
  'insight.written': 'Something learned',
  'insight.disputed': 'A view against',
  'implication.written': 'What it means for us',
  'decision.made': 'A decision',
  'action.started': 'Something to be done',
  'outcome.said': 'What came of it',
  'turning_point.written': 'A turning point',
}
/** So many of each space are named: the rest stands in its memory. */
const MOST = 4
/** Further back than this nobody catches up in a list. */
const NEWEST = 60

/**
 * What others did since the reader was last here: ids from events, and words as the reader may read them now, so that
 * what was taken back since is not in it.
 */
export async function readChanges(db: Db, actor: Actor, _input: object, house: House): Promise<Out['changes']> {
  const today = await myToday(db)
  const look = await db
    .selectFrom('last_look')
    .select(['day', 'before'])
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  const since = look === undefined ? null : look.day < today ? look.day : look.before < look.day ? look.before : null
  if (since === null) return { since, spaces: [] }
  const { rows } = await sql<Row>`
    select s.id as space, s.name, s.address, v.kind, v.subject, to_char(v.at at time zone my_zone(), 'YYYY-MM-DD') as day
      from (select distinct unnest(my_chapters())) c (id),
           lateral (select e.* from event e where e.chapter_id = c.id order by e.number desc limit ${NEWEST}) v,
           space s
     where s.id = v.space_id and s.kind not in ('person', 'seat') and v.kind = any (${Object.keys(TOLD)}::text[])
       and v.actor_id is distinct from me() and (v.at at time zone my_zone())::date >= ${since}::date
     order by day desc, s.name, s.id, v.subject`.execute(db as never)
  const spaces = []
  for (const [space, all] of Map.groupBy(rows, (row) => row.space)) {
    const { name, address } = all[0]!
    const events = all.slice(0, NEWEST)
    const words = await house.gathered.remembered(db, { space, address, events })
    const things = events.flatMap(({ kind, subject, day }) => {
      const said = words.find((one) => one.kind === kind && one.subject === subject)
      return said?.words == null
        ? []
        : [
            {
              key: `${kind} ${subject}`,
              words: said.words,
              what: TOLD[kind]!,
              to: said.to ?? `/s/${address}/memory`,
              day,
            },
          ]
    })
    if (things.length > 0) spaces.push({ name, address, things: things.slice(0, MOST), more: things.length > MOST })
  }
  return { since, spaces }
}
