import { type RawBuilder, sql } from 'kysely'
import type { LookedIn, Looking, Part } from '#platform/http/module.ts'
import type { Db } from './database.ts'

/** What the search marks the found words with: two characters that no kept text holds. */
const HIT = { start: '\u0002', end: '\u0003' }
const MARKS = `StartSel=${HIT.start}, StopSel=${HIT.end}`
/** A short text is shown whole, and of a long one the passage round the first hit. */
const WHOLE = `${MARKS}, HighlightAll=true`
const PASSAGE = `${MARKS}, MaxFragments=1, MinWords=12, MaxWords=24`
const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Round the first hit in a long text: enough to know it again. */
const BEFORE = 40
const AROUND = 160

/** What was typed, as people search on the web; the last word is also taken as the beginning of one. */
export function asked(typed: string, language: string): RawBuilder<string> {
  const whole = sql<string>`websearch_to_tsquery(${language}::regconfig, ${typed})`
  const last = /(?:^|[\s(])([\p{L}\p{N}\p{M}]+)$/u.exec(typed)?.[1]
  if (last === undefined || (typed.match(/"/g)?.length ?? 0) % 2 === 1) return whole
  const before = typed.slice(0, typed.length - last.length)
  return sql<string>`(${whole} || (websearch_to_tsquery(${language}::regconfig, ${before}) && to_tsquery(${language}::regconfig, ${`${last}:*`})))`
}

/** A passage of a text round what was asked for, with it marked: to be read by `partsOf`. */
export function passage(text: RawBuilder<string>, typed: string, language: string): RawBuilder<string> {
  const [spoken, query] = [sql`${language}::regconfig`, asked(typed, language)]
  return sql<string>`case when length(${text}) <= ${AROUND} then ts_headline(${spoken}, ${text}, ${query}, ${WHOLE})
    else marked(${spoken}, ${text}, ${query}, (select places_of(${query})), ${PASSAGE}) end`
}

/** Divides a marked passage into what was found and what stands round it. */
export function partsOf(marked: string): Part[] {
  return marked
    .split(HIT.start)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, hit: false }]
      const [hit = '', rest = ''] = part.split(HIT.end)
      return [
        { text: hit, hit: true },
        { text: rest, hit: false },
      ]
    })
    .filter((part) => part.text !== '')
}

/** Case and accents make no difference to what is found. */
const plain = (words: string) => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (typed: string) => plain(typed).match(WORD) ?? []

/** The text with what was typed marked, or null: each word that was typed must begin a word of it. Long ones are cut. */
export function findIn(text: string, typed: string): Part[] | null {
  const wanted = wordsOf(typed)
  const hits = [...text.matchAll(WORD)].flatMap((word) => {
    const here = plain(word[0])
    const long = Math.max(0, ...wanted.filter((one) => here.startsWith(one)).map((one) => one.length))
    // Letters that fold to more than one make a beginning hard to count: the whole word is marked.
    return long === 0
      ? []
      : [{ at: word.index, to: word.index + (here.length === word[0].length ? long : word[0].length) }]
  })
  const all = [...text.matchAll(WORD)].map((word) => plain(word[0]))
  if (wanted.length === 0 || !wanted.every((one) => all.some((word) => word.startsWith(one)))) return null
  const from = hits[0]!.at > AROUND - BEFORE ? hits[0]!.at - BEFORE : 0
  const parts: Part[] = from > 0 ? [{ text: '… ', hit: false }] : []
  let done = from
  for (const { at, to } of hits.filter((hit) => hit.to <= from + AROUND)) {
    parts.push({ text: text.slice(done, at), hit: false }, { text: text.slice(at, to), hit: true })
    done = to
  }
  const end = Math.min(text.length, from + AROUND)
  parts.push({ text: text.slice(done, end) + (end < text.length ? ' …' : ''), hit: false })
  return parts.filter((part) => part.text !== '')
}

/** The spaces by the language their words are searched in: one search for each. */
export function byLanguage(spaces: readonly LookedIn[]): [language: string, spaces: LookedIn[]][] {
  return [...Map.groupBy(spaces, (space) => space.language)]
}

type Row = { kind: string; space_id: string; id: string; marked: string }
/**
 * Rows of these tables that have the words, best first within each kind: the search answers ids and ranks, and the words
 * are then read, and marked, under the reader's own policies. `tables` says which columns are read, by table; each was
 * made findable in its migration.
 */
export async function findRows(
  db: Db,
  looking: Looking,
  tables: Record<string, readonly string[]>,
): Promise<(Omit<Row, 'marked'> & { parts: Part[]; space: LookedIn })[]> {
  const rows: Row[] = []
  for (const [language, spaces] of byLanguage(looking.spaces)) {
    const ids = spaces.map((space) => space.id)
    const read = Object.entries(tables).map(
      ([table, columns]) => sql`
      select f.kind, f.space_id, f.id, f.rank, ${passage(sql`concat_ws(E'\n', ${sql.join(columns.map((one) => sql.ref(`t.${one}`)))})`, looking.typed, language)} as marked
        from found f join ${sql.table(table)} t on t.space_id = f.space_id and t.id = f.id where f.kind = ${table}`,
    )
    const { rows: here } = await sql<Row>`
      with found as materialized (select * from find_rows(${Object.keys(tables)}::text[], ${ids}::uuid[], ${asked(looking.typed, language)}, ${looking.most}))
      select kind, space_id, id, marked from (${sql.join(read, sql` union all `)}) r order by rank desc, id`.execute(
      db as never,
    )
    rows.push(...here)
  }
  const within = new Map(looking.spaces.map((space) => [space.id, space]))
  return [...Map.groupBy(rows, (row) => row.kind).values()].flatMap((some) =>
    some
      .slice(0, looking.most)
      .map(({ marked, ...row }) => ({ ...row, parts: partsOf(marked), space: within.get(row.space_id)! })),
  )
}
