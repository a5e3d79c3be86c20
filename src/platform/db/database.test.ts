import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cluster, openCluster, type Place } from './cluster.ts'
import { type Database, openDatabase, type Tx } from './database.ts'
import { meaningOf, nameOf } from './faults.ts'

const name = `t_database_${randomUUID().slice(0, 8)}`
let cluster: Cluster
let place: Place
beforeAll(async () => {
  const { dataDir, url } = inject('cluster')
  cluster = await openCluster({ dataDir, databaseUrl: url })
  place = await cluster.place(name, { demonstration: false, like: 'template_place' })
})
afterAll(() => cluster.drop(name))

/** For whom this is asked, and in which transaction. */
const asked = async (tx: Tx) => {
  const { rows } = await sql<{ me: string | null; at: string }>`select me(), pg_current_xact_id()::text as at`.execute(
    tx,
  )
  return rows[0]!
}
const addPerson = (tx: Tx, id: string) => tx.insertInto('person').values({ id, name: 'Nadia' }).execute()

/** Ways in which a transaction does not come to its end. Each leaves its connection to the next. */
const BROKEN: ((tx: Tx, who: string) => Promise<unknown>)[] = [
  () => {
    throw new Error('at once')
  },
  async () => Promise.reject(new Error('before anything was asked')),
  async (tx, who) => {
    await addPerson(tx, who)
    throw new Error('after something was written')
  },
  async (tx, who) => {
    await addPerson(tx, who)
    await sql`select 1 / 0`.execute(tx)
  },
  (tx) => sql`select 1 / 0`.execute(tx),
  async (tx, who) => {
    await addPerson(tx, who)
    await sql`select set_config('statement_timeout', '5', true)`.execute(tx)
    await sql`select pg_sleep(5)`.execute(tx)
  },
  async (tx, who) => {
    await addPerson(tx, who)
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  },
]

describe('a transaction', () => {
  let db: Database
  beforeAll(() => {
    db = openDatabase({ ...place.connection('web'), max: 3 })
  })
  afterAll(() => db.close())

  it('is one, and for whom it says, whatever became of those before it on its connection', async () => {
    const failed: string[] = []
    await Promise.all(
      Array.from({ length: 160 }, async (_, n) => {
        const who = randomUUID()
        if (n % 2 === 0) {
          failed.push(who)
          const broken = BROKEN[(n / 2) % BROKEN.length]!
          return expect(db.as(who, (tx) => broken(tx, who))).rejects.toThrow()
        }
        const nobody = n % 5 === 0
        const [first, second] = await db.as(nobody ? null : who, async (tx) => [await asked(tx), await asked(tx)])
        expect(first).toEqual(second)
        expect(first?.me).toBe(nobody ? null : who)
      }),
    )
    for (const who of failed)
      expect(await db.read(who, (tx) => tx.selectFrom('person').select('id').where('id', '=', who).execute())).toEqual(
        [],
      )
  })

  it('that only reads writes nothing, though its first statement follows its beginning at once', async () => {
    const who = randomUUID()
    await expect(db.read(who, (tx) => addPerson(tx as Tx, who))).rejects.toMatchObject({ code: '25006' })
    await db.as(who, (tx) => addPerson(tx, who))
    expect(
      await db.read(who, (tx) => tx.selectFrom('person').select('id').where('id', '=', who).execute()),
    ).toHaveLength(1)
  })

  it('is asked nothing once it ends, not even while the message that ends it is on its way', async () => {
    const who = randomUUID()
    const ends: ((tx: Tx) => Promise<unknown>)[] = [
      async () => 'well',
      (tx) => sql`select 1 / 0`.execute(tx),
      () => Promise.reject(new Error('of itself')),
    ]
    for (const end of ends) {
      const late: Promise<unknown>[] = []
      let leaked: Tx | undefined
      const askOn = async (tx: Tx) => {
        for (let turn = 0; turn < 60; turn += 1) {
          await null
          const one = asked(tx)
          one.catch(() => {})
          late.push(one)
        }
      }
      const ended = db.as(who, async (tx) => {
        leaked = tx
        await asked(tx)
        return end(tx).finally(() => void askOn(tx))
      })
      await ended.catch(() => {})
      const answers = await Promise.allSettled(late)
      expect(answers).toHaveLength(60)
      // What was asked in time was asked in it, for whom it says; everything else was asked of nobody.
      for (const one of answers) expect(one).toMatchObject(one.status === 'fulfilled' ? { value: { me: who } } : {})
      expect(answers.at(-1)?.status).toBe('rejected')
      await expect(asked(leaked!)).rejects.toThrow()
    }
  })

  it('of a token that opens nothing is none', async () => {
    let ran = false
    await expect(
      db.as({ token: Buffer.alloc(32) }, async () => {
        ran = true
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(ran).toBe(false)
  })

  it('that gets no connection in time, loses its own or stands in another’s way is one to ask for again, and no fault', async () => {
    const narrow = openDatabase({ ...place.connection('web'), max: 1, connectionTimeoutMillis: 50 })
    const met = (work: (tx: Tx) => Promise<unknown>) =>
      narrow.as(null, work).then(
        () => 'done',
        (fault) => [meaningOf(fault).code, nameOf(fault)],
      )
    const held = Promise.withResolvers<void>()
    const first = met(() => held.promise)
    expect(await met(asked)).toEqual(['unavailable', 'Error'])
    held.resolve()
    expect(await first).toBe('done')
    const raise = (code: string) => (tx: Tx) =>
      sql.raw(`do $$ begin raise exception 'words' using errcode = '${code}'; end $$`).execute(tx)
    for (const code of ['40P01', '40001', '55P03', '57014', '53300'])
      expect(await met(raise(code))).toEqual(['unavailable', `DatabaseError ${code}`])
    expect((await met((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)))[0]).toBe('unavailable')
    expect(await met(raise('XX000'))).toEqual(['fault', 'DatabaseError XX000'])
    await narrow.close()
  })
})
