import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { KINDS } from '../../contract.ts'

type Row = {
  id: string
  name: string
  address: string
  kind: (typeof KINDS)[number]
  unlisted: boolean
  parent: string | null
  member: boolean
}

/** My spaces as a tree in the order of a list, and the listed names beside them. Journals and inboxes have their own places. */
export async function listSpaces(db: Db) {
  const rows = (await db
    .selectFrom('space as s')
    .select([
      's.id',
      's.name',
      's.address',
      's.kind',
      's.unlisted',
      's.parent_id as parent',
      sql<boolean>`s.id = any ((select my_spaces())::uuid[])`.as('member'),
    ])
    .where('s.kind', 'not in', ['person', 'seat'])
    .orderBy('s.name')
    .orderBy('s.id')
    .execute()) as Row[]
  return inTree(rows)
}

/** Depth counts only what stands above it in the list, so that a space under one that cannot be seen stands at the edge. */
function inTree(rows: Row[]): (Row & { depth: number })[] {
  const seen = new Map(rows.map((row) => [row.id, row]))
  const under = Map.groupBy(rows, (row) => (row.parent !== null && seen.has(row.parent) ? row.parent : ''))
  const walk = (parent: string, depth: number): (Row & { depth: number })[] =>
    (under.get(parent) ?? []).flatMap((row) => [
      { ...row, parent: parent === '' ? null : parent, depth },
      ...walk(row.id, row.member ? depth + 1 : depth),
    ])
  return walk('', 0)
}
