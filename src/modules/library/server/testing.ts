/** People and a group to try the library in, made through the doors everybody uses: nothing here writes round a rule. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { cookieName, openSession } from '#platform/access/session.ts'
import type { ImportLine } from '../contract.ts'

export type Somebody = { id: string; name: string; cookie: [name: string, token: string] }
export type Place = { id: string; address: string; chapter: string }

/** Somebody with a session of their own. */
export async function somebody(house: House, name: string): Promise<Somebody> {
  const id = randomUUID()
  const token = await house.db.as(id, async (tx) => {
    await tx.insertInto('person').values({ id, name }).execute()
    return openSession(tx, id, 'full', 'a test')
  })
  return { id, name, cookie: [cookieName(house), token] }
}

/** A space founded by `founder`, with its first dated chapter. */
export async function space(house: House, founder: Somebody, kind = 'group'): Promise<Place> {
  const id = randomUUID()
  const address = `place-${randomBytes(4).toString('hex')}`
  await house.db.as(founder.id, (tx) =>
    sql`select found_space(${id}::uuid, null, ${kind}, 'A group', ${address}, false, 'Europe/London', 'grantee', '{manager}', null, '{}'::jsonb, null)`.execute(
      tx,
    ),
  )
  return { id, address, chapter: await newest(house, founder, id) }
}

/** Brings somebody in with everybody's yes; what is said from now on stands in the chapter this answers. */
export async function bringIn(house: House, place: Place, members: Somebody[], newcomer: Somebody): Promise<string> {
  const [inviter] = members
  const invitation = randomUUID()
  const token = createHash('sha256').update(randomBytes(16)).digest()
  await house.db.as(inviter!.id, (tx) =>
    sql`insert into invitation (id, space_id, token_hash, name, email, class, invited_by, ends_at)
        values (${invitation}::uuid, ${place.id}::uuid, ${token}, ${newcomer.name}, 'a@example.org', 'grantee', me(), clock_now() + interval '1 day')`.execute(
      tx,
    ),
  )
  await house.db.as(newcomer.id, (tx) => sql`select accept_invitation(${token})`.execute(tx))
  const arrival = await house.db.as(
    inviter!.id,
    async (tx) =>
      (await sql<{ id: string }>`select confirm_invitation(${invitation}::uuid) as id`.execute(tx)).rows[0]!.id,
  )
  for (const member of members.slice(1))
    await house.db.as(member.id, (tx) => sql`select welcome(${arrival}::uuid)`.execute(tx))
  return newest(house, newcomer, place.id)
}

async function newest(house: House, person: Somebody, space: string): Promise<string> {
  const row = await house.db.read(person.id, (db) =>
    db
      .selectFrom('chapter')
      .select('id')
      .where('space_id', '=', space)
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return row.id
}

type Told = { ok: boolean; id: string; already: boolean; reason: string; sentence: string }

/** Sends a file as the browser does, and answers with the last line of what came back. */
export async function sendFile(
  go: typeof fetch,
  url: string,
  name: string,
  bytes: Uint8Array | string,
  into: { id: string; chapter: string },
  options: { attempt?: string; signal?: AbortSignal } = {},
): Promise<{ status: number; last: Told }> {
  const query = new URLSearchParams({ space: into.id, chapter: into.chapter, attempt: options.attempt ?? randomUUID() })
  const answer = await go(`${url}/files/import?${query}`, {
    method: 'POST',
    body: Buffer.from(bytes),
    signal: options.signal ?? null,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
  })
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine)
  return { status: answer.status, last: lines.at(-1)! as unknown as Told }
}
