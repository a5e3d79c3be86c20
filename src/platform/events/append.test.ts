import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cluster, openCluster, type Place } from '#platform/db/cluster.ts'
import { openDatabase } from '#platform/db/database.ts'
import { append } from './append.ts'

const name = `t_events_${randomUUID().slice(0, 8)}`
let cluster: Cluster
let place: Place
beforeAll(async () => {
  const { dataDir, url } = inject('cluster')
  cluster = await openCluster({ dataDir, databaseUrl: url })
  place = await cluster.place(name, { demonstration: false, like: 'template_place' })
})
afterAll(() => cluster.drop(name))

describe('the events of a chapter', () => {
  it('are numbered without a gap and in the order of their commits, whoever pauses before committing', async () => {
    const db = openDatabase({ ...place.connection('web'), max: 12 })
    const person = randomUUID()
    const space = randomUUID()
    await db.as(person, async (tx) => {
      await tx.insertInto('person').values({ id: person, name: 'Nadia' }).execute()
      await sql`select found_space(${space}::uuid, null, 'partnership', 'Wear', 'wear-abcd', false, 'Europe/London', 'grantee', '{}', null, '{}', null)`.execute(
        tx,
      )
    })
    const chapter = await db.read(
      person,
      async (q) =>
        (
          await q
            .selectFrom('chapter')
            .select('id')
            .where('space_id', '=', space)
            .where('number', '=', 1)
            .executeTakeFirstOrThrow()
        ).id,
    )
    const seen: number[] = []
    let writing = true
    const reader = (async () => {
      let from = 0
      while (writing || from < 300) {
        const rows = await db.read(person, (q) =>
          q
            .selectFrom('event')
            .select('number')
            .where('chapter_id', '=', chapter)
            .where('number', '>', from)
            .orderBy('number')
            .execute(),
        )
        for (const row of rows) seen.push(row.number)
        from = seen.at(-1) ?? 0
      }
    })()
    await Promise.all(
      Array.from({ length: 10 }, async (_, writer) => {
        for (let n = 0; n < 30; n++) {
          await db.as(person, async (tx) => {
            await sql`select append_event(${chapter}::uuid, 'test.written', gen_random_uuid(), null, clock_now())`.execute(
              tx,
            )
            await sql`select pg_sleep(${((writer * 7 + n * 3) % 5) / 1000})`.execute(tx)
          })
        }
      }),
    )
    writing = false
    await reader
    await db.close()
    // A reader that follows by number alone meets every event once: none is committed behind its back.
    expect(seen).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
  })

  it('cannot be appended to a chapter that the writer may not read', async () => {
    const db = openDatabase(place.connection('web'))
    const stranger = randomUUID()
    const chapter = await someChapter(place)
    await expect(
      db.as(stranger, (tx) => append(tx, { chapter, kind: 'x.y', subject: randomUUID(), actor: stranger })),
    ).resolves.toBeUndefined()
    const worker = openDatabase(place.connection('worker'))
    const kinds = await worker.read(null, (q) =>
      q.selectFrom('event').select('kind').where('kind', '=', 'x.y').execute(),
    )
    expect(kinds).toEqual([])
    await Promise.all([db.close(), worker.close()])
  })
})

/** Some chapter's id, seen as the worker sees it. */
async function someChapter(at: Place): Promise<string> {
  const worker = openDatabase(at.connection('worker'))
  const row = await worker.read(null, (q) =>
    q.selectFrom('chapter').select('id').where('number', '=', 1).executeTakeFirstOrThrow(),
  )
  await worker.close()
  return row.id
}
