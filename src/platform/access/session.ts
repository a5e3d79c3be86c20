import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import type { Actor, House } from './context.ts'

const DAYS = { full: 14, pen: 90 } as const

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** `__Host-` needs https; on this machine's own http the plain name is used. */
export function cookieName(house: House, kind: 'full' | 'pen' = 'full'): string {
  // Cookies ignore ports, so the demonstration beside a place needs names of its own.
  const name = `trefoil${house.demonstration ? '-demonstration' : ''}${kind === 'full' ? '' : '-pen'}`
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

export function tokenIn(house: House, headers: IncomingHttpHeaders, kind: 'full' | 'pen'): string | undefined {
  return cookies(headers).get(cookieName(house, kind))
}

/** Who is asking: asked of the database on every request, so that what was ended is ended at once. */
export async function actorOf(house: House, headers: IncomingHttpHeaders): Promise<Actor | null> {
  for (const kind of ['full', 'pen'] as const) {
    const token = tokenIn(house, headers, kind)
    if (token === undefined) continue
    const row = await house.db.as(null, async (tx) => {
      const { rows } = await sql<{
        session_id: string
        person_id: string
        kind: 'full' | 'pen'
        proved_at: Date | null
      }>`select * from session_for(${hashToken(token)})`.execute(tx)
      return rows[0]
    })
    if (row !== undefined && row.kind === kind)
      return { person: row.person_id, session: row.session_id, kind, provedAt: row.proved_at }
  }
  return null
}

/** Opens a session inside the signing-in transaction (which runs as that person) and returns its token. */
export async function openSession(tx: Tx, person: string, kind: 'full' | 'pen', device: string): Promise<string> {
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
      proved_at: kind === 'full' ? now : null,
      ends_at: new Date(now.getTime() + DAYS[kind] * 86_400_000),
    })
    .execute()
  return token
}

export function setCookie(house: House, reply: ServerResponse, kind: 'full' | 'pen', token: string | null): void {
  const secure = house.settings.baseUrl.startsWith('https:') ? '; Secure' : ''
  const life = token === null ? 0 : DAYS[kind] * 86_400
  reply.appendHeader(
    'set-cookie',
    `${cookieName(house, kind)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${secure}`,
  )
}
