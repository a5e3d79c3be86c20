import { randomBytes, randomUUID } from 'node:crypto'
import { done, type Space } from './answers.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import { CHARITIES, EXECUTIVE, FRONT_DOOR, ORGANISATIONS, type Player, PROGRAMME, WEARMOUTH } from './wearmouth-cast.ts'
import { tellChain } from './wearmouth-chain.ts'

type Place = { url: string; setupLink: string | null }

/**
 * Builds the first of the world of Wearmouth through the same doors as everybody: accounts, invitations, consents.
 * Passwords are drawn and forgotten: in a demonstration one looks through people's eyes instead of signing in.
 */
export async function loadWearmouth(place: Place): Promise<void> {
  const world = new World(place.url)
  const token = place.setupLink?.split('#')[1]
  if (token === undefined) throw new Error('This place has been set up already.')
  const gareth = await world.found(token, 'Gareth Pryce')
  const priya = await world.programme(gareth)
  const wearmouth = await world.partnership(gareth, priya)
  await world.groups(gareth, wearmouth)
  await world.supervision()
  await tellChain(world, place.url, wearmouth)
}

export class World {
  readonly #url: string
  readonly #people = new Map<string, Visitor>()
  constructor(url: string) {
    this.#url = url
  }

  who(name: string): Visitor {
    const visitor = this.#people.get(name)
    if (visitor === undefined) throw new Error(`${name} is not in this world yet.`)
    return visitor
  }

  everybody(): Visitor[] {
    return [...this.#people.values()]
  }

  async found(token: string, name: string): Promise<Visitor> {
    const visitor = visitorOf(this.#url)
    done(
      await visitor.api.people.setUp({
        attempt: randomUUID(),
        token,
        place: 'Healthy Neighbourhoods Learning Programme',
        host: 'This demonstration is run by whoever started it, on their own machine.',
        name,
        email: mailOf(name),
        password: secret(),
      }),
    )
    this.#people.set(name, visitor)
    return visitor
  }

  /** Lets somebody in: invited, accepted, confirmed, and welcomed by everybody there, so that it takes effect at once. */
  async bring(host: Visitor, space: Space, player: Player, welcomers: string[]): Promise<void> {
    const own = this.#people.get(player.name) ?? visitorOf(this.#url)
    const isNew = !this.#people.has(player.name)
    const link = secret()
    const organisation = player.from === '' ? undefined : await this.#organisation(host, player.from)
    const { id } = done(
      await host.api.spaces.invite({
        attempt: randomUUID(),
        address: space.address,
        secret: link,
        name: player.name,
        email: mailOf(player.name),
        class: player.class,
        roles: (player.roles ?? []) as never,
        organisation,
        reason: '',
      }),
    )
    done(
      await own.api.people.accept(
        isNew
          ? {
              attempt: randomUUID(),
              token: link,
              account: { name: player.name, email: mailOf(player.name), password: secret() },
            }
          : { attempt: randomUUID(), token: link },
      ),
    )
    this.#people.set(player.name, own)
    const { membership } = done(await host.api.spaces.confirm({ attempt: randomUUID(), invitation: id }))
    for (const name of welcomers) done(await this.who(name).api.spaces.welcome({ attempt: randomUUID(), membership }))
  }

  async #organisation(host: Visitor, name: string) {
    const known = (await host.api.spaces.organisations({})).find((organisation) => organisation.name === name)
    if (known !== undefined) return { id: known.id }
    return ORGANISATIONS.find((organisation) => organisation.name === name)!
  }

  async programme(gareth: Visitor): Promise<Space> {
    const nation = done(
      await gareth.api.spaces.create({
        attempt: randomUUID(),
        template: 'network',
        name: 'Healthy Neighbourhoods',
        purpose: 'What do twenty places learn about health that one alone cannot?',
        class: 'delivery_partner',
        roles: ['manager'],
        payer: 'Bridgewell Trust',
      }),
    )
    await this.bring(gareth, nation, { name: 'Priya Raman', from: 'Bridgewell Trust', class: 'funder' }, [])
    const inside = ['Priya Raman']
    for (const player of PROGRAMME.filter((one) => one.name !== 'Gareth Pryce' && one.name !== 'Maya Lindqvist')) {
      await this.bring(gareth, nation, player, inside)
      inside.push(player.name)
    }
    return nation
  }

  async partnership(gareth: Visitor, nation: Space): Promise<Space> {
    const space = done(
      await gareth.api.spaces.create({
        attempt: randomUUID(),
        template: 'place',
        parent: nation.id,
        name: 'Wearmouth Healthy Neighbourhoods Partnership',
        purpose:
          'We exist to make one front door for families leaving hospital, so that nobody goes silent in the first two days.',
        priorities: ['One front door for families leaving hospital.', 'Isolation in three estates.'],
        payer: 'Bridgewell Trust',
        class: 'delivery_partner',
        roles: ['manager', 'administrator'],
        organisation: ORGANISATIONS[0],
        partners: ORGANISATIONS.slice(1, 10).map((organisation) => ({ ...organisation })),
      }),
    )
    const inside: string[] = []
    for (const player of WEARMOUTH) {
      await this.bring(gareth, space, player, inside)
      inside.push(player.name)
    }
    return space
  }

  async groups(gareth: Visitor, wearmouth: Space): Promise<void> {
    await this.#group(
      this.who('Marie Dodds'),
      wearmouth,
      'charities_group',
      'Charities’ own group',
      'Where the charities say what they would not say in front of who pays.',
      'grantee',
      CHARITIES,
    )
    await this.#group(
      this.who('Shanice Cole'),
      wearmouth,
      'group',
      'Front door group',
      'Trying one front door on two wards.',
      'grantee',
      FRONT_DOOR,
    )
    await this.#group(
      this.who('Raj Malhotra'),
      wearmouth,
      'group',
      'Executive',
      'Takes the decisions, every six weeks.',
      'public_body',
      EXECUTIVE,
    )
    void gareth
  }

  async #group(
    host: Visitor,
    parent: Space,
    template: string,
    name: string,
    purpose: string,
    as: Player['class'],
    names: string[],
  ): Promise<void> {
    const space = done(
      await host.api.spaces.create({
        attempt: randomUUID(),
        template,
        parent: parent.id,
        name,
        purpose,
        class: as,
        roles: ['manager'],
      }),
    )
    const inside: string[] = []
    for (const one of names) {
      const player = WEARMOUTH.find((known) => known.name === one) ?? {
        name: one,
        from: 'Wear Voluntary Network',
        class: 'delivery_partner' as const,
      }
      await this.bring(host, space, { ...player, roles: [] }, inside)
      inside.push(one)
    }
  }

  async supervision(): Promise<void> {
    const maya = this.who('Maya Lindqvist')
    const kittiwake = done(
      await maya.api.spaces.create({
        attempt: randomUUID(),
        template: 'organisation',
        name: 'Kittiwake Learning',
        purpose: 'Our own practice, across the people we work for.',
        class: 'learning_partner',
        roles: ['manager'],
        organisation: ORGANISATIONS[9],
      }),
    )
    const pair = done(
      await maya.api.spaces.create({
        attempt: randomUUID(),
        template: 'supervision',
        parent: kittiwake.id,
        name: 'Supervision',
        purpose: 'What I could not say to a client.',
        unlisted: true,
        class: 'learning_partner',
        roles: ['manager'],
      }),
    )
    await this.bring(maya, pair, { name: 'Ruth Adeyemi', from: '', class: 'learning_partner' }, [])
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function mailOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@wearmouth.example`
}
