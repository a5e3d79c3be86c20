import type pg from 'pg'

/**
 * Reads every table and every B-tree of one database through and names what is damaged, without a word of what it holds.
 * Needs its administrator; PostgreSQL's own `amcheck` does the reading, and is taken out again afterwards.
 */
export async function findDamage(admin: pg.Client): Promise<{ looked: number; damaged: string[] }> {
  const there = await admin.query(`select from pg_extension where extname = 'amcheck'`)
  await admin.query('create extension if not exists amcheck')
  try {
    const { rows } = await admin.query<{ name: string; kind: string }>(
      `select c.oid::regclass::text as name, c.relkind as kind from pg_class c left join pg_am m on m.oid = c.relam
         left join pg_index i on i.indexrelid = c.oid
        where c.relpersistence = 'p' and (c.relkind in ('r', 't', 'm') or (m.amname = 'btree' and i.indisvalid)) order by 1`,
    )
    const damaged: string[] = []
    for (const { name, kind } of rows) {
      const look =
        kind === 'i'
          ? 'select bt_index_check($1::regclass, true)'
          : 'select blkno from verify_heapam($1::regclass, check_toast => true)'
      const found = await admin.query(look, [name]).catch((fault: { code?: string }) => {
        // Data or an index that is not as it should be; anything else is not a finding but a fault of the look.
        if (fault.code !== 'XX002' && fault.code !== 'XX001') throw fault
        return null
      })
      if (found === null || (kind !== 'i' && found.rowCount !== 0)) damaged.push(name)
    }
    return { looked: rows.length, damaged }
  } finally {
    if (there.rowCount === 0) await admin.query('drop extension amcheck')
  }
}
