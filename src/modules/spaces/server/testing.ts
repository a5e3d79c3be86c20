import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { House } from '#platform/access/context.ts'
import { cookieName, hashToken, openSession } from '#platform/access/session.ts'
import { attempt, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'

/** Somebody with an account and an open session, whose cookie is put into the visitor's jar. */
export async function signIn(house: House, jar: Map<string, string>, name: string): Promise<string> {
  const id = randomUUID()
  await house.db.as(id, async (tx) => {
    await tx.insertInto('person').values({ id, name }).execute()
    jar.set(cookieName(house), await openSession(tx, id, 'full', 'A test'))
  })
  return id
}

/** What an inviter's device makes: the secret of a link. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** Takes an invitation up, as the page behind the link does for somebody who has an account. */
export async function takeUp(house: House, person: string, secret: string): Promise<void> {
  await house.db.as(person, (tx) => sql`select accept_invitation(${hashToken(secret)})`.execute(tx))
}

type Reply = { ok: true } | { ok: false; sentence: string }
/** What was made, or the refusal as a failed test. */
export function made<T extends Reply>(reply: T): Extract<T, { ok: true }> {
  if (!reply.ok) throw new Error(reply.sentence)
  return reply as Extract<T, { ok: true }>
}

export type Someone = Visitor & { id: string; name: string }
type Invite = Partial<Parameters<Visitor['api']['spaces']['invite']>[0]>

/** The people of a test, and what they do at the door of a space. */
export function playersOf(place: TestPlace) {
  const someone = async (name: string): Promise<Someone> => {
    const visitor = place.visitor()
    return { ...visitor, id: await signIn(place.house, visitor.jar, name), name }
  }
  const ask = (by: Someone, who: Someone, address: string, secret: string, more: Invite = {}) =>
    by.api.spaces.invite({
      ...{ attempt: attempt(), address, secret, name: who.name, email: 'x@example.org', class: 'public_body' as const },
      ...more,
    })
  /** Asked in, taken up, confirmed, and welcomed by whoever is named. */
  const bring = async (by: Someone, who: Someone, address: string, more: Invite = {}, others: Someone[] = []) => {
    const secret = newSecret()
    const asked = made(await ask(by, who, address, secret, more))
    await takeUp(place.house, who.id, secret)
    const { membership } = made(await by.api.spaces.confirm({ attempt: attempt(), invitation: asked.id }))
    for (const other of others) await other.api.spaces.welcome({ attempt: attempt(), membership })
    return membership
  }
  const make = async (by: Someone, template = 'place', more: object = {}) =>
    made(await by.api.spaces.create({ attempt: attempt(), template, name: 'Wearmouth', class: 'public_body', ...more }))
  const member = async (as: Someone, address: string, name = as.name) =>
    (await as.api.spaces.people({ address })).members.find((one) => one.name === name)!
  /** Past every rule: for what only time would bring. */
  const asOwner = async (statement: string, values: unknown[]) => {
    const client = new pg.Client({
      connectionString: place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`),
    })
    await client.connect()
    await client.query(statement, values).finally(() => client.end())
  }
  /** Everything the wire carries, so that two refusals can be compared byte for byte. */
  const raw = async (who: Visitor, procedure: string, input: unknown) => {
    const answer = await who.fetch(`${place.url}/rpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    })
    return { status: answer.status, body: await answer.text() }
  }
  return { someone, ask, bring, make, member, asOwner, raw }
}

export type At = { id: string; address: string }

/** What people say in a space and let go from it, and how they leave; `standard` is what is said where no words are given. */
export function sayersOf({ member }: Pick<ReturnType<typeof playersOf>, 'member'>, standard: string) {
  const say = async (who: Someone, at: At, words = standard, whose: object = { is: 'mine' }): Promise<string> => {
    const { chapter } = await who.api.spaces.here({ address: at.address })
    const card = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
    const said = { attempt: attempt(), space: at.id, chapter, words, whose, card }
    return (made(await who.api.library.addEvidence(said as never)) as { id: string }).id
  }
  const wordsIn = async (who: Someone, at: At) =>
    (await who.api.library.evidence({ space: at.id })).items.map((item) => item.words)
  const post = async (who: Someone, at: At, title: string) =>
    made(await who.api.spaces.addSeat({ attempt: attempt(), address: at.address, title })).id
  const hold = async (who: Someone, at: At, seat: string, holder = who) =>
    who.api.spaces.holdSeat({ attempt: attempt(), seat, memberships: [(await member(holder, at.address)).id] })
  const send = async (who: Someone, evidence: string, seat: string, words = standard) =>
    made(await who.api.insights.sendWords({ attempt: attempt(), evidence, words, seat: { id: seat } }))
  /** Says the same to everything that somebody is asked. */
  const yes = async (who: Someone, answer: 'goes' | 'stays' = 'goes') => {
    for (const { id } of (await who.api.crossings.asked({})).asked)
      await who.api.crossings.answer({ attempt: attempt(), id, answer })
  }
  /** Ends a membership: one's own, or as a manager somebody else's. */
  const leave = async (who: Someone, at: At, of = who) => {
    const { id } = await member(of, at.address)
    made(await who.api.spaces.end({ attempt: attempt(), membership: id, reason: '' }))
  }
  const propose = async (who: Someone, source: string, target: string, more: object = {}) =>
    who.api.crossings.propose({
      ...{ attempt: attempt(), kind: 'evidence', source, version: 1, words: standard, form: 'unnamed', target },
      ...more,
    } as never)
  return { say, wordsIn, post, hold, send, yes, leave, propose }
}
