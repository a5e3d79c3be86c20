import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { AppError } from '#shared/errors.ts'
import { listsAsOne } from './lists.ts'
import type { DB } from './tables.gen.ts'

// Days stay days: a `date` must not become an instant in some zone. Counts are small enough for numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, (day: string) => day)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

declare const writes: unique symbol
/** A handle that reads. Every statement runs under the row-level security of one person. */
export type Db = Pick<
  Transaction<DB>,
  'selectFrom' | 'with' | 'withRecursive' | 'fn' | 'getExecutor' | 'dynamic' | 'case'
>
/** A handle inside the one transaction of a command. A write outside a transaction does not compile. */
export type Tx = Transaction<DB> & { readonly [writes]: true }

export type Connection = {
  host: string
  port: number
  database: string
  user: string
  password: string
  ssl?: pg.ClientConfig['ssl']
  max?: number
  options?: string
}
export type Database = {
  kysely: Kysely<DB>
  as: AsPerson
  read: ReadAs
  /** Reads everything as it is at one moment, however long the reading takes. */
  snapshot: ReadAs
  close(): Promise<void>
}
/** A person, nobody, or a token: then the database itself says whose it is and how much of theirs it opens. */
export type Who = string | null | { token: Buffer } | Shut
/** A person whose session has shown nothing that only they hold: their journal stays shut in this transaction. */
type Shut = { shut: string }
type AsPerson = <T>(who: Who, run: (tx: Tx) => Promise<T>) => Promise<T>
type ReadAs = <T>(who: Who, run: (db: Db) => Promise<T>) => Promise<T>

/** Opens a pool as one login role. `as` and `read` are the only ways to a handle, and both say for whom. */
export function openDatabase(connection: Connection): Database {
  const ours = connection.host.startsWith('/')
  const pool = new pg.Pool({
    ...{ max: 10, connectionTimeoutMillis: 5000, statement_timeout: 20_000 },
    ...(ours ? PLANNED_ONCE : {}),
    ...connection,
  })
  pool.on('error', () => {}) // a lost idle connection heals at the next checkout
  // A connection that is lost while in use fails its own statement; without a listener it would end the whole place.
  pool.on('connect', (client) => client.on('error', () => {}))
  if (ours) pool.on('connect', prepareOnce)
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [listsAsOne] })
  const run = <T>(who: Who, how: 'write' | 'read' | 'snapshot', work: (tx: Tx) => Promise<T>): Promise<T> => {
    const begin = kysely.transaction().setAccessMode(how === 'write' ? 'read write' : 'read only')
    return (how === 'snapshot' ? begin.setIsolationLevel('repeatable read') : begin).execute(async (tx) => {
      await enter(tx, who)
      return work(tx as Tx)
    })
  }
  return {
    kysely,
    as: (who, work) => run(who, 'write', work),
    read: (who, work) => run(who, 'read', work),
    snapshot: (who, work) => run(who, 'snapshot', work),
    close: () => kysely.destroy(),
  }
}

/** A prepared statement is also planned once: under our policies the planning takes longer than the asking. */
const PLANNED_ONCE = { options: '-c plan_cache_mode=force_generic_plan' }
/** So many different statements each connection keeps prepared; their plans take room. */
const MOST_PREPARED = 100

/**
 * A statement with values is read, and mostly planned, once for each connection and not each time it is asked. On our own
 * server only: a pooler in front of somebody else's may give every transaction another connection.
 */
function prepareOnce(client: pg.PoolClient): void {
  const names = new Map<string, string>()
  const plain = client.query.bind(client) as (...args: unknown[]) => unknown
  const prepared = (asked: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof asked !== 'string' || !Array.isArray(values) || values.length === 0) return plain(asked, values, ...rest)
    const known = names.get(asked)
    if (known === undefined && names.size >= MOST_PREPARED) return plain(asked, values, ...rest)
    const name = known ?? `s${names.size}`
    names.set(asked, name)
    return plain({ name, text: asked, values }, ...rest)
  }
  client.query = prepared as typeof client.query
}

async function enter(tx: Transaction<DB>, who: Who): Promise<void> {
  if (who === null || typeof who === 'string') {
    await sql`select set_config('app.person', ${who ?? ''}, true)`.execute(tx)
    return
  }
  if ('shut' in who) {
    await sql`select set_config('app.person', ${who.shut}, true), set_config('app.shut', 'on', true)`.execute(tx)
    return
  }
  const { rows } = await sql<{ open: boolean }>`select enter_by_token(${who.token}) as open`.execute(tx)
  // Ended between the question who asks and this one.
  if (rows[0]?.open !== true) throw new AppError('not_found')
}
