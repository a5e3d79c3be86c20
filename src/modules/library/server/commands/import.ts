import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor, House } from '#platform/access/context.ts'
import { asAnswer, whoIs } from '#platform/access/procedure.ts'
import { takeBody, takeOver, turnAway } from '#platform/http/body.ts'
import { callerOf, isProblem, PREFIX, turnedAway } from '#platform/http/caller.ts'
import { shrink } from '#platform/pictures/shrink.ts'
import { monotonic } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import { Day, Id, text } from '#shared/schema.ts'
import type { ImportLine } from '../../contract.ts'
import { LIMITS, readDocument } from '../read/index.ts'
import { clean } from '../read/text.ts'
import { titleOf } from '../read/title.ts'
import { keepDocument } from './documents.ts'

/** Where a file goes, and what whoever sends it says about it: a title, its own day, what it is a newer version of. */
const Where = z.strictObject({
  space: Id,
  chapter: Id,
  attempt: Id,
  title: text(300).optional(),
  dated: Day.optional(),
  source: text(500).optional(),
  of: Id.optional(),
  artefact: Id.optional(),
  /** What a picture shows, in words: without them it is not taken in. */
  says: text(2000).optional(),
  changed: text(1000).optional(),
  occasion: text(200).optional(),
  occasionOn: Day.optional(),
})
type Where = z.infer<typeof Where>
type Sent = { ok: true; id: string; already: boolean; on: string | null } | Refusal

const PROCEDURE = '/files/import'
/** The most often that progress is told, in milliseconds. */
const TELL_EVERY = 150

/**
 * `POST /files/import`: one file as it is, its name in `x-file-name`, by a person or by a program's token. The answer is
 * lines of JSON, how far the reading is and last how it went. Closing the request ends the reading, and then nothing was kept.
 */
export function importRoute(server: FastifyInstance, house: House): void {
  for (const path of ['/files/import', `${PREFIX}/files/import`]) importAt(server, house, path)
}

function importAt(server: FastifyInstance, house: House, path: string): void {
  server.post(path, { config: { files: true } }, async (request, reply) => {
    const actor = await callerOf(house, request, 'write')
    if (isProblem(actor)) return turnAway(request.raw, reply, actor.status, turnedAway(request, actor))
    const where = Where.safeParse(request.query)
    if (!where.success)
      return turnAway(
        request.raw,
        reply,
        400,
        refuse(
          'invalid',
          'It is not clear where this file belongs. Nothing was kept of it. Reload the page and bring it in again.',
        ),
      )
    if (!(await mayWrite(house, actor, where.data)))
      return turnAway(request.raw, reply, 404, refuse('not_found', new AppError('not_found').message))
    if (Number(request.headers['content-length'] ?? 0) > LIMITS.fileBytes)
      return turnAway(request.raw, reply, 413, tooLarge())
    const name = nameOf(request.headers['x-file-name'])

    takeOver(reply)
    reply.raw.setHeader('content-type', 'application/x-ndjson; charset=utf-8')
    const gone = new AbortController()
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) gone.abort()
    })
    const last = await takeIn(house, actor, where.data, name, request.raw, reply.raw, gone.signal).catch(
      (fault: unknown): Sent => {
        const answer = asAnswer(fault)
        return refuse(answer.code, answer.message)
      },
    )
    if (!gone.signal.aborted) reply.raw.end(`${JSON.stringify(last)}\n`)
  })
}

async function takeIn(
  house: House,
  actor: Actor,
  where: Where,
  name: string,
  from: IncomingMessage,
  to: ServerResponse,
  signal: AbortSignal,
): Promise<Sent> {
  const bytes = await takeBody(from, LIMITS.fileBytes)
  if (bytes === null) return tooLarge()
  const digest = house.files.digest(where.space, bytes)
  const before = await house.db.read(
    whoIs(actor),
    async (db) =>
      (await attempted(db as never, actor, where.attempt)) ?? (await alreadyHere(db as never, where, digest)),
  )
  if (before !== null) return before
  const picture = pictureOf(bytes) ? await takePicture(bytes, where.says?.trim() ?? '', signal) : null
  if (picture !== null && !picture.ok) return picture
  let told = 0
  const answer =
    picture ??
    (await readDocument(
      { name, bytes },
      {
        signal,
        progress: (done, total) => {
          if (signal.aborted || (done < total && monotonic() - told < TELL_EVERY)) return
          told = monotonic()
          to.write(`${JSON.stringify({ progress: [done, total] } satisfies ImportLine)}\n`)
        },
      },
    ))
  if (!answer.ok) return refuse(answer.fault.reason, answer.fault.sentence)
  const { reading } = answer
  const kept = picture?.bytes ?? bytes
  const file = randomUUID()
  try {
    const sent = await house.db.as(whoIs(actor), async (tx): Promise<Sent> => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${digest.toString('hex')}, 2))`.execute(tx)
      const twin = await alreadyHere(tx, where, digest)
      if (twin !== null) return twin
      if (signal.aborted) throw new AppError('refused')
      const key = await house.files.put(file, kept)
      await tx
        .insertInto('file')
        .values({
          id: file,
          space_id: where.space,
          chapter_id: where.chapter,
          name,
          size: kept.length,
          digest,
          wrapped_key: key,
        })
        .execute()
      const id = await keepDocument(tx, actor, {
        ...where,
        title: where.title?.trim() || titleOf(name, reading.text),
        kind: reading.kind,
        text: reading.text,
        pages: reading.pages ?? [],
        notes: reading.notes,
        source: where.source?.trim() ?? '',
        file,
        newer: where,
      })
      const made = { ok: true as const, id, already: false, on: null }
      await tx
        .insertInto('attempt')
        .values({ person_id: actor.person, procedure: PROCEDURE, id: where.attempt, answer: JSON.stringify(made) })
        .onConflict((on) => on.doNothing())
        .execute()
      return made
    })
    return sent
  } catch (fault) {
    await house.files.remove(file)
    throw fault
  }
}

const PICTURES = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF']
const pictureOf = (bytes: Buffer): boolean => {
  const head = bytes.toString('latin1', 0, 12)
  return PICTURES.some((mark) => head.startsWith(mark)) && (!head.startsWith('RIFF') || head.endsWith('WEBP'))
}

/** A picture is kept with what it shows in words, for those who cannot see it and for the search; of the file nothing but the picture stays. */
async function takePicture(bytes: Buffer, says: string, signal: AbortSignal) {
  if (says === '')
    return refuse(
      'picture',
      'This is a picture. Nothing from it was added, and your own copy is untouched. Bring it in as a map or diagram, with what it shows in words; or type out the words you need.',
    )
  const shrunk = await shrink(bytes, signal)
  if (!shrunk.ok) return shrunk
  return {
    ok: true as const,
    bytes: shrunk.photo.bytes,
    reading: { kind: 'picture', text: clean(says), pages: [], notes: [] as string[] },
  }
}

type Reads = Parameters<Parameters<House['db']['as']>[1]>[0]

async function attempted(db: Reads, actor: Actor, attempt: string): Promise<Sent | null> {
  const row = await db
    .selectFrom('attempt')
    .select('answer')
    .where('person_id', '=', actor.person)
    .where('procedure', '=', PROCEDURE)
    .where('id', '=', attempt)
    .executeTakeFirst()
  return row === undefined ? null : (row.answer as Sent)
}

/** The same bytes, brought in before and read by the same people: a newcomer's chapter gets its own. */
async function alreadyHere(db: Reads, where: Where, digest: Buffer): Promise<Sent | null> {
  const row = await db
    .selectFrom('file as f')
    .innerJoin('document as d', 'd.file_id', 'f.id')
    .where('f.space_id', '=', where.space)
    .where('f.chapter_id', '=', where.chapter)
    .where('f.digest', '=', digest)
    .innerJoin('space as s', 's.id', 'd.space_id')
    .select(['d.id', sql<string>`(d.made_at at time zone s.zone)::date`.as('on')])
    .executeTakeFirst()
  return row === undefined ? null : { ok: true, id: row.id, already: true, on: row.on }
}

/** Asked before the file is read: whoever may not write here learns nothing and costs little. */
function mayWrite(house: House, actor: Actor, where: Where): Promise<boolean> {
  return house.db.read(
    whoIs(actor),
    async (db) =>
      (
        await db
          .selectFrom('chapter')
          .select('id')
          .where('space_id', '=', where.space)
          .where('id', '=', where.chapter)
          .execute()
      ).length === 1,
  )
}

function nameOf(header: string | string[] | undefined): string {
  let name = typeof header === 'string' ? header : ''
  try {
    name = decodeURIComponent(name)
  } catch {
    // As it came, then.
  }
  const plain = clean(name.toWellFormed())
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...plain]
  const end = /\.[a-z]{2,5}$/i.exec(plain)?.[0] ?? ''
  return letters.length > 200
    ? `${letters.slice(0, 199 - end.length).join('')}…${end}`
    : plain || 'A file without a name'
}

const tooLarge = (): Refusal =>
  refuse(
    'too_large',
    'The file is larger than 25 MB, which is the most that is read. Nothing from it was added, and your own copy is untouched. Save a copy without pictures, or divide it into smaller files.',
  )
