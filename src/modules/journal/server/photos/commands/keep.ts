import { randomUUID } from 'node:crypto'
import type { Actor, Context, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Small } from '#platform/pictures/shrink.ts'
import { AppError } from '#shared/errors.ts'
import { bind, open, rowOf, type Sealed } from '../access.ts'

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

/** Takes one photo out of its entry, and its key with it. */
export async function removePhoto(tx: Tx, _actor: Actor, input: { photo: string }) {
  const gone = await tx.deleteFrom('entry_photo').where('id', '=', input.photo).returning('id').executeTakeFirst()
  if (gone === undefined) throw new AppError('not_found')
  return { ok: true as const, id: input.photo }
}

/** After the commit. Should the place end before, the file is noise without its key, and the night takes it. */
export async function dropFile(answer: { ok: boolean; id?: string }, _actor: Actor, { house }: Context): Promise<void> {
  if (answer.id !== undefined) await house.files.remove(answer.id)
}
