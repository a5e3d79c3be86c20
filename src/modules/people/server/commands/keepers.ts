import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { requireProof } from '#platform/access/procedure.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry } from '../access.ts'
import { nameOfPlace, onlyKeeper } from '../queries/ways.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }

/** The same answer, and the same work in the database, whether anybody has this address. */
export async function askKeeper(tx: Tx, actor: Actor, { email }: In['askKeeper'], house: House) {
  await onlyKeeper(tx, actor)
  requireProof(actor, await clock(tx))
  beginTry(house, { [`keeper ${actor.person}`]: 10 })
  const own = await tx.selectFrom('login').select('email').where('person_id', '=', actor.person).executeTakeFirst()
  if (own?.email.toLowerCase() === email.trim().toLowerCase())
    return refuse('yours', 'That is your own address, and you run this place already.')
  const { rows } = await sql<{ done: boolean }>`
    select ask_keeper(${randomUUID()}::uuid, ${email.trim()}) as done`.execute(tx)
  return rows[0]?.done === true
    ? done
    : refuse('many', 'Ten are asked already. Call one of these off first, or wait until a week is over.')
}

export async function callOffKeeper(tx: Tx, actor: Actor, { asking }: In['callOffKeeper']) {
  await onlyKeeper(tx, actor)
  requireProof(actor, await clock(tx))
  const { rows } = await sql<{ done: boolean }>`select call_off_keeper(${asking}::uuid) as done`.execute(tx)
  if (rows[0]?.done !== true) throw new AppError('not_found')
  return done
}

/** A yes is a proof and a change for everybody who runs the place; a no is neither, and leaves no trace. */
export async function answerKeeper(tx: Tx, actor: Actor, { asking, yes }: In['answerKeeper']) {
  if (yes) requireProof(actor, await clock(tx))
  await sql`select answer_keeper(${asking}::uuid, ${yes})`.execute(tx)
  return done
}

export async function stepDown(tx: Tx, actor: Actor) {
  await onlyKeeper(tx, actor)
  requireProof(actor, await clock(tx))
  const { rows } = await sql<{ done: boolean }>`select step_down() as done`.execute(tx)
  return rows[0]?.done === true
    ? done
    : refuse('last', 'Nobody else runs this place. Ask somebody first; you can step down once they have said yes.')
}

const SAID = {
  asked: 'somebody was asked by one of you to help run it',
  joined: 'somebody who was asked has said yes and helps to run it from now on',
  left: 'one of those who ran it has stepped down',
}
type What = keyof typeof SAID

/** After the commit, to everybody who runs the place and to whoever did it. Not waited for, and nothing fails with it. */
export const tellKeepers =
  (what: What) =>
  (answer: { ok: boolean }, actor: Actor, { house }: Context): void => {
    if (answer.ok && house.mail.sends) void mailKeepers(house, actor.person, what).catch(() => {})
  }

/** After an answer: a no is told to nobody, and only whoever said yes runs the place now. */
export async function tellOfKeeper(answer: { ok: boolean }, actor: Actor, context: Context): Promise<void> {
  if (!answer.ok || !context.house.mail.sends) return
  if ((await keepersOf(context.house)).includes(actor.person)) tellKeepers('joined')(answer, actor, context)
}

function keepersOf(house: House): Promise<string[]> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<{ id: string }>`select id from keepers_to_tell() id`.execute(db as never)
    return rows.map((row) => row.id)
  })
}

async function mailKeepers(house: House, by: string, what: What): Promise<void> {
  const place = await nameOfPlace(house)
  for (const person of new Set([...(await keepersOf(house)), by])) {
    const login = await house.db.read(person, (db) =>
      db.selectFrom('login').select('email').where('person_id', '=', person).executeTakeFirst(),
    )
    if (login === undefined) continue
    // One address that takes no mail keeps the letter from nobody else.
    await house.mail
      .send({
        to: login.email,
        subject: `Who runs ${place}`,
        text: [
          `You are told because you run ${place}, or did until now: ${SAID[what]}.`,
          `Who runs it, and who is asked, stands at ${house.settings.baseUrl}/place`,
          'If none of you did this: sign in, change your password, and talk to the others who run it.',
        ].join('\n\n'),
      })
      .catch(() => {})
  }
}
