import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Found } from '../../contract.ts'
import { INDEXED } from '../commands/documents.ts'
import { HIT, presentPassage } from '../present.ts'
import { documentsByIds } from './documents.ts'
import { piecesOf } from './evidence.ts'

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
  const { asked, rows, ...days } = await search(db, input)
  const shown = rows.slice(0, MOST)
  const ids = (kind: string) => shown.filter((row) => row.kind === kind).map((row) => row.id)
  const pieces = await piecesOf(db, actor.person, input.space, ids('evidence'))
  const documents = await documentsByIds(db, actor.person, input.space, ids('document'))
  const marked = await passages(db, input.space, ids('evidence'), ids('document'), asked)
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

type Days = { from: string | null; to: string | null }
/** What was typed as the database looks for it, in the language of the space. */
type Question = { language: string; query: string }
type Hit = { kind: 'evidence' | 'document'; id: string; rank: string }

/**
 * What was typed is read in the language of the space, and looked for, in one statement. A year ago is six weeks on either
 * side of this day then, by the clock of the place and where the space is.
 */
async function search(db: Db, input: Asked): Promise<{ asked: Question; rows: Hit[] } & Days> {
  const [rank, last] = after(input.cursor)
  const [first, until] = [input.from ?? null, input.to ?? null]
  const then = sql`(clock_now() at time zone s.zone)::date - interval '1 year'`
  const { rows } = await sql<Question & Days & { [K in keyof Hit]: Hit[K] | null }>`
    with place as materialized (
      select s.search_language as language, ${question(input.text.trim(), sql`s.search_language`)} as query,
             case when ${input.lastYear ?? false} then (${then} - interval '6 weeks')::date else ${first}::date end as "from",
             case when ${input.lastYear ?? false} then (${then} + interval '6 weeks')::date else ${until}::date end as "to"
        from space s where s.id = ${input.space}::uuid)
    select p.language::text as language, p.query::text as query, p."from", p."to", f.kind, f.id, f.rank::text as rank
      from place p left join lateral
           find_library(${input.space}::uuid, p.query, ${MOST + 1}, ${input.kind ?? null}, p."from", p."to", ${rank}::real, ${last}::uuid) f on true
     order by f.rank desc, f.id`.execute(db as never)
  const { language, query, from, to } = rows[0] ?? { language: '', query: '', from: first, to: until }
  return { asked: { language, query }, from, to, rows: rows.filter((row): row is typeof row & Hit => row.id !== null) }
}

/** The place after which more is asked for. One that nobody was given begins at the beginning. */
function after(cursor: string | undefined): [rank: string | null, id: string | null] {
  const [, rank, id] = /^([\d.e-]{1,20}) ([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  return rank === undefined || !Number.isFinite(Number(rank)) ? [null, null] : [rank, id!]
}

async function passages(db: Db, space: string, evidence: string[], documents: string[], asked: Question) {
  if (evidence.length + documents.length === 0) return new Map<string, string>()
  const [language, query] = [sql`${asked.language}::regconfig`, sql`${asked.query}::tsquery`]
  const { rows } = await sql<{ id: string; marked: string }>`
    select id, ts_headline(${language}, words, ${query}, ${WHOLE}) as marked from evidence
     where space_id = ${space}::uuid and id = any (${evidence}::uuid[]) and words is not null
    union all
    select id, marked(${language}, left(text, ${INDEXED}), ${query}, (select places_of(${query})), ${PASSAGES}) from document
     where space_id = ${space}::uuid and id = any (${documents}::uuid[])`.execute(db as never)
  return new Map(rows.map((row) => [row.id, row.marked]))
}

/** So many letters begin a word: fewer would begin half the dictionary. */
const LEAST = 3

/** What was typed, as people search on the web: "the very words", -without; the last word is also taken as the beginning of one. */
function question(typed: string, language: RawBuilder<unknown>): RawBuilder<string> {
  const whole = sql<string>`websearch_to_tsquery(${language}, ${typed})`
  const last = /(?:^|[\s(])([\p{L}\p{N}\p{M}]+)$/u.exec(typed)?.[1]
  if (last === undefined || last.length < LEAST || (typed.match(/"/g)?.length ?? 0) % 2 === 1) return whole
  const before = typed.slice(0, typed.length - last.length)
  return sql<string>`(${whole} || (websearch_to_tsquery(${language}, ${before}) && to_tsquery(${language}, ${`${last}:*`})))`
}
