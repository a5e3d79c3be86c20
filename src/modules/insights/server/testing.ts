import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { letIn, makePerson, makeSpace } from '#modules/crossings/server/testing.ts'
import type { House } from '#platform/access/context.ts'
import { clock } from '#platform/time.ts'
import { addDays, dayOf } from '#shared/day.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { CHAIN_KINDS } from '../contract/traced.ts'

/** Evidence as a member would put it in by hand. */
export async function makeEvidence(
  house: House,
  author: string,
  space: string,
  chapter: string,
  words: string,
): Promise<string> {
  const id = randomUUID()
  await house.db.as(author, (tx) =>
    tx
      .insertInto('evidence')
      .values({
        space_id: space,
        chapter_id: chapter,
        id,
        words,
        speaker_id: author,
        author_id: author,
        tsv: sql<string>`to_tsvector('english', ${words})`,
      })
      .execute(),
  )
  return id
}

/** The standing chapter of a space and its newest dated one, as their reader knows them. */
export async function chaptersOf(
  house: House,
  person: string,
  space: string,
): Promise<{ standing: string; chapter: string }> {
  const rows = await house.db.read(person, (db) =>
    db.selectFrom('chapter').select(['id', 'number']).where('space_id', '=', space).orderBy('number').execute(),
  )
  return { standing: rows[0]!.id, chapter: rows.at(-1)!.id }
}

/** Brings a person's own words from a space that they are alone in, unnamed: they land at once when nobody else must be asked. */
export async function bringIn(
  house: House,
  speaker: string,
  home: string,
  target: string,
  words: string,
): Promise<{ crossing: string; evidence: string }> {
  const { chapter } = await chaptersOf(house, speaker, home)
  const source = await makeEvidence(house, speaker, home, chapter, words)
  const crossing = randomUUID()
  return house.db.as(speaker, async (tx) => {
    await sql`select propose_crossing(${crossing}::uuid, 'evidence', ${source}::uuid, 1, ${words}, 'unnamed', ${target}::uuid, '', 'those in the space', null, null)`.execute(
      tx,
    )
    const landed = await tx
      .selectFrom('release')
      .select('row_id')
      .where('crossing_id', '=', crossing)
      .executeTakeFirstOrThrow()
    return { crossing, evidence: landed.row_id }
  })
}

export type Who = Visitor & { id: string; home: string }
export const gone = { code: 'not_found', status: 404 }
type Words = {
  evidence?: string
  bears?: 'supports' | 'quotes' | 'against'
  dissent?: string
  dissent_is?: 'mine' | 'among_us'
}

/** Somebody with an account, a cookie of their own, and a space that nobody else is in. */
export async function somebody(place: TestPlace, name: string): Promise<Who> {
  const person = await makePerson(place.house, name)
  const visitor = place.visitor()
  visitor.jar.set(...person.cookie)
  return { ...visitor, id: person.id, home: await makeSpace(place.house, person.id, `Alone: ${name}`) }
}

/** A partnership of two with one line of evidence, somebody who is not in it, and the acts its tests repeat. */
export async function startWorld(env: Record<string, string> = {}) {
  const place = await startTestPlace({ env })
  const [ana, ben, out] = [
    await somebody(place, 'Ana Roy'),
    await somebody(place, 'Ben Okoro'),
    await somebody(place, 'Olu Stern'),
  ]
  const space = await makeSpace(place.house, ana.id, 'Wearmouth')
  await letIn(place.house, space, ben.id, ana.id)
  const at = await chaptersOf(place.house, ana.id, space)
  const line = await makeEvidence(place.house, ana.id, space, at.chapter, 'Nobody rings after discharge.')

  const trace = (who: Who, kind: (typeof CHAIN_KINDS)[number], of: string) =>
    who.api.insights.trace({ id: space, kind, of })
  const write = async (who: Who, words: string, more: Words = {}) =>
    idOf(
      await who.api.insights.write({
        attempt: attempt(),
        space,
        chapter: at.chapter,
        words,
        evidence: [{ id: more.evidence ?? line, bears: more.bears ?? 'supports' }],
        dissent: more.dissent ?? '',
        dissent_is: more.dissent_is ?? 'mine',
      }),
    )
  const decide = (who: Who, insight: string, more: { decided_on?: string } = {}) =>
    who.api.insights.decide({
      attempt: attempt(),
      space,
      chapter: at.standing,
      insights: [insight],
      words: 'Try it on two wards.',
      decided_on: '2026-11-03',
      ...more,
    })
  const chain = async (words: string) => {
    const inStanding = { space, chapter: at.standing }
    const insight = await write(ana, words, { dissent: 'There is no hour in the shift for this.' })
    const decision = idOf(await decide(ana, insight))
    const action = idOf(
      await ana.api.insights.act({
        attempt: attempt(),
        ...inStanding,
        decision,
        words: '48-hour call rota',
        accountable: 'Dev Lal',
        starts_on: '2026-11-09',
      }),
    )
    const outcome = idOf(
      await ana.api.insights.conclude({
        attempt: attempt(),
        ...inStanding,
        action,
        state: 'too_early',
        // Never on a day that has come by the time this is read.
        look_again_on: addDays(dayOf(await place.house.db.read(ana.id, clock), 'Europe/London'), 60),
      }),
    )
    return { insight, decision, action, outcome }
  }
  const send = async (who: Who, insight: string, more: { note?: string; email?: string } = {}) => {
    const { insights } = await trace(who, 'insight', insight)
    const sent = await who.api.insights.send({
      attempt: attempt(),
      insight,
      seat: { title: 'Discharge lead, South Wear', holder: 'R. Hale' },
      let_out: insights[0]!.let_out!,
      ...more,
    })
    if (!sent.ok) throw new Error(sent.sentence)
    // Everybody who reads it has said that it may go, and only then is there a link.
    for (const other of [ana, ben]) {
      const { asked } = await other.api.crossings.asked({})
      for (const one of asked) await other.api.crossings.answer({ attempt: attempt(), id: one.id, answer: 'goes' })
    }
    const link = await who.api.insights.link({ attempt: attempt(), receiver: sent.id })
    if (!link.ok) throw new Error(link.sentence)
    return { ...sent, link: link.link, mailed: link.mailed, token: link.link!.split('#')[1]! }
  }
  return { place, space, at, ana, ben, out, line, trace, write, decide, chain, send }
}

/** Every row of what belongs to posts and of what happened, as one person reads them. */
export const rowsOf = (place: TestPlace, who: Who) =>
  place.house.db.read(who.id, async (db) => ({
    seats: await db.selectFrom('seat').selectAll().orderBy('id').execute(),
    receivers: await db
      .selectFrom('receiver')
      .select(['id', 'seat_id', 'let_out', 'link_ends_at'])
      .orderBy('id')
      .execute(),
    sendings: await db
      .selectFrom('sending')
      .select(['crossing_id', 'seat_id', 'state'])
      .orderBy('crossing_id')
      .execute(),
    answers: await db.selectFrom('acknowledgement').selectAll().orderBy('id').execute(),
    outcomes: await db.selectFrom('crossing_outcome').selectAll().orderBy('crossing_id').execute(),
    crossings: await db.selectFrom('crossing').select(['id', 'words']).orderBy('id').execute(),
    consents: await db.selectFrom('consent').select(['crossing_id', 'standing']).orderBy('crossing_id').execute(),
    // What every live frame and every count of what is new is made of.
    events: await db.selectFrom('event').selectAll().execute(),
  }))

/** What was made, or the sentence why not. */
export function idOf(made: { ok: true; id: string } | { ok: false; sentence: string }): string {
  if (!made.ok) throw new Error(made.sentence)
  return made.id
}

/** Time passes: the cluster's administrator, whom no policy binds, moves one date. */
export async function asAdministrator(place: TestPlace, statement: string): Promise<void> {
  const at = new URL(place.cluster.url)
  at.pathname = `/${place.databaseName}`
  const client = new pg.Client(at.toString())
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** A post office on loopback that keeps every letter it is given, in plain text. */
export async function openPost() {
  const letters: string[] = []
  const server = createServer((socket) => {
    let open = ''
    let writing = false
    socket.write('220 post\r\n')
    socket.on('data', (piece) => {
      open += piece.toString()
      if (writing && open.endsWith('\r\n.\r\n')) {
        letters.push(
          open
            .replaceAll('=\r\n', '')
            .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
        )
        writing = false
        open = ''
        socket.write('250 kept\r\n')
      } else if (!writing && open.endsWith('\r\n')) {
        const said = open.slice(0, 4).toUpperCase()
        writing = said === 'DATA'
        open = ''
        socket.write(writing ? '354 go on\r\n' : said === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    letters,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
