import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Database, Db, Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Photo } from '../../contract.ts'
import type { Small } from './shrink.ts'

/** What is sealed beside a photo. Without `key` its file is noise, so it goes with its owner's key. */
type Sealed = { key: string; said: string; width: number; height: number }
type Row = { id: string; entry_id: string; cipher: Buffer }

const bind = (id: string, owner: string) => `entry_photo ${id} cipher ${owner}`

/** Puts photos to an entry, in the entry's transaction; every file is on the disk before the commit that names it. */
export async function keepPhotos(
  tx: Tx,
  house: House,
  owner: string,
  entry: { id: string; space_id: string; chapter_id: string },
  photos: (Small & { id: string; said: string })[],
): Promise<void> {
  for (const [place, { id, said, bytes, width, height }] of photos.entries()) {
    const key = (await house.files.put(id, bytes, owner)).toString('base64')
    const sealed: Sealed = { key, said, width, height }
    const cipher = await house.keys.seal(owner, bind(id, owner), JSON.stringify(sealed))
    await tx
      .insertInto('entry_photo')
      .values({ id, space_id: entry.space_id, chapter_id: entry.chapter_id, entry_id: entry.id, place, cipher })
      .execute()
  }
}

/** Gives photos their ids; `undo` takes their files off the disk where nothing was committed. */
export function named<T extends Small>(house: House, photos: (T & { said: string })[]) {
  const own = photos.map((photo) => ({ ...photo, id: randomUUID() as string }))
  return { own, undo: () => Promise.all(own.map(({ id }) => house.files.remove(id))) }
}

async function open(house: House, owner: string, row: Row): Promise<Sealed> {
  return JSON.parse(await house.keys.unseal(owner, bind(row.id, owner), row.cipher)) as Sealed
}

/** The photos of these entries, each with what it shows in words. */
export async function photosOf(db: Db, house: House, owner: string, entries: string[]): Promise<Map<string, Photo[]>> {
  const found = new Map<string, Photo[]>()
  if (entries.length === 0) return found
  const rows = await db
    .selectFrom('entry_photo')
    .select(['id', 'entry_id', 'cipher'])
    .where('entry_id', 'in', entries)
    .orderBy('place')
    .execute()
  for (const row of rows) {
    const { said, width, height } = await open(house, owner, row)
    found.set(row.entry_id, [...(found.get(row.entry_id) ?? []), { id: row.id, said, width, height }])
  }
  return found
}

async function rowOf(db: Db, id: string): Promise<Row> {
  const row = await db
    .selectFrom('entry_photo')
    .select(['id', 'entry_id', 'cipher'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** The picture itself, for its owner. Absent and somebody else's answer the same. */
export async function pictureOf(db: Db, house: House, owner: string, id: string): Promise<Buffer> {
  const { key } = await open(house, owner, await rowOf(db, id))
  return house.files.get(id, Buffer.from(key, 'base64'), owner)
}

/** Says anew what a photo shows. */
export async function describePhoto(tx: Tx, actor: Actor, input: { photo: string; said: string }, house: House) {
  const sealed = await open(house, actor.person, await rowOf(tx, input.photo))
  const cipher = await house.keys.seal(
    actor.person,
    bind(input.photo, actor.person),
    JSON.stringify({ ...sealed, said: input.said }),
  )
  await tx.updateTable('entry_photo').set({ cipher }).where('id', '=', input.photo).execute()
  return { ok: true as const, id: input.photo }
}

/** Takes one photo out of its entry; its key goes at once, and its file with the next sweep. */
export async function removePhoto(tx: Tx, _actor: Actor, input: { photo: string }) {
  const gone = await tx.deleteFrom('entry_photo').where('id', '=', input.photo).returning('id').executeTakeFirst()
  if (gone === undefined) throw new AppError('not_found')
  return { ok: true as const, id: input.photo }
}

/** Destroys what was deleted more than a minute ago, and takes the files of deleted photos off the disk. */
export async function sweep(house: House, worker: Database): Promise<void> {
  const gone = await worker.as(null, async (tx) => {
    await sql`select destroy_gone_entries()`.execute(tx)
    return tx.selectFrom('photo_gone').select('id').limit(200).execute()
  })
  if (gone.length === 0) return
  for (const { id } of gone) await house.files.remove(id)
  const ids = gone.map(({ id }) => id)
  await worker.as(null, (tx) => tx.deleteFrom('photo_gone').where('id', 'in', ids).execute())
}
