import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor, House } from '#platform/access/context.ts'
import { asAnswer, once, whoIs } from '#platform/access/procedure.ts'
import { bringCopy } from '#platform/copies/bring.ts'
import { BadCopy, COPY_LIMITS, type Opened, openCopy } from '#platform/copies/open.ts'
import type { Tx } from '#platform/db/database.ts'
import { takeBody, takeOver, turnAway } from '#platform/http/body.ts'
import { callerOf, isProblem, PREFIX, problemOf, turnedAway } from '#platform/http/caller.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { CopyLine } from '../../contract/copies.ts'
import { here, type Place } from '../access.ts'
import { isEmpty } from '../queries/copies.ts'
import { NO_COPY } from '../queries/take-copy.ts'

const Where = z.strictObject({ space: z.uuid(), attempt: z.uuid() })
type Answer = Exclude<CopyLine, { progress: unknown }>
/** How many lines go by between two tellings of progress. */
const TELL_EVERY = 100

/**
 * `POST /copies/bring?space=…&attempt=…`: a copy of a space, brought into a new one that is still empty and only its
 * founder's. Answers in lines of JSON: how far it is, and last how it went. All of it comes in, or nothing.
 */
export function bringCopyRoute(server: FastifyInstance, house: House): void {
  for (const path of ['/copies/bring', `${PREFIX}/spaces/copy`])
    server.post(path, { config: { files: true } }, async (request, reply) => {
      const actor = await callerOf(house, request, 'write')
      const where = Where.safeParse(request.query)
      const problem = isProblem(actor)
        ? actor
        : !where.success
          ? problemOf('invalid', 'It is not clear which space this belongs in. Nothing was brought in.')
          : Number(request.headers['content-length'] ?? 0) > COPY_LIMITS.bytes
            ? problemOf('too_large', TOO_LARGE)
            : null
      if (problem !== null || isProblem(actor) || !where.success)
        return turnAway(request.raw, reply, problem!.status, turnedAway(request, problem!))
      takeOver(reply)
      reply.raw.setHeader('content-type', 'application/x-ndjson; charset=utf-8')
      const gone = new AbortController()
      reply.raw.on('close', () => {
        if (!reply.raw.writableFinished) gone.abort()
      })
      const tell = (line: CopyLine) => void (gone.signal.aborted || reply.raw.write(`${JSON.stringify(line)}\n`))
      tell(await takeIn(house, actor, where.data, request, gone.signal, tell).catch(refusalOf))
      reply.raw.end()
      return reply
    })
}

const TOO_LARGE =
  'The file is larger than 200 MB, which is the most that is brought in at once. Nothing was brought in, and your file is untouched.'

function refusalOf(fault: unknown): Refusal {
  if (fault instanceof BadCopy)
    return refuse('not_right', `This copy was not brought in, and nothing of it is here. ${fault.message}`)
  const { code, message } = asAnswer(fault)
  return refuse(code, message)
}

async function takeIn(
  house: House,
  actor: Actor,
  where: z.infer<typeof Where>,
  request: FastifyRequest,
  signal: AbortSignal,
  tell: (line: CopyLine) => void,
): Promise<Answer> {
  // Asked before the file is read: whoever may not bring anything in here learns nothing and costs little.
  await house.db.read(whoIs(actor), (db) => here(db, { id: where.space }))
  const bytes = await takeBody(request.raw, COPY_LIMITS.bytes)
  if (bytes === null) return refuse('too_large', TOO_LARGE)
  const opened = await openCopy(bytes)
  const written: string[] = []
  try {
    const answer = await house.db.as(whoIs(actor), (tx) =>
      once(tx, actor, '/copies/bring', where, () => fill(tx, house, actor, where.space, opened, signal, tell, written)),
    )
    if (!answer.ok) await Promise.all(written.map((file) => house.files.remove(file)))
    return answer
  } catch (fault) {
    await Promise.all(written.map((file) => house.files.remove(file)))
    throw fault
  }
}

async function fill(
  tx: Tx,
  house: House,
  actor: Actor,
  space: string,
  opened: Opened,
  signal: AbortSignal,
  tell: (line: CopyLine) => void,
  written: string[],
): Promise<Answer> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`copy ${space}`}, 3))`.execute(tx)
  const place = await here(tx, { id: space })
  const refusal = await notForThis(tx, house, place)
  if (refusal !== null) return refusal
  const { name: myName } = await tx
    .selectFrom('person')
    .select('name')
    .where('id', '=', actor.person)
    .executeTakeFirstOrThrow()
  const { manifest } = opened
  const { rows } = await sql<{ chapter: string }>`
    select keep_apart(${space}::uuid, ${manifest.space.name}, ${manifest.consentAsOf.slice(0, 10)}::date) as chapter`.execute(
    tx,
  )
  const into = { space, chapter: rows[0]!.chapter, zone: place.zone, me: actor.person, myName }
  const progress = (done: number, total: number) => {
    if (signal.aborted) throw new AppError('refused', 'It was cancelled. Nothing was brought in.')
    if (done % TELL_EVERY === 0 || done === total) tell({ progress: [done, total] })
  }
  const { came, stayed } = await bringCopy(tx, house.files, house.gathered.open, opened, into, progress, written)
  if (signal.aborted) throw new AppError('refused', 'It was cancelled. Nothing was brought in.')
  return { ok: true, came, stayed }
}

async function notForThis(tx: Tx, house: House, place: Place): Promise<Refusal | null> {
  if (NO_COPY.includes(place.kind))
    return refuse(
      'kind',
      'A copy is not brought into a space like this. Make a new one for it. Nothing was brought in.',
    )
  const { rows } = await sql<{ manages: boolean; people: number }>`
    select i_manage(${place.id}::uuid) as manages, count(distinct person_id)::int as people
      from membership where space_id = ${place.id}::uuid and (ends_at is null or ends_at > clock_now())`.execute(tx)
  if (rows[0]?.manages !== true)
    return refuse('manager', 'Only a manager of the space brings a copy in. Nothing was brought in.')
  if (rows[0].people > 1)
    return refuse(
      'others',
      'Others are in this space already. A copy comes into a space that is only yours, since nobody but you will read what comes in. Nothing was brought in.',
    )
  if (!(await isEmpty(tx, house, place.id)))
    return refuse(
      'not_empty',
      'There is something in this space already, and a copy comes into an empty one. Make a new space for it. Nothing was brought in.',
    )
  return null
}
