/** A promise of what comes back is told, when it is kept, to everybody who was promised: here, on their slip, and by one letter. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { type Post, startPost } from '../../../../tests/support/post.ts'
import { gatherings } from './index.ts'
import { done, guestIn, openGathering } from './testing.ts'

let place: TestPlace
let post: Post
let calling: Place
let [ruth, ben, eve]: Somebody[] = []
let [ruthHere, benHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const asAdmin = (statement: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))
const asksOf = async (who: Somebody) =>
  (await place.house.db.read(who.id, (db) => gatherings.asks!(db, who.id, place.house))).map(
    (ask) => `${ask.id} ${ask.why}`,
  )
const lettersTo = (address: string) =>
  post.letters.filter((one) => [one.to].flat().some((to) => to?.text.toLowerCase().includes(address)))
async function letterTo(address: string) {
  await expect.poll(() => lettersTo(address).length, { timeout: 12_000 }).toBe(1)
  return lettersTo(address)[0]!
}
const PROMISE = { shareWhat: 'Qpromise', shareHow: 'At the next one', shareBy: '2026-03-20' }
const TOLD = { words: 'Qoutcome: the bus stops at the door', how: 'A poster in the hall' }
const SAID = [{ said: 'The bus is late', did: 'It comes twice an hour' }]

beforeAll(async () => {
  post = await startPost()
  place = await startTestPlace({ env: { SMTP_URL: post.url } })
  ruth = await somebody(place.house, 'Ruth Adams')
  ben = await somebody(place.house, 'Ben Hart')
  eve = await somebody(place.house, 'Eve Cole')
  calling = await space(place.house, ruth)
  await bringIn(place.house, calling, [ruth], ben)
  await bringIn(place.house, calling, [ruth, ben], eve)
  ;[ruthHere, benHere] = [visit(ruth), visit(ben)]
}, 60_000)
afterAll(async () => {
  await place.stop()
  await post.stop()
})

describe('what was promised', { timeout: 60_000 }, () => {
  it('is late for all who were promised, and told to all of them once, without a word of it in a letter', async () => {
    const { id, room, code } = await openGathering(ruthHere!, calling, [{ talk: 'Buses' }], PROMISE)
    const [ama, leo] = [await guestIn(place, code, 'Ama', ''), await guestIn(place, code, 'Leo', '')]
    done(await benHere!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
    // Asked by mail: one who said yes, one who said no.
    for (const [name, answer] of [
      ['Zoe', 'yes'],
      ['Yan', 'no'],
    ])
      await asAdmin(
        `insert into invitee (space_id, id, chapter_id, gathering_id, name, email, comes_as, answer)
           select space_id, gen_random_uuid(), chapter_id, id, $2, lower($2) || '@example.org', 'guest', $3 from gathering where id = $1`,
        [id, name, answer],
      )
    const [amaKey, leoKey] = await Promise.all(
      [ama, leo].map(async (one) => done(await one!.api.gatherings.takeSlip({ room })).key),
    )
    const away = place.visitor()
    const slipOf = (key: string) => away.api.gatherings.slip({ key })
    const leave = (key: string, email: string) => away.api.gatherings.slipAddress({ key, email })
    expect((await slipOf(amaKey!)).mail).toBe('no')
    done(await leave(amaKey!, 'ama@example.org'))
    done(await leave(leoKey!, 'leo@example.org'))
    expect((await slipOf(leoKey!)).mail).toBe('waits')
    // Whether another left the same address is told to nobody, and it gets one letter.
    done(await leave(leoKey!, 'AMA@example.org'))
    expect((await slipOf(leoKey!)).mail).toBe('waits')
    // Nobody reads an address but the post: not whoever called it, and not as anybody who asks the database itself.
    for (const who of [ruth, ben])
      expect(
        await place.house.db
          .read(who!.id, (db) => sql`select email from share_letter`.execute(db as never))
          .catch(() => ({ rows: [] })),
      ).toMatchObject({ rows: [] })
    await expect(leave('x'.repeat(43), 'eve@example.org')).rejects.toThrow(/opens nothing/)

    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    expect((await slipOf(amaKey!)).share).toMatchObject({ what: 'Qpromise', late: true, keptOn: null })
    expect((await benHere!.api.gatherings.one({ id })).shareLate).toBe(true)
    await asAdmin('update gathering set share_by = (clock_now() at time zone zone)::date - 1 where id = $1', [id])
    expect((await asksOf(ruth!)).join()).toContain(`${id} You promised this`)
    expect((await asksOf(ben!)).join()).toContain(
      `hear ${id} You were promised to hear what came of it. That day has passed`,
    )
    // Whoever was neither asked nor there was promised nothing.
    expect((await asksOf(eve!)).join()).not.toContain(id)

    const { version } = await ruthHere!.api.gatherings.one({ id })
    const tell = (visitor: Visitor, at = version) =>
      visitor.api.gatherings.keepShare({ attempt: attempt(), id, version: at, ...TOLD, said: SAID })
    await expect(tell(benHere!)).rejects.toThrow()
    // How many were asked by mail; how many guests left an address is theirs.
    expect(done(await tell(ruthHere!)).letters).toBe(1)
    expect((await asksOf(ben!)).join()).toContain(
      `hear ${id} You were promised to hear what came of it. It is told now.`,
    )
    expect((await asksOf(ruth!)).join()).not.toContain('You promised this')
    const told = { kept: TOLD.words, keptHow: TOLD.how, said: SAID, late: false }
    for (const key of [amaKey, leoKey]) expect((await slipOf(key!)).share).toMatchObject(told)
    for (const name of ['ama', 'zoe']) {
      const letter = await letterTo(`${name}@example.org`)
      const raw = `${letter.subject}\n${letter.text}\n${letter.html}`
      expect(raw).toContain('Thursday gathering')
      for (const word of ['Qpromise', 'Qoutcome', 'bus', 'Ruth']) expect(raw).not.toContain(word)
      const [, key] = /\/told#([\w-]+)/.exec(letter.text!)!
      expect(await away.api.gatherings.toldBack({ key: key! })).toMatchObject({
        title: 'Thursday gathering',
        share: told,
      })
      // It is the link of a letter, and opens nothing else.
      await expect(slipOf(key!)).rejects.toThrow(/opens nothing/)
    }
    await expect(away.api.gatherings.toldBack({ key: 'x'.repeat(43) })).rejects.toThrow()
    // The addresses are gone with the letters; said better later, it is told to nobody twice.
    await expect
      .poll(
        async () => (await asAdmin("select email, state from share_letter where email <> '' or state <> 'gone'")).rows,
      )
      .toEqual([])
    expect(done(await tell(ruthHere!, version + 1)).letters).toBe(0)
    expect(await leave(leoKey!, 'leo@example.org')).toMatchObject({ ok: false, reason: 'told' })
    await place.tick()
    expect(lettersTo('leo@').concat(lettersTo('yan@'))).toEqual([])
    expect(lettersTo('ama@')).toHaveLength(1)
    // Links end after ninety days.
    await asAdmin('update share_letter set gone_on = gone_on - 91')
    const [, old] = /\/told#([\w-]+)/.exec((await letterTo('ama@example.org')).text!)!
    await expect(away.api.gatherings.toldBack({ key: old! })).rejects.toThrow()
    await asAdmin('select sweep_shares()')
    expect((await asAdmin('select from share_letter')).rowCount).toBe(0)
  })

  it('of a space that may not be known of is told without a title, and an address ends with what is called off', async () => {
    await asAdmin('update space set unlisted = true where id = $1', [calling.id])
    const { id, room, code } = await openGathering(ruthHere!, calling, [{ talk: 'Buses' }], PROMISE)
    const gus = await guestIn(place, code, 'Gus', '')
    const { key } = done(await gus.api.gatherings.takeSlip({ room }))
    done(await place.visitor().api.gatherings.slipAddress({ key, email: 'gus@example.org' }))
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const { version } = await ruthHere!.api.gatherings.one({ id })
    done(await ruthHere!.api.gatherings.keepShare({ attempt: attempt(), id, version, ...TOLD }))
    const letter = await letterTo('gus@example.org')
    expect(letter.subject).toBe('What came of a gathering')
    expect(letter.text).not.toContain('Thursday')
    const off = await openGathering(ruthHere!, calling, [{ talk: 'Buses' }], PROMISE)
    const hal = await guestIn(place, off.code, 'Hal', '')
    const slip = done(await hal.api.gatherings.takeSlip({ room: off.room }))
    done(await place.visitor().api.gatherings.slipAddress({ key: slip.key, email: 'hal@example.org' }))
    await asAdmin('update gathering set cancelled_on = (clock_now())::date where id = $1', [off.id])
    await asAdmin('select sweep_shares()')
    expect((await asAdmin("select from share_letter where email like 'hal%'")).rowCount).toBe(0)
  })
})
