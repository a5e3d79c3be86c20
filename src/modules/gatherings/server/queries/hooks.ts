import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { findRows } from '#platform/db/finding.ts'
import type { Found, Looking, Remembered, Remembering, Week, Weekly } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'
import { lastTouch, seriesIn, touchOf } from './series.ts'

/** Gatherings by their title and what they are for. */
export async function findGatherings(db: Db, looking: Looking): Promise<Found[]> {
  return (await findRows(db, looking, { gathering: ['title', 'purpose'] })).map(({ id, parts, space }) => ({
    ...{ kind: 'gathering', id, parts, space: space.id, about: '', to: `/s/${space.address}/gatherings/${id}` },
  }))
}

/** What was called and held, for the timeline. */
export async function rememberGatherings(db: Db, of: Remembering): Promise<Remembered[]> {
  const about = of.events.filter((one) => one.kind.startsWith('gathering.'))
  if (about.length === 0) return []
  const rows = await db
    .selectFrom('gathering')
    .select(['id', 'title'])
    .where('space_id', '=', of.space)
    .where(
      'id',
      'in',
      about.map((one) => one.subject),
    )
    .execute()
  const titles = new Map(rows.map((row) => [row.id, row.title]))
  return about.flatMap(({ kind, subject }) => {
    const words = titles.get(subject)
    return words === undefined ? [] : [{ kind, subject, words, to: `/s/${of.address}/gatherings/${subject}` }]
  })
}

/** For whoever looks at a space once a week: series that lapsed have stalled, and so has being in touch. */
export async function weekOfGatherings(db: Db, of: Week): Promise<Weekly[]> {
  if (!of.wants.some((kind) => kind === 'stalled' || kind === 'agenda')) return []
  const found: Weekly[] = []
  if (of.wants.includes('stalled')) {
    const lapsed = (await seriesIn(db, { person: NOBODY }, of.space, of.today)).filter((one) => one.lapsed)
    for (const one of lapsed)
      found.push({
        ...{ kind: 'stalled', id: one.id, words: one.title, late: true, to: `/s/${of.address}/gatherings/going-on` },
        about: `The next was due by ${sayDay(one.dueOn!, of.today)}, and none is called.`,
      })
  }
  if (of.wants.includes('stalled')) {
    const touch = await touchOf(db, of.space, of.today)
    if (touch?.late)
      found.push({
        ...{
          kind: 'stalled',
          id: of.space,
          words: 'Being in touch',
          late: true,
          to: `/s/${of.address}/gatherings/going-on`,
        },
        about: `Agreed at least once in ${touch.everyDays} days; it was due by ${sayDay(touch.dueOn, of.today)}.`,
      })
  }
  if (of.wants.includes('agenda')) {
    const last = await lastTouch(db, of.space)
    if (last !== null)
      found.push({
        ...{ kind: 'agenda', id: of.space, about: '', late: false, to: `/s/${of.address}/gatherings/going-on` },
        words: `We were last together, or in touch, on ${sayDay(last, of.today)}.`,
      })
    const { all, learned } = await partsForLearning(db, of)
    if (all > 0)
      found.push({
        ...{ kind: 'agenda', id: `${of.space} parts`, about: '', late: false, to: `/s/${of.address}/gatherings` },
        words: `${learned} of ${all} ${all === 1 ? 'gathering' : 'gatherings'} you were at had a part for learning (${AGENDA_DAYS} days to ${sayDay(of.today, of.today)}).`,
      })
  }
  return found
}

/**
 * Of the gatherings held in the last ninety days, those in which something was run by a method. What was run in a room is
 * read by whoever was in it, so each is told of the gatherings they were at.
 */
async function partsForLearning(db: Db, of: Week): Promise<{ all: number; learned: number }> {
  const { rows } = await sql<{ all: number; learned: number }>`
    select count(*)::int as all, count(*) filter (where exists (select from activity a where a.space_id = r.space_id))::int as learned
      from gathering g join gathering_room r on r.space_id = g.room_id
     where g.space_id = ${of.space}::uuid and g.held_on between ${of.today}::date - ${AGENDA_DAYS}::int and ${of.today}::date`.execute(
    db as never,
  )
  return rows[0]!
}
const AGENDA_DAYS = 90
const NOBODY = '00000000-0000-0000-0000-000000000000'
