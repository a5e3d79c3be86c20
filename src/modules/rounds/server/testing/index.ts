/** Takes part in a round as a device does, by another hand's blind signatures: so ours are held against somebody else's. */
import { randomBytes, randomUUID, webcrypto } from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import type { TestPlace } from '../../../../../tests/support/place.ts'
import { PUT, putBytes, SECRET_BYTES } from '../../contract/put.ts'
import type { MayGo, PutAnswer, Round } from '../../contract.ts'

const suite = RSABSSA.SHA384.PSS.Deterministic()

/** As many more people in a space as a round needs to hide a line among: past every rule, since nothing is theirs to do. */
export async function fillUp(place: TestPlace, space: string, upTo = 8): Promise<void> {
  await place.cluster.inside(place.databaseName, async (admin) => {
    const { rows } = await admin.query(
      `insert into person (id, name) select gen_random_uuid(), 'Other ' || n
         from generate_series(1, $2::int - (select count(distinct m.person_id)::int from membership m where m.space_id = $1)) n returning id`,
      [space, upTo],
    )
    await admin.query(
      `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
         select gen_random_uuid(), $1, p, 'community_member', '{}', clock_now(), (select max(m.first_chapter) from membership m where m.space_id = $1), ''
           from unnest($2::uuid[]) p`,
      [space, rows.map((row) => row.id)],
    )
  })
}

export type Ticket = { message: Buffer; signature: Buffer; edit: Buffer }
type Ask = (input: {
  attempt: string
  round: string
  blinded: string
}) => Promise<{ ok: true; signature: string } | { ok: false; reason: string }>

/** Fetches one, or says why not. */
export async function fetchTicket(round: Pick<Round, 'id' | 'key'>, ask: Ask): Promise<Ticket | string> {
  const key = await webcrypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', n: round.key, e: 'AQAB', alg: 'PS384', ext: true },
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['verify'],
  )
  const message = randomBytes(SECRET_BYTES)
  const { blindedMsg, inv } = await suite.blind(key as never, message)
  const said = await ask({
    attempt: randomUUID(),
    round: round.id,
    blinded: Buffer.from(blindedMsg).toString('base64url'),
  })
  if (!said.ok) return said.reason
  const signature = await suite.finalize(key as never, message, Buffer.from(said.signature, 'base64url'), inv)
  return { message, signature: Buffer.from(signature), edit: randomBytes(SECRET_BYTES) }
}

/** What is sent to put a line in, or with null to pass. */
export function bodyOf(ticket: Ticket, bytes: number, value: unknown, mayGo: MayGo = 'stays'): Buffer {
  const body = Buffer.alloc(putBytes(bytes))
  const line = Buffer.from(JSON.stringify({ value, mayGo }))
  ticket.message.copy(body, PUT.message)
  ticket.signature.copy(body, PUT.signature)
  ticket.edit.copy(body, PUT.edit)
  body.writeUInt32BE(line.length, PUT.length)
  line.copy(body, PUT.line)
  return body
}

/** Sends it as nobody. */
export async function send(url: string, round: string, body: Buffer): Promise<PutAnswer & { size: number }> {
  const answer = await fetch(`${url}/rounds/${round}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(body),
  })
  const text = await answer.text()
  return { ...(JSON.parse(text) as PutAnswer), size: text.length }
}
