import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Found } from '../../contract.ts'
import { INDEXED } from '../commands/documents.ts'
import { HIT, presentPassage } from '../present.ts'
import { documentsByIds } from './documents.ts'
import { evidenceByIds } from './evidence.ts'

const MOST = 20
/** How the found words are marked: a whole piece of evidence, or two passages of a document. */
const MARKS = `StartSel=${HIT.start}, StopSel=${HIT.end}`
const WHOLE = `${MARKS}, HighlightAll=true`
const PASSAGES = `${MARKS}, MaxFragments=2, MinWords=10, MaxWords=28, FragmentDelimiter=" … "`

type Asked = {
  space: string
  text: string
  kind?: 'evidence' | 'document' | undefined
  from?: string | undefined
  to?: string | undefined
  lastYear?: true | undefined
  cursor?: string | undefined
}

/**
 * Finds evidence and documents by their words. The search answers ids and ranks only, for what the reader may see;
 * the words are then read, and marked, under the reader's own policy.
 */
export async function findWords(
  db: Db,
  actor: Actor,
  input: Asked,
): Promise<{ items: Found[]; next: string | null } & Days> {
  const language = await languageOf(db, input.space)
  const asked = question(input.text.trim(), language)
  const [rank, last] = after(input.cursor)
  const days = input.lastYear ? await lastYear(db, input.space) : { from: input.from ?? null, to: input.to ?? null }
  const { rows } = await sql<{
    kind: 'evidence' | 'document'
    id: string
    rank: string
  }>`select kind, id, rank::text as rank from find_library(${input.space}::uuid, ${asked}, ${MOST + 1}, ${input.kind ?? null},
     ${days.from}::date, ${days.to}::date, ${rank}::real, ${last}::uuid)`.execute(db as never)
  const shown = rows.slice(0, MOST)
  const ids = (kind: string) => shown.filter((row) => row.kind === kind).map((row) => row.id)
  const [pieces, documents] = [
    await evidenceByIds(db, input.space, ids('evidence')),
    await documentsByIds(db, actor.person, input.space, ids('document')),
  ]
  const marked = await passages(db, input.space, ids('evidence'), ids('document'), language, asked)
  const items = shown.flatMap(({ kind, id }): Found[] => {
    const passage = presentPassage(marked.get(id) ?? '')
    if (kind === 'evidence') {
      const item = pieces.find((piece) => piece.id === id)
      return item === undefined || item.words === null
        ? []
        : [{ kind, id, title: null, words: item.words, item, passage }]
    }
    const item = documents.find((document) => document.id === id)
    return item === undefined ? [] : [{ kind, id, title: item.title, words: null, item, passage }]
  })
  const end = shown.at(-1)
  return { items, next: rows.length > MOST && end !== undefined ? `${end.rank} ${end.id}` : null, ...days }
}

/** Asked once: wherever a statement names the space, who may know of it is decided anew. */
async function languageOf(db: Db, space: string): Promise<RawBuilder<string>> {
  const row = await db
    .selectFrom('space')
    .where('id', '=', space)
    .select(sql<string>`search_language::text`.as('language'))
    .executeTakeFirst()
  return sql<string>`${row?.language ?? null}::regconfig`
}

type Days = { from: string | null; to: string | null }

/** Six weeks on either side of this day a year ago, by the clock of the place and where the space is. */
async function lastYear(db: Db, space: string): Promise<Days> {
  const then = sql`(clock_now() at time zone s.zone)::date - interval '1 year'`
  const { rows } = await sql<Days>`
    select (${then} - interval '6 weeks')::date as "from", (${then} + interval '6 weeks')::date as "to"
      from space s where s.id = ${space}::uuid`.execute(db as never)
  return rows[0] ?? { from: null, to: null }
}

/** The place after which more is asked for. One that nobody was given begins at the beginning. */
function after(cursor: string | undefined): [rank: string | null, id: string | null] {
  const [, rank, id] = /^([\d.e-]{1,20}) ([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  return rank === undefined || !Number.isFinite(Number(rank)) ? [null, null] : [rank, id!]
}

async function passages(
  db: Db,
  space: string,
  evidence: string[],
  documents: string[],
  language: RawBuilder<string>,
  asked: RawBuilder<string>,
) {
  const { rows } = await sql<{ id: string; marked: string }>`
    select id, ts_headline(${language}, words, ${asked}, ${WHOLE}) as marked from evidence
     where space_id = ${space}::uuid and id = any (${evidence}::uuid[]) and words is not null
    union all
    select id, ts_headline(${language}, left(text, ${INDEXED}), ${asked}, ${PASSAGES}) from document
     where space_id = ${space}::uuid and id = any (${documents}::uuid[])`.execute(db as never)
  return new Map(rows.map((row) => [row.id, row.marked]))
}

/** So many letters begin a word: fewer would begin half the dictionary. */
const LEAST = 3

/** What was typed, as people search on the web: "the very words", -without; the last word is also taken as the beginning of one. */
function question(typed: string, language: RawBuilder<string>): RawBuilder<string> {
  const whole = sql<string>`websearch_to_tsquery(${language}, ${typed})`
  const last = /(?:^|[\s(])([\p{L}\p{N}\p{M}]+)$/u.exec(typed)?.[1]
  if (last === undefined || last.length < LEAST || (typed.match(/"/g)?.length ?? 0) % 2 === 1) return whole
  const before = typed.slice(0, typed.length - last.length)
  return sql<string>`(${whole} || (websearch_to_tsquery(${language}, ${before}) && to_tsquery(${language}, ${`${last}:*`})))`
}
