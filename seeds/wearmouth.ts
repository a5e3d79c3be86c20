import { randomBytes, randomUUID } from 'node:crypto'
import { type Visitor, visitorOf } from './visitor.ts'
import { CHARITIES, EXECUTIVE, FRONT_DOOR, ORGANISATIONS, type Player, PROGRAMME, WEARMOUTH } from './wearmouth-cast.ts'

type Place = { url: string; setupLink: string | null }
type Answer<T> = ({ ok: true } & T) | { ok: false; sentence: string }
type Space = { id: string; address: string }

/** Unwraps an answer; a world that cannot be built says where. */
function done<T extends object>(answer: Answer<T>): { ok: true } & T {
  if (!answer.ok) throw new Error(answer.sentence)
  return answer
}

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
  await world.chain(wearmouth)
}

class World {
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

  /** One whole chain: three lines, an insight with a view against it, a receiver, a decision, an action, an outcome. */
  async chain(wearmouth: Space): Promise<void> {
    const shanice = this.who('Shanice Cole')
    const here = await shanice.api.spaces.here({ address: wearmouth.address })
    const line =
      'Families go silent after discharge because nobody rings in the first 48 hours; we tried ringing and it worked for six of eight.'
    const first = await this.#line(shanice, here.id, line, line)
    const second = await this.#line(
      this.who('Denise Hall'),
      here.id,
      'When my mam came home nobody rang for nine days. I thought we had been forgotten.',
      'When my mam came home nobody rang for nine days.',
    )
    const third = await this.#line(
      this.who('Colin Marsh'),
      here.id,
      'Three carers told me the same this week: the first call comes when it is already a crisis.',
      'the first call comes when it is already a crisis',
    )
    const gareth = this.who('Gareth Pryce')
    const insight = done(
      await this.who('Maya Lindqvist').api.insights.write({
        attempt: randomUUID(),
        space: here.id,
        chapter: here.chapter,
        words: 'A call within 48 hours of discharge keeps families connected.',
        evidence: [first, second, third].map((id) => ({ id, bears: 'supports' as const })),
        scope: 'Families leaving two wards',
        loop: 'double',
        confidence: 'fairly',
        asked: 11,
        change_mind: 'Readmissions no lower by spring.',
        sense_made_by: 'Six people in the front door group, with the learning partner.',
      }),
    )
    done(
      await this.who('Kit Robson').api.insights.addDissent({
        attempt: randomUUID(),
        insight: insight.id,
        words: 'There is no hour in the shift for this, whoever asks.',
      }),
    )
    const traced = await gareth.api.insights.trace({ id: here.id, kind: 'insight', of: insight.id })
    const sent = done(
      await gareth.api.insights.send({
        attempt: randomUUID(),
        insight: insight.id,
        seat: { title: 'Discharge lead, South Wear', holder: 'Lorna Finch' },
        note: 'Would this work on your wards?',
        let_out: traced.insights[0]!.let_out!,
        email: '',
      }),
    )
    const token = sent.link?.split('#')[1]
    if (token !== undefined)
      await visitorOf(this.#url).api.insights.seatAnswer({
        attempt: randomUUID(),
        token,
        answer: 'understood',
        words: 'Understood. I can offer two wards.',
      })
    const decision = done(
      await this.who('Raj Malhotra').api.insights.decide({
        attempt: randomUUID(),
        space: here.id,
        chapter: here.standing,
        insights: [insight.id],
        words: 'Try it on two wards for six weeks, small enough to fail safely.',
        reasons: 'Executive, 7 agreed, 1 could live with it.',
        taken_by: 'Executive',
      }),
    )
    const action = done(
      await gareth.api.insights.act({
        attempt: randomUUID(),
        space: here.id,
        chapter: here.standing,
        decision: decision.id,
        words: '48-hour call rota, shared by two organisations that used to compete.',
        accountable: 'Shanice Cole',
        started_by: 'us',
        delivered_by: 'Harbour Families and Wear Carers',
      }),
    )
    done(
      await gareth.api.insights.conclude({
        attempt: randomUUID(),
        space: here.id,
        chapter: here.standing,
        action: action.id,
        state: 'too_early',
        words: 'Too early to say.',
      }),
    )
    await this.who('Maya Lindqvist').api.journal.write({
      attempt: randomUUID(),
      words: 'I filled the silence again today. Ask Ruth about it.',
      kind: 'did_not_work',
    })
  }

  /** Writes into somebody's own journal, and brings one line of it across without a name. Returns what landed. */
  async #line(speaker: Visitor, target: string, entry: string, words: string): Promise<string> {
    const told = (await speaker.api.crossings.targets({})).targets.find((one) => one.id === target)!
    const written = done(await speaker.api.journal.write({ attempt: randomUUID(), words: entry, kind: 'noticed' }))
    done(
      await speaker.api.crossings.propose({
        attempt: randomUUID(),
        kind: 'entry',
        source: written.id,
        version: 1,
        words,
        form: 'unnamed',
        target,
        audience: told.reach.sentence,
      }),
    )
    const landed = (await speaker.api.library.evidence({ space: target })).items.find((item) => item.words === words)
    if (landed === undefined) throw new Error('A line did not land.')
    return landed.id
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function mailOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@wearmouth.example`
}
