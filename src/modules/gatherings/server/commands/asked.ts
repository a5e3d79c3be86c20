import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import { type Came, SENTENCES } from './by-key.ts'
import { staysOutside } from './safe.ts'

/** Somebody who is asked from outside answers signed in, without the link of a letter. What is not theirs is not there. */
export async function answerAsked(tx: Tx, _actor: Actor, input: { invitee: string; answer: string; needs: string }) {
  const { rows } = await sql<{ done: boolean }>`
    select answer_asked(${input.invitee}::uuid, ${input.answer}, ${input.needs}) as done`.execute(tx)
  return rows[0]!.done
    ? { ok: true as const }
    : refuse('over', 'It is over or was called off. There is nothing to answer any more.')
}

/** Comes in as whoever is asked: into this one room, for as long as it was said. */
export async function comeInAsked(tx: Tx, _actor: Actor, input: { invitee: string; manages: boolean }) {
  const told = await sql<{ room: string }>`
    select told->>'room' as room from my_invitations() told where told->>'invitee' = ${input.invitee}`.execute(tx)
  const room = told.rows[0]?.room ?? null
  if (await staysOutside(tx, input, room)) return refuse('kept_out', SENTENCES.kept_out)
  const { rows } = await sql<{ came: Came }>`select come_in_asked(${input.invitee}::uuid) as came`.execute(tx)
  const { came } = rows[0]!
  if (came === 'in' || came === 'waiting') return { ok: true as const, room: room ?? '', came }
  return refuse(
    came,
    came === 'not_open'
      ? 'The doors are not open, or your time there is over. Nothing else is in the way.'
      : SENTENCES[came],
  )
}
