import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { hashToken } from '#platform/access/session.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'

export const PASSWORD = 'seven green bottles'
export const SET_UP = {
  place: 'Wearmouth',
  host: 'Bede College runs it',
  name: 'Maya',
  email: 'Maya@Example.org',
  password: PASSWORD,
}

/** The reason of a refusal. */
export const refusal = (answer: { ok: boolean }) => (answer as unknown as { reason: string }).reason
export const tokenOf = (link: string) => link.split('#')[1]!

export type Founded = { place: TestPlace; founder: Visitor; founderId: string; spaceId: string }

/** A place that Maya has set up. */
export async function startFounded(env: Record<string, string> = {}): Promise<Founded> {
  const place = await startTestPlace({ env })
  const founder = place.visitor()
  const answer = await founder.api.people.setUp({ attempt: attempt(), token: tokenOf(place.setupLink!), ...SET_UP })
  if (!answer.ok) throw new Error(answer.sentence)
  const own = await place.house.db.read(answer.id, (db) =>
    db.selectFrom('space').select('id').where('kind', '=', 'person').executeTakeFirstOrThrow(),
  )
  return { place, founder, founderId: answer.id, spaceId: own.id }
}

/** The secret of an invitation as Maya would write it; `over` changes what is to be tried. */
export async function invite(
  { place, founderId, spaceId }: Founded,
  email: string,
  over: { ends_at?: Date; withdrawn_at?: Date } = {},
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = {
    id: randomUUID(),
    space_id: spaceId,
    token_hash: hashToken(token),
    name: 'Gareth Hall',
    email,
    class: 'grantee',
    invited_by: founderId,
    ends_at: new Date('2999-01-01'),
    ...over,
  }
  await place.house.db.as(founderId, (tx) => tx.insertInto('invitation').values(row).execute())
  return token
}

/** Somebody with an account of their own, signed in. */
export async function join(founded: Founded, email: string): Promise<Visitor> {
  const visitor = founded.place.visitor()
  const answer = await visitor.api.people.accept({
    attempt: attempt(),
    token: await invite(founded, email),
    account: { name: 'Gareth Hall', email, password: PASSWORD },
  })
  expect(answer.ok).toBe(true)
  return visitor
}
