import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'

/** What waits for this person: a link to hand over, and an insight of theirs of which something was taken back. Never which, by whom or when. */
export async function asksOf(db: Db, person: string): Promise<Ask[]> {
  const rows = await db
    .selectFrom('look_again as l')
    .innerJoin('insight as i', (on) => on.onRef('i.space_id', '=', 'l.space_id').onRef('i.id', '=', 'l.insight_id'))
    .innerJoin('space as s', 's.id', 'i.space_id')
    .select(['i.id', 'i.space_id', 'i.words', 's.address'])
    .distinct()
    .where('i.author_id', '=', person)
    .where('l.looked_at', 'is', null)
    .execute()
  const ready = await db
    .selectFrom('receiver as r')
    .innerJoin('seat as t', (on) => on.onRef('t.space_id', '=', 'r.space_id').onRef('t.id', '=', 'r.seat_id'))
    .innerJoin('space as s', 's.id', 'r.space_id')
    .select(['r.id', 'r.space_id', 'r.insight_id', 't.title', 's.address'])
    .where('r.sent_by', '=', person)
    .where('r.crossing_id', 'is not', null)
    .where('r.link_ends_at', 'is', null)
    .where('r.let_out', '!=', '')
    .execute()
  const links = ready.map((row) => ({
    id: `link ${row.id}`,
    space: row.space_id,
    words: `It may go to ${row.title} now.`,
    why: 'Everybody who was asked has let it go. Make the link, and hand it over.',
    minutes: 1,
    verb: 'Make the link',
    to: row.insight_id === null ? '/today#others' : `/s/${row.address}/insights/${row.insight_id}`,
  }))
  const looks = rows.map((row) => ({
    id: `insight ${row.id}`,
    space: row.space_id,
    words: row.words ?? 'An insight of yours is hidden until you look again.',
    why: 'Something it rests on was taken back. Does it still hold?',
    minutes: 3,
    verb: 'Look again',
    to: `/s/${row.address}/insights/${row.id}`,
  }))
  return [...links, ...looks]
}

/** This person's part of the chain, wherever they still read it. */
export async function mineOf(db: Db, person: string): Promise<Record<string, unknown>> {
  // What the search keeps of a row says nothing that its words do not.
  const of = async (table: 'insight' | 'decision' | 'action' | 'outcome') =>
    (await db.selectFrom(table).selectAll().where('author_id', '=', person).orderBy('made_at').execute()).map(
      ({ tsv: _, ...row }) => row,
    )
  return {
    insights: await of('insight'),
    decisions: await of('decision'),
    actions: await of('action'),
    outcomes: await of('outcome'),
    viewsAgainst: await db
      .selectFrom('dissent')
      .selectAll()
      .where('author_id', '=', person)
      .orderBy('made_at')
      .execute(),
    sent: await db
      .selectFrom('receiver')
      .select(['id', 'space_id', 'insight_id', 'seat_id', 'note', 'let_out', 'sent_at'])
      .where('sent_by', '=', person)
      .orderBy('sent_at')
      .execute(),
    stopped: await db.selectFrom('dead_end').selectAll().where('author_id', '=', person).orderBy('made_at').execute(),
  }
}
