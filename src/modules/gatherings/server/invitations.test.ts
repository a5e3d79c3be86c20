import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { type Post, startPost } from '../../../../tests/support/post.ts'
import type { CallInput } from '../contract/call.ts'
import { done, nowOf } from './testing.ts'

let place: TestPlace
let post: Post
let group: Place
let [ruth, ben, mary]: Somebody[] = []
let [ruthHere, benHere, maryHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const addressOf = (who: Somebody) => `${who.name.split(' ')[0]!.toLowerCase()}@example.org`
const withAddress = async (name: string) => {
  const who = await somebody(place.house, name)
  await place.house.db.as(who.id, (tx) =>
    tx
      .insertInto('login')
      .values({ person_id: who.id, email: addressOf(who), verified_at: sql<Date>`clock_now()` })
      .execute(),
  )
  return who
}
const secret = () => randomBytes(32).toString('base64url')
const CALL = { title: 'Qtitle evening', purpose: 'Qpurpose of it', startsOn: '2030-03-30', startsAt: '18:30' }
const plan = async (call: Partial<CallInput> = {}, at = group) => {
  const { standing } = await ruthHere!.api.spaces.here({ address: at.address })
  return done(
    await ruthHere!.api.gatherings.plan({
      ...{ attempt: attempt(), space: at.id, chapter: standing, call: { ...CALL, ...call } as CallInput },
    }),
  )
}
const lettersTo = (address: string) =>
  post.letters.filter((one) => [one.to].flat().some((to) => to?.text.includes(address)))
const letterTo = async (address: string, count = 1) => {
  for (let waited = 0; waited < 120; waited++) {
    const letter = lettersTo(address)[count - 1]
    if (letter !== undefined) return letter
    await new Promise((go) => setTimeout(go, 100))
  }
  throw new Error(`No letter number ${count} came to ${address}.`)
}
type Letter = Awaited<ReturnType<typeof letterTo>>
const keyIn = (letter: Letter) => /\/invitation#([\w-]+)/.exec(letter.text!)![1]!
const icsOf = (letter: Letter) =>
  letter.attachments
    .find((one) => one.contentType.startsWith('text/calendar') || one.filename?.endsWith('.ics'))!
    .content.toString()
    .replace(/\r\n[ \t]/g, '')
const rawOf = (letter: Letter) =>
  `${letter.subject}\n${letter.text}\n${icsOf(letter)}\n${JSON.stringify([...letter.headers])}`

beforeAll(async () => {
  post = await startPost()
  place = await startTestPlace({ env: { SMTP_URL: post.url } })
  ruth = await withAddress('Ruth Adams')
  ben = await withAddress('Ben Hart')
  mary = await withAddress('Mary Poole')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  await bringIn(place.house, group, [ruth, ben], mary)
  ;[ruthHere, benHere, maryHere] = [visit(ruth), visit(ben), visit(mary)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
}, 60_000)
afterAll(async () => {
  await place.stop()
  await post.stop()
})

describe('a letter that asks to a gathering', () => {
  it('says when, where, what comes back and the role, and holds an event; and nothing of what it is about', async () => {
    done(
      await ruthHere!.api.spaces.sayRules({
        ...{
          attempt: attempt(),
          address: group.address,
          version: 0,
          roleClause: 'A critical friend.',
          challenge: 'Welcome.',
        },
        ...{ attribution: null, cadenceDays: null, keptOut: [], agreedOn: null },
      }),
    )
    const call = {
      place: 'Bede College',
      link: 'https://meet.example.org/qlink',
      shareWhat: 'One page.',
      paid: '£50 by Friday.',
    }
    const { id } = await plan(call)
    expect(
      await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, people: [ben!.id] }),
    ).toMatchObject({ asked: 1, letters: 1 })
    const letter = await letterTo('ben@example.org')
    expect(letter.subject).toContain('Ruth Adams asks you: Qtitle evening, Saturday 30 March 2030, 18:30')
    for (const said of ['Bede College', 'One page.', '£50 by Friday.', 'A critical friend.', 'Welcome.', '90 minutes'])
      expect(letter.text).toContain(said)
    for (const kept of ['Qpurpose', 'qlink', 'Mary']) expect(rawOf(letter)).not.toContain(kept)
    const ics = icsOf(letter)
    expect(ics).toContain('METHOD:REQUEST')
    expect(ics).toContain('SEQUENCE:0')
    // Half past six in the evening, the day before the clocks go forward: still by winter time.
    expect(ics).toContain('DTSTART:20300330T183000Z')
    expect(ics).toContain('DTEND:20300330T200000Z')
    // Nobody who is not asked is written to, and nobody reads whose the address is.
    expect(post.letters).toHaveLength(1)
    const { people } = await benHere!.api.gatherings.invited({ gathering: id })
    expect(JSON.stringify(people)).not.toContain('@')
  })

  it('follows a change over the change of the clocks, and a calling off', async () => {
    const { id } = await plan()
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, people: [mary!.id] }))
    await letterTo('mary@example.org')
    done(
      await ruthHere!.api.gatherings.change({
        attempt: attempt(),
        id,
        version: 1,
        call: { ...CALL, startsOn: '2030-03-31' } as CallInput,
      }),
    )
    // What changed waits five minutes, so that three changes are one letter; here time is put on.
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(`update call_letter set not_before = not_before - interval '5 minutes'`),
    )
    const changed = await letterTo('mary@example.org', 2)
    expect(changed.subject).toContain('Changed: Qtitle evening, now Sunday 31 March 2030, 18:30')
    expect(icsOf(changed)).toContain('SEQUENCE:1')
    expect(icsOf(changed)).toContain('DTSTART:20300331T173000Z')
    const uid = (letter: Letter) => /UID:(.*)/.exec(icsOf(letter))![1]
    done(await ruthHere!.api.gatherings.cancel({ attempt: attempt(), id, because: 'Snow.' }))
    const off = await letterTo('mary@example.org', 3)
    expect(icsOf(off)).toContain('METHOD:CANCEL')
    expect(icsOf(off)).toContain('STATUS:CANCELLED')
    expect([uid(off), uid(changed)]).toEqual([uid(await letterTo('mary@example.org')), uid(off)])
    const key = keyIn(changed)
    expect(await place.visitor().api.gatherings.invitation({ key })).toMatchObject({ state: 'off', because: 'Snow.' })
    expect(await place.visitor().api.gatherings.answerInvitation({ key, answer: 'yes' })).toMatchObject({ ok: false })
  }, 30_000)

  it('tells of a space that may not be known of no more than day and hour', async () => {
    const hidden = await space(place.house, ruth!)
    await bringIn(place.house, hidden, [ruth!], mary!)
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(`update space set unlisted = true, name = 'Qhidden group' where id = '${hidden.id}'`),
    )
    const before = lettersTo('mary@example.org').length
    const { id } = await plan({ place: 'Qplace', shareWhat: 'Qshare' }, hidden)
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, everybody: true }))
    const letter = await letterTo('mary@example.org', before + 1)
    for (const kept of ['Qtitle', 'Qhidden', 'Qplace', 'Qshare', 'Qpurpose', 'Ruth', hidden.address])
      expect(rawOf(letter)).not.toContain(kept)
    expect(letter.text).toContain('Saturday 30 March 2030, 18:30')
    expect(await place.visitor().api.gatherings.invitation({ key: keyIn(letter) })).toMatchObject({
      said: { title: 'Qtitle evening' },
    })
  })
})

describe('whoever is asked', () => {
  it('answers by a link without an account, says what they need to whoever calls alone, and comes into one room', async () => {
    const { id, room } = await plan()
    const others = [{ name: 'Ama Mensah', email: 'ama@example.org', organisation: 'Riverside' }]
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const key = keyIn(await letterTo('ama@example.org'))
    const ama = place.visitor()
    expect(await ama.api.gatherings.invitation({ key })).toMatchObject({
      name: 'Ama Mensah',
      comesAs: 'guest',
      state: 'coming',
      at: null,
    })
    await expect(ama.api.gatherings.invitation({ key: secret() })).rejects.toMatchObject({ code: 'not_found' })
    done(await ama.api.gatherings.answerInvitation({ key, answer: 'yes', needs: 'Qneed: a ramp' }))
    const told = await ruthHere!.api.gatherings.invited({ gathering: id })
    expect(told.people.map((one) => [one.name, one.answer])).toEqual([
      ['Ama Mensah', 'yes'],
      ['Ruth Adams', 'yes'],
    ])
    expect(told.needs).toEqual([{ name: 'Ama Mensah', words: 'Qneed: a ramp' }])
    const bens = await benHere!.api.gatherings.invited({ gathering: id })
    expect([bens.needs, bens.can.ask]).toEqual([[], false])
    expect(bens.people).toHaveLength(2)
    await expect(strangerHere!.api.gatherings.invited({ gathering: id })).rejects.toMatchObject({ code: 'not_found' })
    // Before the doors open there is nothing to come into; then this room, and nothing round it.
    expect(await ama.api.gatherings.comeInByInvitation({ key })).toMatchObject({ ok: false, reason: 'not_open' })
    done(await ruthHere!.api.gatherings.openDoors({ attempt: attempt(), room }))
    expect(done(await ama.api.gatherings.comeInByInvitation({ key }))).toMatchObject({ room, came: 'in' })
    expect((await nowOf(ama, room)).me).toMatchObject({ name: 'Ama Mensah', guest: true, facilitates: false })
    await expect(ama.api.gatherings.invited({ gathering: id })).rejects.toThrow()
    const again = place.visitor()
    done(await again.api.gatherings.comeInByInvitation({ key }))
    expect((await nowOf(again, room)).me.id).toBe((await nowOf(ama, room)).me.id)
    // Asked no longer: out of the room, and the link opens nothing.
    const [invitee] = told.people
    await expect(
      benHere!.api.gatherings.askNoLonger({ attempt: attempt(), invitee: invitee!.id }),
    ).rejects.toMatchObject({ code: 'not_found' })
    done(await ruthHere!.api.gatherings.askNoLonger({ attempt: attempt(), invitee: invitee!.id }))
    await expect(nowOf(ama, room)).rejects.toThrow()
    await expect(ama.api.gatherings.invitation({ key })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('facilitates from outside for as long as it was said, by a link that was handed over', async () => {
    const { id, room } = await plan()
    const others = [
      { name: 'Fay Cole', comesAs: 'facilitator' as const, until: '2030-04-02' },
      { name: 'Old Fay', comesAs: 'facilitator' as const, until: '2020-01-01' },
    ]
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const { people } = await ruthHere!.api.gatherings.invited({ gathering: id })
    const linkFor = async (name: string) => {
      const key = secret()
      const invitee = people.find((one) => one.name === name)!.id
      await expect(benHere!.api.gatherings.callLink({ attempt: attempt(), invitee, key })).rejects.toMatchObject({
        code: 'not_found',
      })
      done(await ruthHere!.api.gatherings.callLink({ attempt: attempt(), invitee, key }))
      return key
    }
    const fay = place.visitor()
    done(await fay.api.gatherings.comeInByInvitation({ key: await linkFor('Fay Cole') }))
    expect((await nowOf(fay, room)).me).toMatchObject({ facilitates: true, guest: true })
    expect(await place.visitor().api.gatherings.comeInByInvitation({ key: await linkFor('Old Fay') })).toMatchObject({
      reason: 'not_open',
    })
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        `select ends_at from membership where space_id = '${room}' and 'facilitator' = any (roles) and ends_at is not null`,
      ),
    )
    expect(rows.map((row) => row.ends_at.toISOString())).toEqual(['2030-04-02T23:00:00.000Z'])
  })

  it('belongs to the space: answers there, is asked on Today, and comes in only signed in', async () => {
    const { id, room } = await plan({ title: 'Qasked' })
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, everybody: true }))
    const asks = async () => (await benHere!.api.today.list({})).waiting.filter((one) => one.words.includes('Qasked'))
    expect(await asks()).toMatchObject([{ minutes: 1, verb: 'Answer' }])
    done(await benHere!.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'around', needs: '' }))
    expect(await asks()).toEqual([])
    await expect(
      strangerHere!.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'yes' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const key = secret()
    const { people } = await ruthHere!.api.gatherings.invited({ gathering: id })
    const marys = people.find((one) => one.name === 'Mary Poole')!.id
    done(await ruthHere!.api.gatherings.callLink({ attempt: attempt(), invitee: marys, key }))
    done(await ruthHere!.api.gatherings.openDoors({ attempt: attempt(), room }))
    expect(await place.visitor().api.gatherings.comeInByInvitation({ key })).toMatchObject({ reason: 'sign_in' })
    expect(await strangerHere!.api.gatherings.comeInByInvitation({ key })).toMatchObject({ reason: 'other' })
    expect(done(await maryHere!.api.gatherings.comeInByInvitation({ key }))).toMatchObject({ room })
  })
})

describe('a calendar', () => {
  it('has an address that tells whoever has it what one is asked to, until it is taken away', async () => {
    const { id } = await plan({ title: 'Qfed' })
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, people: [mary!.id] }))
    const feed = secret()
    done(await maryHere!.api.gatherings.saveCalendar({ attempt: attempt(), letters: false, feed }))
    const read = async (at: string) => {
      const answer = await place.visitor().fetch(`${place.url}/calendar/${at}.ics`)
      return { status: answer.status, body: await answer.text() }
    }
    const told = await read(feed)
    expect(told.body).toContain('SUMMARY:Qfed')
    expect(told.body).not.toContain('Qpurpose')
    expect(told.body).not.toContain('Qhidden')
    done(await maryHere!.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'no' }))
    expect((await read(feed)).body).not.toContain('Qfed')
    expect(await maryHere!.api.gatherings.calendar({})).toMatchObject({ letters: false, mails: true })
    done(await maryHere!.api.gatherings.saveCalendar({ attempt: attempt(), letters: true, feed: 'none' }))
    expect(await read(feed)).toEqual(await read(secret()))
  })

  it('stops the letters by a link, for that person alone', async () => {
    const { id } = await plan()
    const letters = lettersTo('ben@example.org').length
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, people: [ben!.id] }))
    const key = keyIn(await letterTo('ben@example.org', letters + 1))
    done(await place.visitor().api.gatherings.stopCallLetters({ key }))
    expect(await benHere!.api.gatherings.calendar({})).toMatchObject({ letters: false })
    const next = await plan()
    expect(
      await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: next.id, people: [ben!.id, mary!.id] }),
    ).toMatchObject({ asked: 2, letters: 1 })
  })
})
