import type { Db } from '#platform/db/database.ts'
import type { Remembered, Remembering } from '#platform/http/module.ts'

/** What a kind of event is about, where its words say more than that it happened. */
const ABOUT: Record<string, 'finding' | 'insight' | 'implication' | 'decision' | 'action' | 'outcome'> = {
  'finding.written': 'finding',
  'implication.said': 'implication',
  'decision.planned': 'decision',
  'action.done': 'action',
  'action.changed': 'action',
  'action.dropped': 'action',
  'insight.written': 'insight',
  'insight.accepted': 'insight',
  'insight.superseded': 'insight',
  'decision.made': 'decision',
  'action.started': 'action',
  'outcome.said': 'outcome',
}

/** The words of the chain as they stand now, for the timeline. What is hidden or no longer there has none. */
export async function rememberChain(db: Db, of: Remembering): Promise<Remembered[]> {
  const about = of.events.flatMap(({ kind, subject }) => {
    const table = ABOUT[kind]
    return table === undefined ? [] : [{ kind, subject, table }]
  })
  const words = new Map<string, string | null>()
  for (const table of new Set(about.map((one) => one.table))) {
    const rows = await db
      .selectFrom(table)
      .select(['id', 'words'])
      .where('space_id', '=', of.space)
      .where(
        'id',
        'in',
        about.filter((one) => one.table === table).map((one) => one.subject),
      )
      .execute()
    for (const row of rows) words.set(row.id, row.words)
  }
  return about.map(({ kind, subject, table }) => ({
    ...{ kind, subject, words: words.get(subject) ?? null },
    to: words.has(subject) ? `/s/${of.address}/insights/${subject}?kind=${table}` : null,
  }))
}
