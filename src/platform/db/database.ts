import type { Socket } from 'node:net'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type QueryResult,
  sql,
  type Transaction,
} from 'kysely'
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
  query_timeout?: number
  /** How long a connection is waited for. */
  connectionTimeoutMillis?: number
}
export type Database = {
  /** For single statements of their own. A transaction is had by `as`, `read` and `snapshot` only. */
  kysely: Pick<Kysely<DB>, 'getExecutor' | 'selectFrom'>
  as: AsPerson
  read: ReadAs
  /** Reads everything as it is at one moment, however long the reading takes. */
  snapshot: ReadAs
  close(): Promise<void>
}
/** A person, nobody, or a token: then the database itself says whose it is and how much of theirs it opens. */
export type Who = string | null | { token: Buffer } | Shut | OneChapter
/** Nobody, who sees one chapter and what its readers may all know: the fan-out. */
type OneChapter = { chapter: string }
/** A person whose session has shown nothing that only they hold: their journal stays shut in this transaction. */
type Shut = { shut: string }
type AsPerson = <T>(who: Who, run: (tx: Tx) => Promise<T>) => Promise<T>
type ReadAs = <T>(who: Who, run: (db: Db) => Promise<T>) => Promise<T>

/**
 * Opens a pool as one login role. `as` and `read` are the only ways to a handle, and both say for whom.
 * @param told is called after each commit with the chapters in which it appended events
 */
export function openDatabase(connection: Connection, told?: (chapters: string[]) => void): Database {
  const ours = connection.host.startsWith('/')
  const pool = new pg.Pool({
    ...{ max: 10, connectionTimeoutMillis: 5000, statement_timeout: 20_000, query_timeout: 25_000, pipeline: true },
    ...(ours ? PLANNED_ONCE : {}),
    ...connection,
  })
  pool.on('error', () => {}) // a lost idle connection heals at the next checkout
  // A connection that is lost while in use fails its own statement; without a listener it would end the whole place.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('connect', (client) => watch(client, told))
  if (ours) pool.on('connect', prepareOnce)
  const kysely = new Kysely<DB>({ dialect: new BegunByUs({ pool }, told !== undefined), plugins: [listsAsOne] })
  const run = <T>(who: Who, how: How, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kysely.transaction().execute(async (tx) => {
      const begun = await begin(tx, who, how)
      // Where the beginning failed, that is why; what was asked after it only failed with it.
      const answer = await work(tx as Tx).finally(() => begun.done)
      const last = lastOf.get(tx)
      if (last !== undefined) await tx.getExecutor().provideConnection(async (on) => void lastOn.set(on, last))
      return answer
    })
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
/** Every transaction of ours begins with the message that says for whom: an empty one before it would be a way for nothing. */
class BegunByUs extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #tells: boolean
  constructor(config: PostgresDialectConfig, tells: boolean) {
    super(config)
    this.#config = config
    this.#tells = tells
  }
  override createDriver(): Driver {
    return new EndedByUs(this.#config, this.#tells)
  }
}
class EndedByUs implements Driver {
  readonly #driver: PostgresDriver
  readonly #commit: string
  constructor(config: PostgresDialectConfig, tells: boolean) {
    this.#driver = new PostgresDriver(config)
    this.#commit = tells ? TOLD_COMMIT : 'commit'
  }
  async init(): Promise<void> {
    await this.#driver.init()
  }
  async destroy(): Promise<void> {
    await this.#driver.destroy()
  }
  async acquireConnection(): Promise<Lent> {
    return new Lent((await this.#driver.acquireConnection()) as Own)
  }
  async releaseConnection(lent: Lent): Promise<void> {
    await this.#driver.releaseConnection(lent.back())
  }
  async beginTransaction(): Promise<void> {}
  async commitTransaction(lent: Lent): Promise<void> {
    const last = lastOn.get(lent) ?? []
    lastOn.delete(lent)
    // Two that take the locks of the same chapters take them in the same order.
    const statements = last.toSorted((a, b) => (a.of < b.of ? -1 : a.of > b.of ? 1 : 0)).map((one) => one.statement)
    await lent.back().executeQuery(CompiledQuery.raw([...statements, this.#commit].join('; ')))
  }
  async rollbackTransaction(lent: Lent): Promise<void> {
    lastOn.delete(lent)
    await this.#driver.rollbackTransaction(lent.back())
  }
}

type Own = Parameters<PostgresDriver['releaseConnection']>[0]
/**
 * A connection while it is lent to one transaction. What follows the message that ends it would be asked outside it, for
 * nobody, since no question waits here for the answer to the one before: so it is refused and not asked at all.
 */
class Lent implements DatabaseConnection {
  readonly #own: Own
  #over = false
  constructor(own: Own) {
    this.#own = own
  }
  async executeQuery<R>(asked: CompiledQuery): Promise<QueryResult<R>> {
    this.#mustBeOn()
    return this.#own.executeQuery<R>(asked)
  }
  streamQuery<R>(asked: CompiledQuery, rows: number): AsyncIterableIterator<QueryResult<R>> {
    this.#mustBeOn()
    return this.#own.streamQuery<R>(asked, rows)
  }
  back(): Own {
    this.#over = true
    return this.#own
  }
  #mustBeOn(): void {
    if (this.#over) throw new Error('This was asked after its transaction had ended.')
  }
}

/** The database remembers where a transaction appended events; it is asked in the message that commits. */
const TOLD_COMMIT = "select current_setting('app.told', true) as told; commit"
type Last = { of: string; statement: string }
const lastOf = new WeakMap<object, Last[]>()
const lastOn = new WeakMap<DatabaseConnection, Last[]>()

/**
 * Something a transaction does with its commit, in the same message: a lock that it takes is then held by the database alone,
 * and not for as long as this process is busy with something else.
 * @param of what it locks
 * @param statement complete, with nothing in it that anybody wrote
 */
export function withCommit(tx: Tx, of: string, statement: string): void {
  const last = lastOf.get(tx) ?? []
  lastOf.set(tx, [...last, { of, statement }])
}

const socketOf = (client: pg.ClientBase) => (client as unknown as { connection: { stream: Socket } }).connection.stream

/** Ends a connection from this side, at once: the other side may be gone without a word. */
export function cutOff(client: pg.ClientBase): void {
  socketOf(client).destroy()
}

/** What is asked before this turn of the loop ends goes out in one piece: waking the server is the dear part. */
function gather(client: pg.ClientBase): void {
  const socket = socketOf(client)
  socket.cork()
  process.nextTick(() => socket.uncork())
}

/** A statement that is never answered was asked on a dead connection: whoever asks next gets another one. */
function watch(client: pg.PoolClient, told: ((chapters: string[]) => void) | undefined): void {
  const plain = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
  const commit = async (statement: string) => {
    const answers = await plain(statement)
    const chapters = (answers as pg.QueryResult<{ told: string | null }>[]).at(-2)!.rows[0]!.told
    if (chapters !== null && chapters !== '') told?.(chapters.split(' '))
    return answers
  }
  const asked = async (statement: unknown, ...rest: unknown[]) => {
    try {
      if (typeof statement === 'string' && statement.endsWith(TOLD_COMMIT)) return await commit(statement)
      if (typeof statement === 'string' && statement.startsWith(BEGINS)) gather(client)
      return await plain(statement, ...rest)
    } catch (fault) {
      if ((fault as Error).message === 'Query read timeout') cutOff(client)
      throw fault
    }
  }
  client.query = asked as typeof client.query
}

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

type How = keyof typeof BEGIN
const BEGINS = 'start transaction'
const BEGIN = {
  write: `${BEGINS} read write`,
  read: `${BEGINS} read only`,
  snapshot: `${BEGINS} isolation level repeatable read read only`,
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The setting that says for whom. A token says it itself. */
function entering(who: Who): { setting: string; id: string } | null {
  if (who === null || typeof who === 'string') return { setting: 'app.person', id: who ?? '' }
  if ('chapter' in who) return { setting: 'app.chapter', id: who.chapter }
  return 'shut' in who ? { setting: 'app.person', id: who.shut } : null
}

/**
 * Opens the transaction and says for whom: in one message, and not waited for, since every request begins so and asks at
 * once. Should it fail, what follows it on this connection is asked for nobody, so finds nothing, and `done` fails.
 */
async function begin(tx: Transaction<DB>, who: Who, how: How): Promise<{ done: Promise<unknown> }> {
  const enters = entering(who)
  // What is written into the statement itself may be nothing but an id.
  if (enters !== null && enters.id !== '' && !UUID.test(enters.id)) throw new AppError('not_found')
  const entered = enters === null ? '' : `; select set_config('${enters.setting}', '${enters.id}', true)`
  const shut = who !== null && typeof who !== 'string' && 'shut' in who ? ", set_config('app.shut', 'on', true)" : ''
  const { done } = await sent(tx, BEGIN[how] + entered + shut)
  if (who === null || typeof who === 'string' || !('token' in who)) return { done }
  const { rows } = await sql<{ open: boolean }>`select enter_by_token(${who.token}) as open`.execute(tx)
  // Ended between the question who asks and this one.
  if (rows[0]?.open !== true) throw new AppError('not_found')
  return { done }
}

/** Sends a statement whose answer is looked at later: it comes in an object, since a promise of its own would be waited for. */
function sent(tx: Transaction<DB>, statement: string): Promise<{ done: Promise<unknown> }> {
  return tx.getExecutor().provideConnection(async (on) => {
    const done = on.executeQuery(CompiledQuery.raw(statement))
    done.catch(() => {})
    return { done }
  })
}
