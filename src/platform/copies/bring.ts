import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { meaningOf } from '#platform/db/faults.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { Bringing, Line, OpenKind } from './kinds.ts'
import { type Column, columnsOf } from './lines.ts'
import { BadCopy, type Opened } from './open.ts'

/** `chapter` is the one that nobody reads who comes later: nothing of a copy stands anywhere else. */
type Into = { space: string; chapter: string; zone: string; me: string; myName: string }
export type Brought = {
  /** How many of each kind came in. */
  came: Record<string, number>
  /** What did not, by kind, with the reason. */
  stayed: { kind: string; lines: number; why: string }[]
  /** Files that were written for it: to be taken off the disk again where the transaction fails. */
  files: string[]
}

const UNKNOWN = 'this place does not know that kind yet'
const LOOSE = 'what they point to is not in the copy'

/**
 * Brings the lines of a copy into a space, inside one transaction: all of it or nothing. Everything is written as whoever
 * brings it in, under the same rules that bind their hand, so a copy can make nothing that they could not.
 */
export async function bringCopy(
  tx: Tx,
  files: FileStore,
  kinds: readonly OpenKind[],
  opened: Opened,
  into: Into,
  progress: (done: number, total: number) => void,
  written: string[],
): Promise<Brought> {
  await sql`set constraints all deferred`.execute(tx)
  const here = new Map<string, string>()
  const index = new Map<string, Map<string, Line>>()
  for (const [kind, lines] of opened.lines)
    index.set(kind, new Map(lines.flatMap((line) => (line.id === undefined ? [] : [[line.id, line] as const]))))
  const copy: Bringing = {
    mine: opened.manifest.takenBy === into.myName,
    me: into.me,
    line: (kind, id) => index.get(kind)?.get(String(id)),
  }
  const total = [...opened.lines.values()].reduce((sum, lines) => sum + lines.length, 0)
  let done = 0
  const brought: Brought = { came: {}, stayed: [], files: written }
  for (const kind of opened.lines.keys())
    if (!kinds.some((open) => open.kind === kind)) leave(brought, kind, opened.lines.get(kind)!.length, UNKNOWN)
  for (const open of kinds) {
    const lines = opened.lines.get(open.kind) ?? []
    if (open.stays !== undefined) {
      leave(brought, open.kind, lines.length, open.stays)
      continue
    }
    // Ends that point to things of their own kind must be known before the first of them is written.
    for (const line of lines) if (line.id !== undefined) here.set(line.id, randomUUID())
    const columns = await columnsOf(tx, open.table)
    let loose = 0
    for (const [at, line] of lines.entries()) {
      const where = `data/${open.kind}.jsonl, line ${at + 1}`
      progress(++done, total)
      if ((open.refs ?? []).some((column) => !here.has(String(line[column])))) {
        loose += 1
        if (line.id !== undefined) here.delete(line.id)
        continue
      }
      const back = open.back?.(line, copy)
      if (back === null) throw new BadCopy(`Its ${where} does not fit the rest of the copy.`)
      const row = rowOf(open, line, columns, into, here, copy.mine)
      if (open.file) Object.assign(row, await keepFile(files, opened, line, row, into, written, where))
      Object.assign(row, back?.row)
      try {
        await put(tx, open, row, columns, into)
      } catch (fault) {
        const meaning = meaningOf(fault)
        if (meaning.code === 'unavailable' || meaning.code === 'fault') throw fault
        const why = meaning.code === 'refused' ? ` ${meaning.message}` : ''
        throw new BadCopy(`Its ${where} cannot stand here.${why}`)
      }
      // What had no day there is told without one in the next copy as well.
      const dayless = line.on === undefined && open.day !== null ? { on: null } : {}
      const words = Object.fromEntries(Object.keys(open.says ?? {}).map((what) => [what, line[what]]))
      const own = line.own && copy.mine
      // Where the table must have somebody, whoever brings it in stands there, and has not written it for that.
      const hand = open.hand ?? open.by
      const lent = !own && open.own !== undefined && hand !== undefined && row[hand] === into.me ? { own: null } : {}
      const stood = line.at === 'standing' ? { at: line.at } : {}
      const says = { ...stood, ...words, ...(own ? {} : { by: line.by }), ...lent, ...dayless, ...back?.says }
      if (line.id !== undefined && Object.values(says).some((value) => value !== undefined))
        await tx
          .insertInto('copied')
          .values({
            ...{ space_id: into.space, id: here.get(line.id)!, chapter_id: into.chapter },
            says: JSON.stringify(says),
          })
          .execute()
    }
    if (lines.length > loose) brought.came[open.kind] = lines.length - loose
    leave(brought, open.kind, loose, LOOSE)
  }
  return brought
}

function leave(brought: Brought, kind: string, lines: number, why: string): void {
  if (lines > 0) brought.stayed.push({ kind, lines, why })
}

function rowOf(
  open: OpenKind,
  line: Line,
  columns: Map<string, Column>,
  into: Into,
  here: Map<string, string>,
  mine: boolean,
): Record<string, unknown> {
  const row: Record<string, unknown> = { space_id: into.space, chapter_id: into.chapter }
  if (line.id !== undefined && columns.has('id')) row.id = here.get(line.id)
  for (const column of open.columns) if (line[column] !== undefined) row[column] = line[column]
  for (const column of [...(open.refs ?? []), ...(open.maybe ?? [])]) {
    const end = here.get(String(line[column]))
    if (end !== undefined) row[column] = end
  }
  const day = open.day === undefined ? 'made_at' : open.day
  if (day !== null && line.on !== undefined) row[day] = line.on
  // Whose hand it was is told only of one's own; where the table must have somebody, it is whoever brings it in.
  const hand = open.hand ?? open.by
  if (hand !== undefined && (open.signed || (line.own && mine) || columns.get(hand)?.needed)) row[hand] = into.me
  return row
}

async function keepFile(
  files: FileStore,
  opened: Opened,
  line: Line,
  row: Record<string, unknown>,
  into: Into,
  written: string[],
  where: string,
): Promise<Record<string, unknown>> {
  const bytes = await opened.file(line.id!)
  if (bytes === null) throw new BadCopy(`The file that its ${where} tells of is missing.`)
  const id = row.id as string
  written.push(id)
  const key = await files.put(id, bytes)
  const hex = (buffer: Buffer) => `\\x${buffer.toString('hex')}`
  return { size: bytes.length, digest: hex(files.digest(into.space, bytes)), wrapped_key: hex(key) }
}

/** Writes one row. A day becomes the noon of that day where the space is. */
async function put(
  tx: Tx,
  open: OpenKind,
  row: Record<string, unknown>,
  columns: Map<string, Column>,
  into: Into,
): Promise<void> {
  const names = Object.keys(row).filter((name) => columns.has(name))
  const derived = Object.entries(open.derived ?? {})
  const noon = Object.fromEntries(
    names
      .filter((name) => columns.get(name)?.type === 'timestamp with time zone')
      .map((name) => [name, `${String(row[name]).slice(0, 10)}T12:00:00`]),
  )
  const value = (name: string): RawBuilder<unknown> =>
    name in noon ? sql`(${noon[name]}::timestamp at time zone ${into.zone})` : sql`r.${sql.id(name)}`
  const language = sql`(select search_language from space where id = ${into.space}::uuid)`
  const made = derived.map(([, how]) =>
    sql.join(
      how.split('$lang').map((part) => sql.raw(part)),
      language,
    ),
  )
  const plainRow = Object.fromEntries(Object.entries(row).filter(([name]) => !(name in noon)))
  const record = sql`jsonb_populate_record(null::${sql.id(open.table)}, ${JSON.stringify(plainRow)}::jsonb) r`
  const named = sql.join([...names, ...derived.map(([name]) => name)].map((name) => sql.id(name)))
  await sql`insert into ${sql.id(open.table)} (${named}) select ${sql.join([...names.map(value), ...made])} from ${record}`.execute(
    tx,
  )
}
