import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import type { Db } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { Photo } from '../../contract.ts'
import { open, rowOf } from './access.ts'

/** A row that is somebody else’s takes the database a little longer than none. No refusal comes sooner than this. */
const MISSING_AFTER_MS = 25

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

/** The picture itself, for its owner. Absent and somebody else's answer the same. */
export async function pictureOf(db: Db, house: House, owner: string, id: string): Promise<Buffer> {
  const { key } = await open(house, owner, await rowOf(db, id))
  return house.files.get(id, Buffer.from(key, 'base64'), owner)
}

/** `GET /journal/photos/:id`: the picture, for its owner alone. Absent and forbidden answer the same. */
export function showPhotos(server: FastifyInstance, house: House): void {
  server.get<{ Params: { id: string } }>('/journal/photos/:id', async (request, reply) => {
    const actor = await actorOf(house, request.headers)
    const id = z.uuid().safeParse(request.params.id)
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': "sandbox; default-src 'none'" })
    const answered = monotonic() + MISSING_AFTER_MS
    const missing = async () => {
      await pause(answered - monotonic())
      return reply.code(404).send({ code: 'not_found', message: new AppError('not_found').message })
    }
    if (actor?.kind !== 'full' || !id.success) return missing()
    try {
      const picture = await house.db.read(whoIs(actor), (db) => pictureOf(db, house, actor.person, id.data))
      return reply
        .headers({ 'content-type': 'image/jpeg', 'content-disposition': 'inline; filename="photo.jpg"' })
        .send(picture)
    } catch (fault) {
      if (fault instanceof AppError && fault.code === 'not_found') return missing()
      throw fault
    }
  })
}
