import type { Db } from '#platform/db/database.ts'
import type { Remembered, Remembering } from '#platform/http/module.ts'

/** The words of evidence, and what documents are called, for the timeline. What was taken back or lapsed has none. */
export async function rememberEvidence(db: Db, of: Remembering): Promise<Remembered[]> {
  const evidence = of.events.filter(({ kind }) => kind === 'evidence.written' || kind === 'evidence.brought_in')
  const documents = of.events.filter(({ kind }) => kind === 'document.imported')
  const ids = (events: typeof evidence) => events.map(({ subject }) => subject)
  const said =
    evidence.length === 0
      ? []
      : await db
          .selectFrom('evidence')
          .select(['id', 'words'])
          .where('space_id', '=', of.space)
          .where('id', 'in', ids(evidence))
          .execute()
  const called =
    documents.length === 0
      ? []
      : await db
          .selectFrom('document')
          .select(['id', 'title as words'])
          .where('space_id', '=', of.space)
          .where('id', 'in', ids(documents))
          .execute()
  const words = new Map([...said, ...called].map((row) => [row.id, row.words]))
  const told = ({ kind, subject }: (typeof evidence)[number], to: string | null): Remembered => {
    const there = words.get(subject) ?? null
    return { kind, subject, words: there, to: there === null ? null : to }
  }
  return [
    ...evidence.map((event) => told(event, `/s/${of.address}/evidence#${event.subject}`)),
    ...documents.map((event) => told(event, `/s/${of.address}/evidence/d/${event.subject}`)),
  ]
}
