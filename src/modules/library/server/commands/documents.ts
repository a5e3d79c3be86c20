import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Newer } from '../../contract.ts'
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
  dated?: string | null | undefined
  file: string | null
  link?: string
  newer?: Newer | undefined
}

/** Keeps a document with its text, in the chapter it was brought into, and tells that chapter. */
export async function keepDocument(tx: Tx, actor: Actor, made: NewDocument): Promise<string> {
  const id = randomUUID()
  const line = made.newer === undefined ? {} : await nextIn(tx, made.space, made.newer)
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
      dated: made.dated ?? null,
      link: made.link ?? '',
      ...line,
      file_id: made.file,
      author_id: actor.person,
      tsv: wordsOf(language, made.title, made.text),
    })
    .execute()
  await append(tx, { chapter: made.chapter, kind: 'document.imported', subject: id, actor: actor.person })
  return id
}

/** What the search looks at: the title above all, and the text. */
const wordsOf = (language: RawBuilder<unknown>, title: string, text: string) =>
  sql<string>`setweight(to_tsvector(${language}, ${title}), 'A') || to_tsvector(${language}, ${text.slice(0, INDEXED).toWellFormed()})`

/** The next place in a line of versions. Two who bring one in at once come one after the other. */
async function nextIn(tx: Tx, space: string, newer: Newer) {
  const before = await tx
    .selectFrom('document')
    .where('space_id', '=', space)
    .where('id', '=', newer.of)
    .select(['id', 'line_id'])
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  const line = before.line_id ?? before.id
  await sql`select pg_advisory_xact_lock(hashtextextended(${`line ${line}`}, 0))`.execute(tx)
  return {
    line_id: line,
    // Numbers order, and are shown to nobody: a version in a chapter that somebody does not read leaves no gap for them.
    number: sql<number>`next_in_line(${space}::uuid, ${line}::uuid)`,
    changed: newer.changed?.trim() ?? '',
    occasion: newer.occasion?.trim() ?? '',
    occasion_on: newer.occasionOn ?? null,
  }
}

type Pasted = {
  space: string
  chapter: string
  title: string
  source: string
  dated?: string | null | undefined
  text: string
  newer?: Newer | undefined
}

/** Keeps a text that was pasted in. Its line ends and letters are put into the one form that all texts here have. */
export async function pasteText(tx: Tx, actor: Actor, input: Pasted) {
  return keepTyped(tx, actor, input, { kind: 'pasted', link: '' })
}

/** Keeps a web address as a source, with what it says in the reader's words. Nothing is ever fetched from there. */
export async function keepLink(tx: Tx, actor: Actor, input: Pasted & { link: string }) {
  return keepTyped(tx, actor, input, { kind: 'link', link: input.link.trim() })
}

async function keepTyped(tx: Tx, actor: Actor, input: Pasted, as: { kind: string; link: string }) {
  const text = clean(input.text)
  if (text.trim() === '')
    return refuse('empty', 'There are no words in this text that can be read. What you pasted is still here.')
  const id = await keepDocument(tx, actor, {
    ...input,
    ...as,
    title: input.title.trim(),
    text,
    pages: [],
    notes: [],
    file: null,
  })
  return { ok: true as const, id }
}

type Edit = { space: string; id: string; version: number; title: string; source: string; dated: string | null }

/** Changes what a document is called, where it is from and the day it was made. Its text never changes. */
export async function editDocument(tx: Tx, actor: Actor, input: Edit) {
  const language = sql`(select search_language from space where id = ${input.space}::uuid)`
  const before = await tx
    .selectFrom('document')
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .select(['chapter_id', 'text'])
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  const changed = await tx
    .updateTable('document')
    .set({
      title: input.title.trim(),
      source: input.source.trim(),
      dated: input.dated,
      version: input.version + 1,
      tsv: wordsOf(language, input.title, before.text),
    })
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict')
  await append(tx, { chapter: before.chapter_id, kind: 'document.edited', subject: input.id, actor: actor.person })
  return { ok: true as const, id: input.id, version: input.version + 1 }
}
