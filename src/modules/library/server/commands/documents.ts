import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { refuse } from '#shared/result.ts'
import { clean } from '../read/text.ts'

/** Search finds words in so many characters of a document: an index of everything could grow past what one row holds. */
export const INDEXED = 200_000

type NewDocument = {
  space: string
  chapter: string
  title: string
  kind: string
  text: string
  pages: { start: number; label: string }[]
  notes: string[]
  source: string
  file: string | null
}

/** Keeps a document with its text, in the chapter it was brought into, and tells that chapter. */
export async function keepDocument(tx: Tx, actor: Actor, made: NewDocument): Promise<string> {
  const id = randomUUID()
  const notes =
    made.text.length > INDEXED
      ? [
          ...made.notes,
          `This is a long text: the search looks at its first ${INDEXED.toLocaleString('en-GB')} characters. All of it can be read here.`,
        ]
      : made.notes
  const language = sql`(select search_language from space where id = ${made.space}::uuid)`
  await tx
    .insertInto('document')
    .values({
      space_id: made.space,
      id,
      chapter_id: made.chapter,
      title: made.title,
      kind: made.kind,
      text: made.text,
      pages: JSON.stringify(made.pages),
      notes,
      source: made.source,
      file_id: made.file,
      author_id: actor.person,
      tsv: sql<string>`setweight(to_tsvector(${language}, ${made.title}), 'A') || to_tsvector(${language}, ${made.text.slice(0, INDEXED).toWellFormed()})`,
    })
    .execute()
  await append(tx, { chapter: made.chapter, kind: 'document.imported', subject: id, actor: actor.person })
  return id
}

type Pasted = { space: string; chapter: string; title: string; source: string; text: string }

/** Keeps a text that was pasted in. Its line ends and letters are put into the one form that all texts here have. */
export async function pasteText(tx: Tx, actor: Actor, input: Pasted) {
  const text = clean(input.text)
  if (text.trim() === '')
    return refuse('empty', 'There are no words in this text that can be read. What you pasted is still here.')
  const id = await keepDocument(tx, actor, {
    ...input,
    title: input.title.trim(),
    text,
    kind: 'pasted',
    pages: [],
    notes: [],
    file: null,
  })
  return { ok: true as const, id }
}
