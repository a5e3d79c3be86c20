import type {
  AnyContractProcedure,
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferContractRouterInputs,
  InferContractRouterOutputs,
  InferSchemaOutput,
  Meta,
} from '@orpc/contract'
import { implement, ORPCError, ValidationError } from '@orpc/server'
import { sql } from 'kysely'
import type { Db, Tx, Who } from '#platform/db/database.ts'
import { meaningOf, wasInTheWay } from '#platform/db/faults.ts'
import { AppError, ERRORS } from '#shared/errors.ts'
import type { Actor, Context, House } from './context.ts'

/** What a command is given: the input as its schema has read it, with what was left out filled in. */
type In<P extends AnyContractProcedure> =
  P extends ContractProcedure<infer Input, AnySchema, ErrorMap, Meta> ? InferSchemaOutput<Input> : never
type Out<P extends AnyContractProcedure> =
  InferContractRouterInputs<P> extends never ? never : InferContractRouterOutputs<P>
type Maybe<T> = T | Promise<T>

/** Turns any failure into one answer: status, sentence and fields, nothing else. */
export function asAnswer(fault: unknown): ORPCError<string, unknown> {
  if (fault instanceof ORPCError) return fault
  const meaning = meaningOf(fault)
  return new ORPCError(meaning.code, {
    status: ERRORS[meaning.code].status,
    message: meaning.message,
    data: { fields: meaning.fields },
    cause: fault,
  })
}

/** What somebody who is not signed in is answered; a door that takes a pen says it too. */
export function signedOut(): ORPCError<string, unknown> {
  return new ORPCError('signed_out', {
    status: 401,
    message: 'You are signed out. What you typed is kept on this device; sign in and it will be here.',
  })
}

/** What is wrong with what was sent, field by field, in the words of the schema. Nothing of what was typed is repeated. */
export function refusedInput(fault: unknown): never {
  if (fault instanceof ORPCError && fault.code === 'BAD_REQUEST' && fault.cause instanceof ValidationError) {
    const fields = Object.fromEntries(
      fault.cause.issues.map((issue) => [
        (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.') || 'form',
        issue.message,
      ]),
    )
    throw asAnswer(new AppError('invalid', undefined, fields))
  }
  throw fault
}

const programs = new WeakMap<object, 'read' | 'write'>()
/** What programs may do with it, or undefined: what is not marked is not theirs. */
export function forPrograms(procedure: object): 'read' | 'write' | undefined {
  return programs.get(procedure)
}
/** The mark of a procedure that a token may be used for. Never one about a person's own account, journal or consent. */
export const PROGRAMS = 'programs'
/** The mark of a procedure that somebody without an account may call, in the one room they are a guest of. */
export const GUESTS = 'guests'
type Open = typeof PROGRAMS | typeof GUESTS | undefined

function actorFor(context: Context, open: Open, needs: 'read' | 'write'): Actor {
  const { actor } = context
  if (actor?.kind === 'full' || (actor?.kind === 'guest' && open === GUESTS)) return actor
  if (actor?.token === undefined || open !== PROGRAMS) throw signedOut()
  if (needs === 'write' && actor.token.may === 'read')
    throw new ORPCError('read_only', {
      status: 403,
      message: 'This token may read and not write. Nothing was changed.',
    })
  return actor
}
/** As whom the database is asked. A full session that has never proved more than a mailed link or an SSO leaves the journal shut. */
export function whoIs(actor: Actor): Who {
  if (actor.token !== undefined) return { token: actor.token.hash }
  return actor.kind === 'full' && actor.provedAt === null ? { shut: actor.person } : actor.person
}

/** Of two that stood in each other's way one was undone whole: it is done again, this often at most. */
const AGAIN = 2

async function answered<T>(work: () => Promise<T>): Promise<T> {
  for (let time = 0; ; time++)
    try {
      return await work()
    } catch (fault) {
      if (time >= AGAIN || !wasInTheWay(fault)) throw asAnswer(fault)
    }
}

/** A read by somebody signed in: one read-only transaction under their own row-level security. */
export function query<P extends AnyContractProcedure>(
  procedure: P,
  run: (db: Db, actor: Actor, input: In<P>, house: House) => Promise<Out<P>>,
  openTo?: Open,
) {
  const builder = implement(procedure as AnyContractProcedure).$context<Context>()
  const made = builder.handler(({ input, context }) => {
    const actor = actorFor(context, openTo, 'read')
    return answered(() => context.house.db.read(whoIs(actor), (db) => run(db, actor, input as In<P>, context.house)))
  })
  if (openTo === PROGRAMS) programs.set(made, 'read')
  return made
}

/**
 * A change by somebody signed in: one transaction, in which its events are appended too. A repeated attempt is answered
 * as the first was; so an answer holds ids and states, never words. Refusals are not kept: trying again is a new try.
 */
export function mutation<P extends AnyContractProcedure>(
  procedure: P,
  run: (tx: Tx, actor: Actor, input: In<P>, house: House) => Promise<Out<P>>,
  after?: (answer: Out<P>, actor: Actor, context: Context) => Maybe<void>,
  openTo?: Open,
  /** Inputs whose attempt is not kept, since it would say whose they are; the command makes a repeat harmless itself. */
  withoutName?: (input: In<P>) => boolean,
) {
  const name = (procedure['~orpc'].route.path ?? '') as string
  const builder = implement(procedure as AnyContractProcedure).$context<Context>()
  const made = builder.handler(({ input, context }) => {
    const actor = actorFor(context, openTo, 'write')
    return answered(async () => {
      const answer = await context.house.db.as(whoIs(actor), (tx) =>
        withoutName?.(input as In<P>)
          ? run(tx, actor, input as In<P>, context.house)
          : once(tx, actor, name, input as In<P> & { attempt: string }, () =>
              run(tx, actor, input as In<P>, context.house),
            ),
      )
      await after?.(answer, actor, context)
      return answer
    })
  })
  if (openTo === PROGRAMS) programs.set(made, 'write')
  return made
}

/** Runs a command once for its attempt: a repeat is answered as the first was. Inside the command's transaction. */
export async function once<T>(
  tx: Tx,
  actor: Actor,
  procedure: string,
  input: { attempt: string },
  run: () => Promise<T>,
): Promise<T> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${input.attempt}, 1))`.execute(tx)
  const before = await tx
    .selectFrom('attempt')
    .select('answer')
    .where('person_id', '=', actor.person)
    .where('procedure', '=', procedure)
    .where('id', '=', input.attempt)
    .executeTakeFirst()
  if (before !== undefined) return before.answer as T
  const answer = await run()
  if ((answer as { ok?: boolean }).ok !== false) {
    await tx
      .insertInto('attempt')
      .values({ person_id: actor.person, procedure, id: input.attempt, answer: JSON.stringify(answer) })
      .execute()
  }
  return answer
}

/** A door for somebody who is not signed in (or not yet): it says itself what it opens and for whom. */
export function open<P extends AnyContractProcedure>(
  procedure: P,
  run: (context: Context, input: In<P>) => Promise<Out<P>>,
) {
  const builder = implement(procedure as AnyContractProcedure).$context<Context>()
  return builder.handler(({ input, context }) =>
    answered(async () => {
      const answer = await run(context, input as In<P>)
      return answer
    }),
  )
}

/** For what opens a journal on a new device, exports, or changes a way in: a proof of who is there, not older than ten minutes. */
export function requireProof(actor: Actor, now: Date): void {
  if (actor.provedAt === null || now.getTime() - actor.provedAt.getTime() > 600_000) {
    throw new AppError(
      'refused',
      'Show that it is you first: sign in once more on this device, then do this again. Nothing is lost.',
    )
  }
}
