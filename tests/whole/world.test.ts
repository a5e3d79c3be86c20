import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken, openSession } from '#platform/access/session.ts'
import { openDatabase } from '#platform/db/database.ts'
import { mayHear } from '#platform/live/rights.ts'
import { clock } from '#platform/time.ts'
import { loadWorld, playOn, worldIn } from '../../seeds/world.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../support/place.ts'

const LIKE_THIS = { demonstration: true, like: 'template_demo' }
let place: TestPlace
const told: number[] = []
beforeAll(async () => {
  place = await startTestPlace({ demonstration: true })
  await loadWorld(place, 'wearmouth', (done, total) => told.push(done / total))
}, 180_000)
afterAll(() => place?.stop())

async function as(name: string): Promise<Visitor> {
  const visitor = place.visitor()
  const one = (await visitor.api.demonstration.people({})).find((person) => person.name === name)!
  await visitor.api.demonstration.look({ attempt: attempt(), person: one.id })
  return visitor
}
async function spaceOf(visitor: Visitor, name: string) {
  return (await visitor.api.spaces.list({})).find((space) => space.member && space.name.startsWith(name))!
}
async function inSpace(name: string, space: string) {
  const visitor = await as(name)
  const { address } = await spaceOf(visitor, space)
  return (await visitor.api.spaces.people({ address })).members.map((member) => member.name)
}

describe('Wearmouth at its first stop', { timeout: 60_000 }, () => {
  it('says how far it is while it is built, and stands on Wednesday 21 October 2026 at nine', async () => {
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(await worldIn(place)).toEqual({ name: 'wearmouth', stop: 1 })
    const now = await place.house.db.read(null, clock)
    expect(now.getTime() - Date.parse('2026-10-21T08:00:00Z')).toBeLessThan(60_000)
    expect(now.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-10-21T08:00:00Z'))
  })

  it('has gatherings that were held, each looked back on, and one to come that people have answered', async () => {
    const gareth = await as('Gareth Pryce')
    const { id: space } = await spaceOf(gareth, 'Wearmouth')
    const { coming, past } = await gareth.api.gatherings.list({ space })
    expect(coming.map((one) => [one.title, one.startsOn])).toEqual([
      ['One front door: what would make it ours', '2026-10-22'],
    ])
    expect(past.map((one) => one.heldOn)).toEqual(['2026-09-22', '2026-06-18', '2026-04-21'])
    const { people } = await gareth.api.gatherings.invited({ gathering: coming[0]!.id })
    expect(people.filter((one) => one.answer === 'yes')).toHaveLength(8)
    const { held, share, canRun } = await gareth.api.gatherings.balance({ space })
    expect(held.map((one) => [one.meant, one.used])).toEqual([
      ['mentor', 'midwife'],
      ['mirror', 'mirror'],
      ['midwife', 'midwife'],
    ])
    expect([share, canRun[0]!.alone]).toEqual([{ with: 3, said: 3 }, ['Nadia Hussain']])
    // Who pays is in the region and not in this room: nothing of it is there for them.
    const priya = await as('Priya Raman')
    await expect(priya.api.gatherings.one({ id: coming[0]!.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is built once: a second time is refused, and nothing of the first is touched', async () => {
    const again = loadWorld({ ...place, setupLink: null }, 'wearmouth', () => {})
    await expect(again).rejects.toThrow('There is a world here already. Begin it again, or remove it first.')
    expect(await worldIn(place)).toEqual({ name: 'wearmouth', stop: 1 })
  })

  it('lets everybody hear what a request of theirs would read, whatever their session has shown, and no more in a room', async () => {
    const people = await place.visitor().api.demonstration.people({})
    const live = openDatabase((await place.cluster.place(place.databaseName, LIKE_THIS)).connection('live'))
    const listeners: { session: Buffer; room: string | null; reads: string }[] = []
    for (const { id } of people)
      for (const shut of [false, true]) {
        const token = await place.house.db.as(id, (tx) => openSession(tx, id, 'full', 'A test', !shut))
        const reads = await place.house.db.read(shut ? { shut: id } : id, async (db) => {
          // Whoever listens to a space hears the rooms under it that they are in as well.
          const { rows } = await sql<{ id: string; space: string; under: string | null }>`
            select c.id, c.space_id as space, (select s.parent_id from space s where s.id = c.space_id and s.kind = 'room') as under
              from chapter c where c.id = any (my_chapters()) order by c.id`.execute(db as never)
          return rows
        })
        const words = (some: typeof reads) => some.map((row) => row.id).join(' ')
        const session = hashToken(token)
        listeners.push({ session, room: null, reads: words(reads) })
        for (const room of new Set(reads.map((row) => row.space)))
          listeners.push({
            session,
            room,
            reads: words(reads.filter((row) => row.space === room || row.under === room)),
          })
        listeners.push({ session, room: randomUUID(), reads: '' })
      }
    const pen = await place.house.db.as(people[0]!.id, (tx) => openSession(tx, people[0]!.id, 'pen', 'A test'))
    const out = [hashToken(pen), randomBytes(32)].map((session) => ({ session, room: null, reads: 'nothing' }))
    const heard = await mayHear(live, [...listeners, ...out])
    await live.close()
    for (const one of listeners) expect(heard.get(one)).toBe(one.reads)
    for (const one of out) expect(heard.has(one)).toBe(false)
    // The control: what a session has shown makes a difference to somebody, and so does the room.
    expect(new Set(listeners.map((one) => one.reads)).size).toBeGreaterThan(people.length)
  })

  it('has everybody where they belong, and nobody else', async () => {
    const wearmouth = await inSpace('Gareth Pryce', 'Wearmouth')
    expect(wearmouth).toHaveLength(16)
    for (const outside of ['Fiona Marr', 'Priya Raman', 'Tom Ashworth', 'Anita Desai', 'Dr Owen Hale', 'Joyce Tate'])
      expect(wearmouth).not.toContain(outside)
    expect((await inSpace('Raj Malhotra', 'Executive')).toSorted()).toEqual(
      ['Esther Boateng', 'Gareth Pryce', 'Judith Okafor', 'Marie Dodds', 'Paul Wren', 'Raj Malhotra'].concat([
        'Simon Achebe',
        'Yasmin Begum',
      ]),
    )
    expect((await inSpace('Maya Lindqvist', 'Front door')).toSorted()).toEqual([
      'Bev Tunstall',
      'Colin Marsh',
      'Denise Hall',
      'Kit Robson',
      'Maya Lindqvist',
      'Paul Wren',
      'Shanice Cole',
    ])
    expect((await inSpace('Shanice Cole', 'Charities')).toSorted()).toEqual([
      'Arthur Lister',
      'Colin Marsh',
      'Esther Boateng',
      'Marie Dodds',
      'Shanice Cole',
      'Yasmin Begum',
    ])
    expect(await inSpace('Denise Hall', 'Residents')).toHaveLength(8)
    expect((await inSpace('Maya Lindqvist', 'Supervision')).toSorted()).toEqual(['Maya Lindqvist', 'Ruth Adeyemi'])
    expect((await inSpace('Priya Raman', 'Bridgewell')).toSorted()).toEqual(['Priya Raman', 'Tom Ashworth'])
  })

  it('keeps the charities’ group and the supervision from everybody else: no name, no address, no word', async () => {
    const charities = await spaceOf(await as('Marie Dodds'), 'Charities')
    const supervision = await spaceOf(await as('Maya Lindqvist'), 'Supervision')
    for (const name of ['Priya Raman', 'Maya Lindqvist', 'Gareth Pryce', 'Marcus Bell']) {
      const visitor = await as(name)
      expect((await visitor.api.spaces.list({})).map((space) => space.id)).not.toContain(charities.id)
      const [guessed, never] = await Promise.all(
        [charities.address, 'never-was-abcd'].map((address) => visitor.api.spaces.here({ address }).catch((f) => f)),
      )
      expect([guessed.code, guessed.message]).toEqual([never.code, never.message])
      if (name !== 'Maya Lindqvist')
        expect((await visitor.api.spaces.list({})).map((space) => space.id)).not.toContain(supervision.id)
    }
    const priya = await as('Priya Raman')
    expect((await priya.api.spaces.list({})).filter((space) => space.member).map((space) => space.name)).toEqual([
      'Bridgewell learning team',
      'Healthy Neighbourhoods Learning Programme',
    ])
  })

  it('holds a year: dates, ages and words as they are told, and nothing of tomorrow', async () => {
    const gareth = await as('Gareth Pryce')
    const { id } = await spaceOf(gareth, 'Wearmouth')
    const { items } = await gareth.api.insights.list({ id })
    expect(items.length).toBeGreaterThanOrEqual(8)
    for (const item of items) expect(item.made_on <= '2026-10-21').toBe(true)
    const call = items.find((item) => item.words === 'A call within 48 hours of discharge keeps families connected.')!
    expect(call.dissent.map((one) => [one.words, one.by])).toEqual([
      ['There is no hour in the shift for this, whoever asks.', 'Kit Robson'],
    ])
    const traced = await gareth.api.insights.trace({ id, kind: 'insight', of: call.id })
    expect(traced.insights[0]!.receivers).toMatchObject([
      { holder: 'Lorna Finch', answers: [{ answer: 'understood', words: 'Understood. I can offer two wards.' }] },
    ])
    const challenge = items.find((item) => item.words?.startsWith('The board says'))!
    const asked = await gareth.api.insights.trace({ id, kind: 'insight', of: challenge.id })
    const [sent] = asked.insights[0]!.receivers
    expect(sent).toMatchObject({ title: 'Chair of the executive', sent_on: '2026-09-28', answers: [] })
    expect((Date.parse('2026-10-21') - Date.parse(sent!.sent_on)) / 86_400_000).toBe(23)
    const unheard = await gareth.api.insights.unheard({})
    expect(unheard.filter((one) => one.title === 'Learning lead, Bridgewell Trust')).toHaveLength(2)

    const documents = await gareth.api.library.documents({ space: id })
    expect(documents.items.length).toBeGreaterThanOrEqual(6)
    let pieces = 0
    let cursor: string | undefined
    do {
      const page = await gareth.api.library.evidence({ space: id, ...(cursor !== undefined && { cursor }) })
      pieces += page.items.length
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(pieces).toBeGreaterThanOrEqual(40)
  })

  it('has the agreement as what stands for everybody, with the three versions that were accepted', async () => {
    const arthur = await as('Arthur Lister')
    const { id: space, standing } = await arthur.api.spaces.here({
      address: (await spaceOf(arthur, 'Wearmouth')).address,
    })
    const { items } = await arthur.api.library.artefacts({ space })
    const [line] = items.filter((item) => item.title === 'Our working agreement')
    const agreement = await arthur.api.library.artefact({ space, id: line!.id })
    expect([agreement.stands, agreement.chapter]).toEqual([true, standing])
    expect(agreement.versions.map((one) => [one.title.at(-1), one.on])).toEqual([
      ['1', '2025-09-16'],
      ['2', '2025-11-25'],
      ['3', '2026-04-21'],
    ])
    const { text } = await arthur.api.library.document({ space, id: agreement.versions.at(-1)!.id })
    for (const clause of [
      'critical friend',
      'Not an inspector. Not a grant manager. Not a spokesperson',
      'Beneficiary first',
    ])
      expect(text).toContain(clause)
    // Those who pay see what people here choose to bring out, and this was not.
    const priya = await as('Priya Raman')
    await expect(priya.api.library.artefact({ space, id: line!.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('says no day as a machine writes it to anybody, on Today or in a timeline', async () => {
    for (const name of ['Gareth Pryce', 'Raj Malhotra', 'Maya Lindqvist', 'Priya Raman', 'Denise Hall']) {
      const visitor = await as(name)
      const { waiting } = await visitor.api.today.list({})
      const { spaces } = await visitor.api.today.week({})
      const said = JSON.stringify([
        waiting.map(({ words, why, because }) => [words, why, because]),
        spaces.flatMap(({ parts }) => parts.flatMap(({ items }) => items.map(({ words, about }) => [words, about]))),
      ])
      expect(said).not.toMatch(/\d{4}-\d\d-\d\d/)
    }
  })

  it('keeps Shanice’s line hers, in her own words', async () => {
    const shanice = await as('Shanice Cole')
    const { entries } = await shanice.api.journal.list({})
    expect(entries[0]!.words).toBe(
      'Families go silent after discharge because nobody rings in the first 48 hours; we tried ringing and it worked for six of eight.',
    )
    const marcus = await as('Marcus Bell')
    expect((await marcus.api.journal.list({})).entries).toEqual([])
  })
})

describe('Wearmouth six months on', { timeout: 180_000 }, () => {
  let gareth: Visitor
  let id = ''
  const trace = async (words: string) => {
    const { items } = await gareth.api.insights.list({ id })
    const of = items.find((item) => item.words === words)!.id
    return gareth.api.insights.trace({ id, kind: 'insight', of })
  }

  it('is played once, by those who act, and whoever looked on is still there', async () => {
    gareth = await as('Gareth Pryce')
    id = (await spaceOf(gareth, 'Wearmouth')).id
    await playOn(place, () => {})
    expect(await worldIn(place)).toEqual({ name: 'wearmouth', stop: 2 })
    const now = await place.house.db.read(null, clock)
    expect(now.getTime()).toBeGreaterThanOrEqual(Date.parse('2027-04-22T08:00:00Z'))
    expect(now.getTime() - Date.parse('2027-04-22T08:00:00Z')).toBeLessThan(60_000)
    expect(await gareth.api.people.me({})).toMatchObject({ name: 'Gareth Pryce', kind: 'full' })
    await expect(playOn(place, () => {})).rejects.toThrow('This world goes no further. Begin it again.')
  })

  it('goes from the executive of 3 November to what came of it, and what is too early', async () => {
    const traced = await trace('A call within 48 hours of discharge keeps families connected.')
    const decision = traced.decisions.find((one) => one.decided_on === '2026-11-03')!
    expect(decision.words).toBe('Try it on two wards for six weeks, small enough to fail safely.')
    const rota = traced.actions.find((one) => one.words.startsWith('48-hour call rota'))!
    expect([rota.starts_on, rota.due_on]).toEqual(['2026-11-09', '2026-12-18'])
    expect(traced.outcomes.map((one) => [one.state, one.intended, one.look_again_on]).toSorted()).toEqual([
      ['agreed', false, null],
      ['partly_agreed', true, null],
      ['too_early', true, '2027-09-15'],
    ])
    for (const one of traced.outcomes) expect(one.made_on).toBe('2027-01-15')
  })

  it('has the powerful answered where it was asked, and those who pay still not', async () => {
    const challenge = await trace('The board says the small charities’ hours are paid. A third of them are owed.')
    expect(challenge.insights[0]!.receivers[0]!.answers).toMatchObject([{ answer: 'understood', on: '2026-11-17' }])
    const unheard = await gareth.api.insights.unheard({})
    expect(unheard.filter((one) => one.title === 'Learning lead, Bridgewell Trust')).toHaveLength(2)
  })

  it('lets what was asked and answered by nobody stay where it was', async () => {
    const yasmin = await as('Yasmin Begum')
    const { crossings } = await yasmin.api.crossings.mine({})
    const upward = crossings.filter((one) => one.to.name === 'North East')
    expect(upward.map((one) => [one.state, one.words])).toEqual([['stays', null]])
  })
})
