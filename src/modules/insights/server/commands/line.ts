import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { postAudience } from '#modules/crossings/contract.ts'
import { beforeAsking, unspoken } from '#modules/crossings/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { makeLink } from './send.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/**
 * A line of my own journal to one post. It lands, is answered and is taken back in my own space, so nobody of the space
 * whose post it is can read that it went. Whose yes it needs is decided in send_line().
 */
export async function sendLine(tx: Tx, actor: Actor, input: In['sendLine'], house: House): Promise<Out['sendLine']> {
  const going = {
    kind: 'entry' as const,
    source: input.entry,
    version: input.version,
    form: input.form,
    until: input.until,
  }
  const words = input.words.trim()
  const note = input.note?.trim() ?? ''
  const fault = await beforeAsking(tx, actor, { ...going, words }, house)
  if (fault !== null) return fault
  // A theme repeats no words that were said, and neither does a note that goes with it.
  const said =
    input.form === 'theme' && note !== '' && (await beforeAsking(tx, actor, { ...going, words: note }, house))
  if (said) return said
  const post = await postIn(tx, input.seat)
  const told = postAudience(post)
  if (told !== input.audience)
    return refuse(
      'audience',
      `Who will see it there is not what stood on your screen. It is: “${told}” Nothing has gone anywhere. Look at it, and ask again.`,
    )
  const id = randomUUID()
  const { rows } = await sql<{ state: string }>`
    select send_line(${randomUUID()}::uuid, ${id}::uuid, ${input.entry}::uuid, ${input.version}::integer,
      ${input.form === 'words' ? `${words}\n${await nameOf(tx, actor)}` : words}, ${input.form}, ${note},
      ${post.id}::uuid, ${post.title}, ${post.holder}, ${input.email ?? ''}, ${told}, ${input.until ?? null}::date,
      ${input.organisations ?? []}::uuid[], ${input.hat ?? null}) as state`.execute(tx)
  const state = rows[0]!.state
  if (state === 'inside')
    return refuse(
      'inside',
      'Somebody in that space holds this post now, so it has no link. Nothing has gone anywhere, and your words are kept. Bring them to the space, or to somebody else.',
    )
  const nobody = unspoken(state)
  if (nobody !== null) return nobody
  const answer = {
    ok: true as const,
    id,
    state: state as 'went' | 'open' | 'stays',
    link: null,
    mailed: false,
  }
  if (state === 'went') await makeLink(tx, house, answer, id)
  return answer
}

/** A post I may read, under the name it has now; or one that I name myself. */
async function postIn(
  tx: Tx,
  seat: In['sendLine']['seat'],
): Promise<{ id: string | null; title: string; holder: string }> {
  if (!('id' in seat)) return { id: null, title: seat.title.trim(), holder: seat.holder?.trim() ?? '' }
  const known = await tx
    .selectFrom('seat')
    .select(['id', 'title', 'holder'])
    .where('id', '=', seat.id)
    .executeTakeFirst()
  if (known === undefined) throw new AppError('not_found')
  return known
}

/** As it stands under the words where they go with a name. */
async function nameOf(tx: Tx, actor: Actor): Promise<string> {
  const { name } = await tx.selectFrom('person').select('name').where('id', '=', actor.person).executeTakeFirstOrThrow()
  return `— ${name}`
}
