import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import type { Actor, House } from './context.ts'

const DAYS = { full: 14, pen: 90, guest: 30 } as const
/** What a cookie stands for. A guest comes to one gathering; the door of its room opens their session. */
type Kind = keyof typeof DAYS

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** `__Host-` needs https; on this machine's own http the plain name is used. */
export function cookieName(house: House, kind: Kind = 'full'): string {
  // Cookies ignore ports, so the demonstration beside a place needs names of its own.
  const name = `trefoil${house.demonstration ? '-demonstration' : ''}${kind === 'full' ? '' : `-${kind}`}`
  return house.settings.baseUrl.startsWith('https:') ? `__Host-${name}` : name
}

function cookies(headers: IncomingHttpHeaders): Map<string, string> {
  return new Map(
    (headers.cookie ?? '')
      .split(';')
      .map((part) => part.trim().split('=') as [string, string])
      .filter((pair) => pair.length === 2),
  )
}

export function tokenIn(house: House, headers: IncomingHttpHeaders, kind: Kind): string | undefined {
  return cookies(headers).get(cookieName(house, kind))
}

/** Who is asking: asked of the database on every request, so that what was ended is ended at once. */
export async function actorOf(house: House, headers: IncomingHttpHeaders): Promise<Actor | null> {
  for (const kind of ['full', 'pen', 'guest'] as const) {
    const token = tokenIn(house, headers, kind)
    if (token === undefined) continue
    // One statement of its own: outside a transaction nobody is entered, and it asks for nobody.
    const { rows } = await sql<{
      session_id: string
      person_id: string
      kind: Kind
      proved_at: Date | null
    }>`select * from session_for(${hashToken(token)})`.execute(house.db.kysely)
    const row = rows[0]
    if (row !== undefined && row.kind === kind)
      return { person: row.person_id, session: row.session_id, kind, provedAt: row.proved_at }
  }
  return null
}

/** Whose token a program shows, asked of the database on every request. No cookie counts beside it, and none instead of it. */
export async function programOf(house: House, headers: IncomingHttpHeaders): Promise<Actor | null> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) return null
  const hash = hashToken(token)
  const { rows } = await sql<{
    token_id: string
    person_id: string
    may: 'read' | 'write'
  }>`select * from token_for(${hash})`.execute(house.db.kysely)
  const row = rows[0]
  if (row === undefined) return null
  return {
    person: row.person_id,
    session: row.token_id,
    kind: 'program',
    provedAt: null,
    token: { hash, may: row.may },
  }
}

/** Opens a session inside the signing-in transaction (which runs as that person) and returns its token. */
export async function openSession(
  tx: Tx,
  person: string,
  kind: 'full' | 'pen',
  device: string,
  proved = kind === 'full',
): Promise<string> {
  const token = newToken()
  const now = await clock(tx)
  await tx
    .insertInto('session')
    .values({
      id: randomUUID(),
      person_id: person,
      token_hash: hashToken(token),
      kind,
      device: device.slice(0, 120),
      made_at: now,
      seen_at: now,
      proved_at: proved ? now : null,
      ends_at: new Date(now.getTime() + DAYS[kind] * 86_400_000),
    })
    .execute()
  return token
}

/** What was under way when a token changed may still arrive with the one before. */
const GRACE_MS = 5000

/** A new token for the same session. Only the newest can be changed, so of many at once one changes it. */
export async function renewToken(tx: Tx, session: string, token: string): Promise<string | null> {
  const next = newToken()
  const { numUpdatedRows } = await tx
    .updateTable('session')
    .set({
      ...{ token_hash: hashToken(next), before_hash: hashToken(token) },
      before_until: new Date((await clock(tx)).getTime() + GRACE_MS),
    })
    .where('id', '=', session)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  return numUpdatedRows === 1n ? next : null
}

export function setCookie(house: House, reply: ServerResponse, kind: Kind, token: string | null): void {
  const secure = house.settings.baseUrl.startsWith('https:') ? '; Secure' : ''
  const life = token === null ? 0 : DAYS[kind] * 86_400
  reply.appendHeader(
    'set-cookie',
    `${cookieName(house, kind)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${secure}`,
  )
}
