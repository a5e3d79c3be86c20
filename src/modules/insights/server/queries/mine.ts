import type { Db } from '#platform/db/database.ts'

/** This person's part of the chain, wherever they still read it. */
export async function mineOf(db: Db, person: string): Promise<Record<string, unknown>> {
  // What the search keeps of a row says nothing that its words do not.
  const of = async (table: Written) =>
    (await db.selectFrom(table).selectAll().where('author_id', '=', person).orderBy('made_at').execute()).map(
      (row) => ({
        ...row,
        tsv: undefined,
      }),
    )
  return {
    insights: await of('insight'),
    viewsAgainst: await of('dissent'),
    findings: await of('finding'),
    roundsOfComments: await of('finding_round'),
    comments: await of('finding_comment'),
    implications: await of('implication'),
    decisions: await of('decision'),
    waysToCommittees: await of('committee_route'),
    meetings: await of('route_meeting'),
    actions: await of('action'),
    handedOn: await of('handing'),
    outcomes: await of('outcome'),
    stopped: await of('dead_end'),
    ownedDecisions: await db
      .selectFrom('decision')
      .select(['id', 'space_id', 'words', 'decide_by'])
      .where('owner_id', '=', person)
      .orderBy('made_at')
      .execute(),
    answersFor: await db
      .selectFrom('action')
      .select(['id', 'space_id', 'words', 'state'])
      .where('accountable_id', '=', person)
      .orderBy('made_at')
      .execute(),
    handedToMe: await db.selectFrom('handing').selectAll().where('to_id', '=', person).orderBy('made_at').execute(),
    sent: await db
      .selectFrom('receiver')
      .select(['id', 'space_id', 'insight_id', 'seat_id', 'note', 'let_out', 'sent_at', 'closed_why'])
      .where('sent_by', '=', person)
      .orderBy('sent_at')
      .execute(),
    toHear: await db
      .selectFrom('receiver')
      .select(['id', 'space_id', 'insight_id', 'note', 'sent_at'])
      .where('person_id', '=', person)
      .orderBy('sent_at')
      .execute(),
  }
}
type Written =
  | 'insight'
  | 'dissent'
  | 'finding'
  | 'finding_round'
  | 'finding_comment'
  | 'implication'
  | 'decision'
  | 'committee_route'
  | 'route_meeting'
  | 'action'
  | 'handing'
  | 'outcome'
  | 'dead_end'
