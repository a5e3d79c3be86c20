import { afterAll, describe, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, newSecret, playersOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, ask, bring, raw, ...play } = playersOf(place)
const founder = await someone('Gareth Pugh')
const make = (template?: string, more?: object) => play.make(founder, template, more)

describe('layers that a funder and a body do not see', () => {
  test('those who are funded have a space of their own: the funder is not asked in, and reads nothing of it', async () => {
    const top = await make('funder_and_grantees', { class: 'grantee' })
    const funder = await someone('Priya Funder')
    await bring(founder, funder, top.address, { class: 'funder' })
    const own = await make('charities_group', {
      class: 'grantee',
      parent: top.id,
      purpose: 'What we would not say to Priya',
    })
    expect(await ask(founder, funder, own.address, newSecret(), { class: 'funder' })).toMatchObject({
      ok: false,
      reason: 'class',
    })
    const inside = await founder.api.spaces.here({ address: own.address })
    const said = made(
      await founder.api.library.addEvidence({
        ...{
          attempt: attempt(),
          space: own.id,
          chapter: inside.chapter,
          words: 'The reporting costs us a day a month.',
        },
        ...{
          whose: { is: 'mine' as const },
          card: { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' },
        },
      }),
    )
    for (const [procedure, input, never] of [
      ['spaces/here', { address: own.address }, { address: 'never-used-abcd' }],
      ['spaces/people', { address: own.address }, { address: 'never-used-abcd' }],
      ['spaces/seats', { address: own.address }, { address: 'never-used-abcd' }],
      ['spaces/shared', { address: own.address }, { address: 'never-used-abcd' }],
      ['spaces/memory', { address: own.address }, { address: 'never-used-abcd' }],
      ['library/evidence', { space: own.id }, { space: attempt() }],
    ] as const) {
      const answered = await raw(funder, procedure, input)
      expect(answered, procedure).toEqual(await raw(funder, procedure, never))
      expect(answered.body).not.toContain('reporting')
    }
    expect(said).toBeTruthy()
    await expect(
      funder.api.spaces.invite({
        ...{ attempt: attempt(), address: own.address, secret: newSecret(), name: 'Me', email: 'p@example.org' },
        class: 'grantee',
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    // What one grantee says there reaches another without passing the funder.
    const peer = await someone('Peer Grantee')
    await bring(founder, peer, own.address, { class: 'grantee' })
    expect((await peer.api.spaces.here({ address: own.address })).reach.sentence).not.toContain('Priya')
  })

  test('a working group has its topic and its own rules: members of the space above are not in it', async () => {
    const top = await make('organisation')
    const colleague = await someone('Colleague')
    await bring(founder, colleague, top.address)
    const group = await make('group', {
      parent: top.id,
      name: 'Impact and learning',
      purpose: 'How we know what changes',
    })
    const here = await founder.api.spaces.here({ address: group.address })
    expect(here).toMatchObject({ kind: 'group', charter: { purpose: 'How we know what changes' } })
    expect(here.reach.sentence).toBe('Only you, and nobody who joins later')
    // The name is in the directory of the space above; what it is for and who is in it is not.
    expect((await colleague.api.spaces.list({})).find((one) => one.id === group.id)).toMatchObject({
      member: false,
      name: 'Impact and learning',
    })
    expect(await raw(colleague, 'spaces/here', { address: group.address })).toEqual(
      await raw(colleague, 'spaces/here', { address: 'never-used-abcd' }),
    )
  })

  test('a stakeholder body is given a post, or a space, and sees nothing of the layers round it', async () => {
    const top = await make()
    const private_ = await make('group', { parent: top.id, name: 'Leaders', unlisted: true })
    const forum = await make('group', { parent: top.id, name: 'Tenants forum' })
    const tenant = await someone('Tess Tenant')
    await bring(founder, tenant, forum.address, { class: 'community_member' })
    const post = made(
      await founder.api.spaces.addSeat({
        attempt: attempt(),
        address: top.address,
        title: 'Tenants forum',
        holder: 'Tess',
      }),
    )
    expect((await tenant.api.spaces.here({ address: forum.address })).name).toBe('Tenants forum')
    // The tree shows the name above, since it is listed; nothing else, and never the unlisted one beside.
    const seen = await tenant.api.spaces.list({})
    expect(seen.find((one) => one.id === top.id)).toMatchObject({ member: false })
    expect(seen.some((one) => one.id === private_.id)).toBe(false)
    for (const address of [top.address, private_.address])
      for (const procedure of ['spaces/here', 'spaces/people', 'spaces/seats', 'spaces/shared', 'spaces/memory'])
        expect(await raw(tenant, procedure, { address })).toEqual(
          await raw(tenant, procedure, { address: 'never-used-abcd' }),
        )
    await expect(
      tenant.api.spaces.changeSeat({ attempt: attempt(), seat: post.id, title: 'Mine', holder: '' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      tenant.api.spaces.holdSeat({ attempt: attempt(), seat: post.id, memberships: [] }),
    ).rejects.toMatchObject({ code: 'not_found' })
    // Inside too: whoever manages and whoever made it name who holds it, and no other member.
    const theirs = made(
      await founder.api.spaces.addSeat({ attempt: attempt(), address: forum.address, title: 'Council', holder: 'Ann' }),
    )
    await expect(
      tenant.api.spaces.changeSeat({ attempt: attempt(), seat: theirs.id, title: 'Council', holder: 'Me' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const own = made(
      await tenant.api.spaces.addSeat({ attempt: attempt(), address: forum.address, title: 'Landlord', holder: 'Bo' }),
    )
    for (const [who, seat] of [
      [tenant, own],
      [founder, own],
      [founder, theirs],
    ] as const)
      await who.api.spaces.changeSeat({ attempt: attempt(), seat: seat.id, title: 'Changed', holder: 'Cy' })
    expect(
      (await tenant.api.spaces.seats({ address: forum.address })).map((one) => [one.holder, one.can.change]),
    ).toEqual(
      expect.arrayContaining([
        ['Cy', true],
        ['Cy', false],
      ]),
    )
  })
})
