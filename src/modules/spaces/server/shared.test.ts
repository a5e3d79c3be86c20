import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { forgetPerson } from './commands/forget.ts'
import { made, playersOf, type Someone } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, bring, member, asOwner, raw, ...play } = playersOf(place)
const founder = await someone('Gareth Pugh')
const outsider = await someone('Olive Outside')
const make = (template?: string, more?: object) => play.make(founder, template, more)

/** A space with Ruth and Donna in it besides its founder. */
async function withTwo(council = 'Wear Council') {
  const at = await make('place', { organisation: { name: council } })
  const [ruth, donna] = [await someone('Ruth Feder'), await someone('Donna Buxton')]
  await bring(founder, ruth, at.address)
  await bring(founder, donna, at.address, {}, [ruth])
  const ids = {
    ruth: (await member(founder, at.address, 'Ruth Feder')).id,
    donna: (await member(founder, at.address, 'Donna Buxton')).id,
    founder: (await member(founder, at.address)).id,
  }
  return { ...at, ruth, donna, ids }
}
type Two = Awaited<ReturnType<typeof withTwo>>
/** Something was let out to the post. How that comes about is the chain's to prove. */
async function send(at: Two, seat: string) {
  const { chapter } = await founder.api.spaces.here({ address: at.address })
  const id = attempt()
  await asOwner(
    "insert into insight (space_id, id, chapter_id, words, author_id) values ($1, $2, $3, 'Kept here', $4)",
    [at.id, id, chapter, founder.id],
  )
  await asOwner(
    "insert into receiver (space_id, id, chapter_id, insight_id, seat_id, let_out, sent_by) values ($1, gen_random_uuid(), $2, $3, $4, 'Let out', $5)",
    [at.id, chapter, id, seat, founder.id],
  )
}
const share = (by: Someone, membership: string, other: string | null) =>
  by.api.spaces.shareJob({ attempt: attempt(), membership, with: other })

describe('two who share a job', () => {
  test('hold the same roles, post, inbox and tasks, and journals of their own; one goes, the other keeps all of it', async () => {
    const at = await withTwo()
    const { address, ruth, donna, ids } = at
    await founder.api.spaces.setRoles({ attempt: attempt(), membership: ids.ruth, roles: ['facilitator'] })
    const post = made(await founder.api.spaces.addSeat({ attempt: attempt(), address, title: 'Head of Learning' }))
    made(await founder.api.spaces.holdSeat({ attempt: attempt(), seat: post.id, memberships: [ids.ruth] }))
    await send(at, post.id)
    const seatOf = async (who: Someone) => (await who.api.spaces.seats({ address }))[0]!
    expect(await seatOf(donna)).toMatchObject({ mine: false, inbox: [] })

    made(await share(founder, ids.ruth, ids.donna))
    expect(await member(founder, address, 'Donna Buxton')).toMatchObject({
      roles: ['facilitator'],
      sharesWith: 'Ruth Feder',
    })
    expect(await member(founder, address, 'Ruth Feder')).toMatchObject({ sharesWith: 'Donna Buxton' })
    for (const who of [ruth, donna]) {
      expect(await seatOf(who)).toMatchObject({
        mine: true,
        holder: 'Donna Buxton and Ruth Feder',
        inbox: [{ letOut: 'Let out', answer: null }],
      })
      expect((await who.api.today.list({})).waiting.map((one) => one.words)).toContain(
        'Something was sent to the post of Head of Learning',
      )
    }
    expect((await founder.api.today.list({})).waiting.map((one) => one.words).join()).not.toContain('Head of Learning')
    // A role given to one is given to both.
    await founder.api.spaces.setRoles({ attempt: attempt(), membership: ids.donna, roles: ['facilitator', 'chair'] })
    expect((await member(founder, address, 'Ruth Feder')).roles.toSorted()).toEqual(['chair', 'facilitator'])
    // One answers, and it waits for neither.
    const letter = (await seatOf(ruth)).inbox[0]!
    await expect(
      founder.api.spaces.answerSeat({ attempt: attempt(), letter: letter.id, answer: 'understood' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    made(
      await ruth.api.spaces.answerSeat({
        attempt: attempt(),
        letter: letter.id,
        answer: 'understood',
        words: 'Heard.',
      }),
    )
    expect((await seatOf(donna)).inbox[0]).toMatchObject({ answer: 'understood', answerWords: 'Heard.' })
    expect((await donna.api.today.list({})).waiting.map((one) => one.words).join()).not.toContain('Head of Learning')
    // Journals are no part of it.
    const journal = (await place.house.db.read(ruth.id, (db) => db.selectFrom('entry').select('id').execute())).length
    expect(journal).toBe(0)
    expect((await raw(donna, 'journal/list', {})).body).not.toContain('Ruth')

    await ruth.api.spaces.end({ attempt: attempt(), membership: ids.ruth })
    expect(await member(founder, address, 'Donna Buxton')).toMatchObject({ sharesWith: null })
    expect((await member(founder, address, 'Donna Buxton')).roles.toSorted()).toEqual(['chair', 'facilitator'])
    expect(await seatOf(donna)).toMatchObject({ mine: true, holder: 'Donna Buxton', inbox: [{ answer: 'understood' }] })
    await expect(ruth.api.spaces.seats({ address })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nobody comes to a role by sharing their own job, and nobody else sets it up', async () => {
    const { address, ids, ruth, donna } = await withTwo()
    await founder.api.spaces.setRoles({ attempt: attempt(), membership: ids.ruth, roles: ['facilitator'] })
    await expect(share(founder, ids.founder, ids.ruth)).rejects.toMatchObject({ code: 'refused' })
    for (const who of [ruth, donna, outsider])
      await expect(share(who, ids.ruth, ids.donna)).rejects.toMatchObject({ code: 'not_found' })
    made(await share(founder, ids.ruth, ids.donna))
    // Either of the two may end it; both keep the roles.
    made(await share(donna, ids.ruth, null))
    expect(await member(founder, address, 'Ruth Feder')).toMatchObject({ roles: ['facilitator'], sharesWith: null })
    expect(await member(founder, address, 'Donna Buxton')).toMatchObject({ roles: ['facilitator'], sharesWith: null })
  })

  test('a post is given by a manager, to at most two who are in', async () => {
    const { address, ids, ruth } = await withTwo()
    const post = made(await founder.api.spaces.addSeat({ attempt: attempt(), address, title: 'Board' }))
    const hold = (who: Someone, memberships: string[]) =>
      who.api.spaces.holdSeat({ attempt: attempt(), seat: post.id, memberships })
    await expect(hold(ruth, [ids.ruth])).rejects.toMatchObject({ code: 'not_found' })
    await expect(hold(founder, [ids.ruth, attempt()])).rejects.toMatchObject({ code: 'not_found' })
    await expect(hold(founder, [ids.ruth, ids.donna, ids.founder])).rejects.toMatchObject({ code: 'invalid' })
    made(await hold(founder, [ids.ruth, ids.donna]))
    made(await hold(founder, []))
    expect((await founder.api.spaces.seats({ address }))[0]).toMatchObject({ holder: '', holders: [] })
  })
})

describe('handing over', () => {
  test('a pack says what somebody carries here, from what its reader may read, and never from a journal', async () => {
    const { address, id: space, ids, ruth, donna } = await withTwo()
    await founder.api.spaces.setRoles({ attempt: attempt(), membership: ids.ruth, roles: ['treasurer'] })
    const post = made(await founder.api.spaces.addSeat({ attempt: attempt(), address, title: 'The board' }))
    await founder.api.spaces.holdSeat({ attempt: attempt(), seat: post.id, memberships: [ids.ruth] })
    const here = await ruth.api.spaces.here({ address })
    const secret = 'What I would tell nobody'
    const page = await raw(ruth, 'journal/write', { attempt: attempt(), words: secret })
    expect(page.status).toBeLessThan(500)
    for (const accountable of ['Ruth Feder', 'the board', 'Donna Buxton'])
      await asOwner(
        "insert into action (space_id, id, chapter_id, words, accountable, author_id) values ($1, gen_random_uuid(), $2, 'Ring ' || $3, $3, $4)",
        [space, here.standing, accountable, ruth.id],
      )
    const note = { attempt: attempt(), membership: ids.ruth, underWay: 'The March claim.', whoKnows: 'Ask Moira.' }
    expect(await ruth.api.spaces.noteHandover({ ...note, version: 0 })).toEqual({ ok: true, version: 1 })
    expect(await ruth.api.spaces.noteHandover({ ...note, attempt: attempt(), version: 0 })).toMatchObject({
      reason: 'conflict',
    })
    await expect(donna.api.spaces.noteHandover({ ...note, attempt: attempt(), version: 1 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await ruth.api.spaces.end({ attempt: attempt(), membership: ids.ruth })
    expect((await donna.api.spaces.people({ address })).left).toMatchObject([{ id: ids.ruth, name: 'Ruth Feder' }])
    const pack = await donna.api.spaces.handover({ membership: ids.ruth })
    expect(pack).toMatchObject({
      who: 'Ruth Feder',
      roles: ['treasurer'],
      seats: [{ title: 'The board' }],
      note: { underWay: 'The March claim.', whoKnows: 'Ask Moira.' },
    })
    expect(pack.left).not.toBeNull()
    expect(pack.carried.map((one) => one.words).toSorted()).toEqual(['Ring Ruth Feder', 'Ring the board'])
    expect(JSON.stringify(pack)).not.toContain(secret)
    const noteOf = async () => (await donna.api.spaces.handover({ membership: ids.ruth })).note
    expect(await noteOf()).not.toBeNull()
    const take = (who: Someone, membership: string) => who.fetch(`${place.url}/handover/${membership}`)
    const file = await take(donna, ids.ruth)
    const inside = unzipSync(new Uint8Array(await file.arrayBuffer()))
    for (const name of ['hand-over.html', 'hand-over.md']) {
      const text = strFromU8(inside[name]!)
      for (const word of ['What Ruth Feder carried in Wearmouth', 'treasurer', 'Ask Moira.', 'Ring the board'])
        expect(text).toContain(word)
      expect(text).not.toContain(secret)
    }
    for (const who of [outsider, ruth]) {
      const [theirs, never] = [await take(who, ids.ruth), await take(who, attempt())]
      expect([theirs.status, await theirs.text()]).toEqual([404, await never.text()])
    }
    for (const who of [outsider, ruth])
      expect(await raw(who, 'spaces/handover', { membership: ids.ruth })).toEqual(
        await raw(who, 'spaces/handover', { membership: attempt() }),
      )
    // Erased, she takes her own words along, also from where she is no longer in.
    await place.house.db.as(ruth.id, (tx) => forgetPerson(tx, ruth.id))
    expect(await noteOf()).toBeNull()
  })
})

describe('shared work', () => {
  test('which organisation carries what: said by any member, said anew without losing what was said', async () => {
    const { address, donna } = await withTwo('Tees Council')
    const organisation = (await founder.api.spaces.organisations({})).find((one) => one.name === 'Tees Council')!.id
    const say = (who: Someone, more: object = {}) =>
      who.api.spaces.sayLoad({
        ...{ attempt: attempt(), address, function: 'hosting' as const, organisation, from: '2026-01-01', until: null },
        ...{ resource: 'A room and two days a month', ...more },
      })
    const first = made(await say(donna))
    expect(await say(donna, { from: '2026-05-01', until: '2026-04-01' })).toMatchObject({ ok: false, reason: 'days' })
    const again = { instead: first.id, resource: 'A room', until: '2026-12-31' }
    const second = made(await say(founder, again))
    expect(await say(donna, again)).toMatchObject({ ok: false, reason: 'conflict' })
    expect((await donna.api.spaces.shared({ address })).loads).toMatchObject([
      {
        ...{ id: second.id, organisation: 'Tees Council', resource: 'A room', until: '2026-12-31', by: 'Gareth Pugh' },
        before: [{ resource: 'A room and two days a month', until: null }],
      },
    ])
    expect(
      (await donna.api.spaces.memory({ address })).happened.filter((one) => one.kind === 'load.said'),
    ).toHaveLength(2)
    await expect(say(outsider)).rejects.toMatchObject({ code: 'not_found' })
    await expect(say(donna, { organisation: attempt() })).rejects.toMatchObject({ code: 'not_found' })
    // Nothing that was said can be put into other words, and nobody says it in another's name.
    await expect(
      place.house.db.as(donna.id, (tx) =>
        tx.updateTable('shared_load').set({ with_what: 'Nothing' }).where('id', '=', second.id).execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('who works with whom, for which client, at what pace: seen by members, ended by any of them', async () => {
    const { address, ids, ruth, donna } = await withTwo('Tyne Council')
    const organisation = (await founder.api.spaces.organisations({})).find((one) => one.name === 'Tyne Council')!.id
    const tie = {
      ...{ address, one: { membership: ids.ruth }, oneAs: 'academic' as const, other: { organisation } },
      ...{ otherAs: 'practitioner' as const, client: 'Adult care', pace: 'A paper a term', outputs: 'Two papers' },
    }
    const { id } = made(await ruth.api.spaces.sayTie({ attempt: attempt(), ...tie }))
    expect((await donna.api.spaces.shared({ address })).ties).toMatchObject([
      {
        one: { name: 'Ruth Feder', as: 'academic' },
        other: { name: 'Tyne Council', as: 'practitioner' },
        pace: 'A paper a term',
      },
    ])
    expect((await donna.api.spaces.handover({ membership: ids.ruth })).ties).toHaveLength(1)
    expect(await ruth.api.spaces.sayTie({ attempt: attempt(), ...tie, other: { membership: ids.ruth } })).toMatchObject(
      { ok: false, reason: 'same' },
    )
    for (const act of [
      () => outsider.api.spaces.sayTie({ attempt: attempt(), ...tie }),
      () => outsider.api.spaces.endTie({ attempt: attempt(), tie: id }),
      () => ruth.api.spaces.sayTie({ attempt: attempt(), ...tie, other: { membership: attempt() } }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_found' })
    made(await donna.api.spaces.endTie({ attempt: attempt(), tie: id }))
    expect((await ruth.api.spaces.shared({ address })).ties).toEqual([])
  })
})

test('in a closed space one still leaves, and all of it goes when the space does', async () => {
  const { id: space, address, ids, ruth, donna } = await withTwo('Blyth Council')
  const organisation = (await founder.api.spaces.organisations({})).find((one) => one.name === 'Blyth Council')!.id
  const post = made(await founder.api.spaces.addSeat({ attempt: attempt(), address, title: 'Board' }))
  made(await founder.api.spaces.holdSeat({ attempt: attempt(), seat: post.id, memberships: [ids.ruth] }))
  made(await share(founder, ids.ruth, ids.donna))
  made(await ruth.api.spaces.takeOn({ attempt: attempt(), address, role: 'chair' }))
  made(
    await ruth.api.spaces.noteHandover({
      ...{ attempt: attempt(), membership: ids.ruth, version: 0, underWay: 'x', whoKnows: 'y' },
    }),
  )
  made(
    await donna.api.spaces.sayLoad({
      ...{
        attempt: attempt(),
        address,
        function: 'venue',
        organisation,
        from: '2026-01-01',
        until: null,
        resource: '',
      },
    }),
  )
  await asOwner("update space set closed_at = clock_now(), ends_at = clock_now() + interval '1 day' where id = $1", [
    space,
  ])
  made(await ruth.api.spaces.end({ attempt: attempt(), membership: ids.ruth }))
  await expect(ruth.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
  await expect(donna.api.spaces.takeOn({ attempt: attempt(), address, role: 'treasurer' })).rejects.toMatchObject({
    code: 'refused',
  })
  await asOwner('update space set ends_at = clock_now() where id = $1', [space])
  await asOwner('select close_due()', [])
  await expect(founder.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
})
