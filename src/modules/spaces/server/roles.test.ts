import { afterAll, describe, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, newSecret, playersOf, type Someone, takeUp } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, ask, bring, member, asOwner, ...play } = playersOf(place)
const founder = await someone('Gareth Pugh')
const outsider = await someone('Olive Outside')
const make = (template?: string, more?: object) => play.make(founder, template, more)
const answer = async (who: Someone, id: string, yes = true) =>
  made(await who.api.spaces.answerAsk({ attempt: attempt(), ask: id, yes })).state

describe('who may give which role', () => {
  test('a member asks in with a plain role; one that acts for others takes a manager, also when it is confirmed', async () => {
    const { address } = await make()
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    expect((await ann.api.spaces.people({ address })).door.privileged).toBe(false)
    for (const role of ['manager', 'facilitator', 'administrator', 'treasurer', 'chair'] as const)
      expect(await ask(ann, bob, address, newSecret(), { roles: [role] })).toMatchObject({ ok: false, reason: 'role' })
    expect(await ask(ann, bob, address, newSecret(), { roles: ['learning_coordinator'] })).toMatchObject({ ok: true })
    // The database says the same to whoever goes round the words.
    await expect(
      place.house.db.as(ann.id, async (tx) => {
        const space = await tx.selectFrom('space').select('id').where('address', '=', address).executeTakeFirstOrThrow()
        await tx
          .insertInto('invitation')
          .values({
            ...{ id: attempt(), space_id: space.id, token_hash: Buffer.from('x'), name: 'B', email: 'b@example.org' },
            ...{ class: 'grantee', roles: ['manager'], invited_by: ann.id, ends_at: new Date('2030-01-01') },
          })
          .execute()
      }),
    ).rejects.toMatchObject({ code: '42501' })

    await founder.api.spaces.setRoles({
      attempt: attempt(),
      membership: (await member(founder, address, 'Ann')).id,
      roles: ['manager'],
    })
    const secret = newSecret()
    const asked = made(await ask(ann, bob, address, secret, { roles: ['manager'] }))
    await founder.api.spaces.setRoles({
      attempt: attempt(),
      membership: (await member(founder, address, 'Ann')).id,
      roles: [],
    })
    await takeUp(place.house, bob.id, secret)
    await expect(ann.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  test('in a group the members decide: anybody asks in with any role, and everybody says yes', async () => {
    const { address } = await make('group')
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    const waiting = await bring(ann, bob, address, { roles: ['facilitator'] })
    await expect(bob.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    await founder.api.spaces.welcome({ attempt: attempt(), membership: waiting })
    expect((await member(bob, address, 'Bob')).roles).toEqual(['facilitator'])
  })

  test('nobody gives themselves such a role, and nobody says that an organisation speaks through them', async () => {
    const { address } = await make('place', { organisation: { name: 'Wear Council' } })
    const ann = await someone('Ann')
    await bring(founder, ann, address)
    const me = await member(founder, address, 'Gareth Pugh')
    const give = (membership: string, roles: string[]) =>
      founder.api.spaces.setRoles({ attempt: attempt(), membership, roles: roles as never })
    for (const role of ['facilitator', 'treasurer', 'speaks_for_organisation'])
      await expect(give(me.id, ['manager', role])).rejects.toMatchObject({ code: 'refused' })
    await give(me.id, ['manager', 'learning_coordinator'])
    // Ann came with no organisation, so there is none that she could speak for.
    await expect(give((await member(founder, address, 'Ann')).id, ['speaks_for_organisation'])).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(
      await ask(founder, ann, address, newSecret(), { class: 'grantee', roles: ['speaks_for_organisation'] }),
    ).toMatchObject({ ok: false, reason: 'organisation' })
    await expect(
      founder.api.spaces.create({
        ...{ attempt: attempt(), template: 'place', name: 'Own word', class: 'grantee' as const },
        ...{ roles: ['speaks_for_organisation'], organisation: { name: 'Mine' } },
      }),
    ).rejects.toMatchObject({ code: 'refused' })
    await expect(give(me.id, ['emperor'])).rejects.toMatchObject({ code: 'invalid' })
    await expect(
      place.house.db.as(founder.id, (tx) =>
        tx
          .updateTable('membership')
          .set({ roles: ['manager'] })
          .where('id', '=', me.id)
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('somebody asks everybody for a role, has it when all said yes, and one no ends it without a name', async () => {
    const { address } = await make()
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    await bring(founder, bob, address, {}, [ann])
    const one = made(await ann.api.spaces.takeOn({ attempt: attempt(), address, role: 'facilitator' }))
    expect((await bob.api.today.list({})).waiting.map((row) => row.words)).toContain(
      'May Ann take on being facilitator?',
    )
    expect(await answer(bob, one.id)).toBe('waiting')
    const seen = (await founder.api.spaces.people({ address })).asks[0]!
    expect(seen).toMatchObject({ kind: 'taken_on', role: 'facilitator', who: 'Ann', answered: false })
    await expect(answer(outsider, one.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await answer(founder, one.id)).toBe('taken')
    expect((await member(bob, address, 'Ann')).roles).toEqual(['facilitator'])

    const two = made(await bob.api.spaces.takeOn({ attempt: attempt(), address, role: 'treasurer' }))
    expect(await answer(ann, two.id, false)).toBe('ended')
    expect((await member(bob, address, 'Bob')).roles).toEqual([])
    const told = (await bob.api.spaces.memory({ address })).happened
    expect(told.find((row) => row.kind === 'membership.role_not_taken')).toMatchObject({ who: null, about: 'Bob' })
    await expect(bob.api.spaces.takeOn({ attempt: attempt(), address, role: 'manager' })).rejects.toMatchObject({
      code: 'refused',
    })
  })
})

describe('the last manager', () => {
  test('passes it on: it stays theirs until the other says yes', async () => {
    const { address } = await make()
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    await bring(founder, bob, address, {}, [ann])
    const me = await member(founder, address, 'Gareth Pugh')
    await expect(
      founder.api.spaces.setRoles({ attempt: attempt(), membership: me.id, roles: [] }),
    ).rejects.toMatchObject({ code: 'refused' })
    expect(await founder.api.spaces.end({ attempt: attempt(), membership: me.id })).toMatchObject({
      ok: false,
      reason: 'last_manager',
    })
    const { id } = made(
      await founder.api.spaces.passOn({
        attempt: attempt(),
        membership: (await member(founder, address, 'Ann')).id,
      }),
    )
    await expect(answer(bob, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await member(ann, address, 'Gareth Pugh')).roles).toEqual(['manager'])
    expect(await answer(ann, id)).toBe('taken')
    expect((await member(ann, address, 'Gareth Pugh')).roles).toEqual([])
    expect((await member(ann, address, 'Ann')).roles).toEqual(['manager'])
    made(await founder.api.spaces.end({ attempt: attempt(), membership: me.id }))
  })

  test('leaves anyway: the others are told, and one of them takes it on by everybody’s yes', async () => {
    const { address, id: space } = await make()
    const [ann, bob, watcher] = [await someone('Ann'), await someone('Bob'), await someone('Wes Watching')]
    await bring(founder, ann, address)
    await bring(founder, bob, address, {}, [ann])
    await bring(founder, watcher, address, { class: 'observer' }, [ann, bob])
    const me = await member(founder, address, 'Gareth Pugh')
    made(await founder.api.spaces.end({ attempt: attempt(), membership: me.id, anyway: true }))
    await expect(founder.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    expect((await ann.api.spaces.people({ address })).unmanaged).toBe(true)
    expect((await bob.api.today.list({ space })).waiting.map((row) => row.words)).toContain(
      'Nobody manages Wearmouth now',
    )
    expect((await ann.api.spaces.memory({ address })).happened.map((row) => row.kind)).toContain('space.unmanaged')
    for (const who of [watcher, outsider])
      await expect(who.api.spaces.takeOn({ attempt: attempt(), address, role: 'manager' })).rejects.toMatchObject({
        code: 'not_found',
      })
    const mine = made(await ann.api.spaces.takeOn({ attempt: attempt(), address, role: 'manager' }))
    const theirs = made(await bob.api.spaces.takeOn({ attempt: attempt(), address, role: 'manager' }))
    expect(await answer(bob, mine.id)).toBe('waiting')
    expect(await answer(watcher, mine.id)).toBe('taken')
    // The other asking has nothing left to be for.
    expect(await answer(ann, theirs.id)).toBe('ended')
    expect((await ann.api.spaces.people({ address })).unmanaged).toBe(false)
    expect((await member(ann, address, 'Bob')).roles).toEqual([])
  })

  test('where somebody never answers it is not a dead end: seven days without a no are a yes', async () => {
    const { address } = await make()
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    await bring(founder, bob, address, {}, [ann])
    const me = await member(founder, address, 'Gareth Pugh')
    await founder.api.spaces.end({ attempt: attempt(), membership: me.id, anyway: true })
    const { id } = made(await ann.api.spaces.takeOn({ attempt: attempt(), address, role: 'manager' }))
    const effect = (await bob.api.spaces.people({ address })).asks[0]!.takesEffect!
    expect(effect.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000)
    await asOwner('update role_ask set takes_effect_at = clock_now() where id = $1', [id])
    await asOwner('select let_in_due(null)', [])
    expect((await member(bob, address, 'Ann')).roles).toEqual(['manager'])
  })
})

describe('a researcher in residence', () => {
  const protocol = {
    observe: 'The gatherings',
    write: 'Notes without names',
    publish: 'After we read it',
    bias: 'I studied with Ann',
  }
  const propose = async (by: Someone, address: string, who: string, until: string) =>
    by.api.spaces.proposeResidence({
      ...{ attempt: attempt(), membership: (await member(by, address, who)).id, until, ...protocol },
    })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

  test('is accepted by the members first, holds until its day, and is over then without anybody doing anything', async () => {
    const { address, id: space } = await make()
    const [ann, rhea] = [await someone('Ann'), await someone('Rhea Researcher')]
    await bring(founder, ann, address)
    await bring(founder, rhea, address, { class: 'academic' }, [ann])
    await expect(propose(founder, address, 'Rhea Researcher', '2020-01-01')).rejects.toMatchObject({ code: 'refused' })
    await expect(
      founder.api.spaces.setRoles({
        attempt: attempt(),
        membership: (await member(founder, address, 'Rhea Researcher')).id,
        roles: ['researcher_in_residence'] as never,
      }),
    ).rejects.toMatchObject({ code: 'invalid' })
    const { id } = made(await propose(founder, address, 'Rhea Researcher', inDays(90)))
    const [seen] = (await ann.api.spaces.people({ address })).asks
    expect(seen).toMatchObject({ kind: 'residence', residence: { ...protocol, until: inDays(90) } })
    expect(seen!.takesEffect!.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect((await member(ann, address, 'Rhea Researcher')).roles).toEqual([])
    expect(await answer(ann, id)).toBe('waiting')
    expect(await answer(rhea, id)).toBe('taken')
    expect(await member(ann, address, 'Rhea Researcher')).toMatchObject({
      roles: ['researcher_in_residence'],
      residence: { until: inDays(90), bias: protocol.bias },
      until: inDays(90),
    })
    // Longer is asked again, and changes nothing before it is answered.
    made(await propose(founder, address, 'Rhea Researcher', inDays(180)))
    expect((await member(ann, address, 'Rhea Researcher')).residence!.until).toBe(inDays(90))
    // Its day comes: no job runs, and it is over at the next read, with the access that came with it.
    await asOwner("update role_ask set ends_at = clock_now() - interval '1 second' where id = $1", [id])
    expect(await member(ann, address, 'Rhea Researcher')).toMatchObject({ roles: [], residence: null })
    await asOwner(
      "update membership set starts_at = clock_now() - interval '1 day', ends_at = clock_now() - interval '1 second' where space_id = $1 and person_id = $2",
      [space, rhea.id],
    )
    await expect(rhea.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('who is in residence may still leave at once, and a no of one member ends the asking', async () => {
    const { address } = await make()
    const [ann, rhea] = [await someone('Ann'), await someone('Rhea Researcher')]
    await bring(founder, ann, address)
    await bring(founder, rhea, address, { class: 'academic' }, [ann])
    const first = made(await propose(rhea, address, 'Rhea Researcher', inDays(30)))
    expect(await answer(ann, first.id, false)).toBe('ended')
    const second = made(await propose(rhea, address, 'Rhea Researcher', inDays(30)))
    await answer(ann, second.id)
    expect(await answer(founder, second.id)).toBe('taken')
    const mine = await member(rhea, address, 'Rhea Researcher')
    made(await rhea.api.spaces.end({ attempt: attempt(), membership: mine.id }))
    await expect(rhea.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
  })
})
