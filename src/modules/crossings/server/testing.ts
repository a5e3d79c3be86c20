import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { cookieName, openSession } from '#platform/access/session.ts'

/** Somebody with an account, their own space, and a session of the given kind. */
export async function makePerson(
  house: House,
  name: string,
  kind: 'full' | 'pen' = 'full',
): Promise<{ id: string; home: string; cookie: [string, string] }> {
  const id = randomUUID()
  const home = randomUUID()
  const token = await house.db.as(id, async (tx) => {
    await tx.insertInto('person').values({ id, name }).execute()
    await sql`select found_space(${home}::uuid, null, 'person', ${name}, ${`own-${home}`}, true, 'Europe/London', 'community_member', '{}', null, '{}', null)`.execute(
      tx,
    )
    return openSession(tx, id, kind, 'A test')
  })
  return { id, home, cookie: [cookieName(house, kind), token] }
}

/** A space with its founder in it. */
export async function makeSpace(
  house: House,
  founder: string,
  name: string,
  kind = 'partnership',
  hidden = false,
): Promise<string> {
  const id = randomUUID()
  await house.db.as(founder, (tx) =>
    sql`select found_space(${id}::uuid, null, ${kind}, ${name}, ${`s-${id}`}, ${hidden}, 'Europe/London', 'community_member', array['manager'], null, '{}', null)`.execute(
      tx,
    ),
  )
  return id
}

/** Lets somebody into a space by its own door: an invitation, taken up and confirmed, and welcomed by all who are in. */
export async function letIn(
  house: House,
  space: string,
  person: string,
  inviter: string,
  others: string[] = [],
  as: { class?: string; organisation?: string; roles?: string[] } = {},
): Promise<string> {
  const id = randomUUID()
  const secret = Buffer.from(randomUUID())
  await house.db.as(inviter, (tx) =>
    tx
      .insertInto('invitation')
      .values({
        id,
        space_id: space,
        token_hash: secret,
        name: 'Guest',
        email: 'guest@example.org',
        class: as.class ?? 'community_member',
        organisation_id: as.organisation ?? null,
        roles: as.roles ?? [],
        invited_by: inviter,
        ends_at: new Date('2100-01-01'),
      })
      .execute(),
  )
  await house.db.as(person, (tx) => sql`select accept_invitation(${secret})`.execute(tx))
  const membership = await house.db.as(
    inviter,
    async (tx) => (await sql<{ id: string }>`select confirm_invitation(${id}::uuid) as id`.execute(tx)).rows[0]!.id,
  )
  for (const other of others) await house.db.as(other, (tx) => sql`select welcome(${membership}::uuid)`.execute(tx))
  return membership
}

/** An organisation that somebody has put on the list. */
export async function makeOrganisation(house: House, by: string, name: string): Promise<string> {
  const id = randomUUID()
  await house.db.as(by, (tx) => tx.insertInto('organisation').values({ id, name, made_by: by }).execute())
  return id
}

/** A line said in a space, in the chapter that stands there now: under its speaker's name, or typed for somebody by role. */
export async function makeEvidence(
  house: House,
  space: string,
  by: string,
  words: string,
  saidBy = '',
): Promise<string> {
  const id = randomUUID()
  const [attribution, speaker] = saidBy === '' ? ['named', by] : ['role', null]
  await house.db.as(by, async (tx) => {
    const chapter = await tx
      .selectFrom('chapter')
      .select('id')
      .where('space_id', '=', space)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await sql`insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, said_by, author_id, tsv)
      values (${space}, ${id}, ${chapter.id}, ${words}, ${attribution}, ${speaker}, ${saidBy}, ${by}, to_tsvector('english', ${words}))`.execute(
      tx,
    )
  })
  return id
}
