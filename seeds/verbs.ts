import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { gather } from './gather.ts'
import type { Answer, Player } from './player.ts'
import { attempt, done, mailOf, secret } from './player.ts'
import type { Card, Person, Step, Whose } from './steps.ts'
import { type Visitor, visitorOf } from './visitor.ts'
import { ORGANISATIONS } from './wearmouth/cast.ts'

type Does<Verb extends Step['does']> = (
  player: Player,
  visitor: Visitor,
  step: Extract<Step, { does: Verb }>,
) => Promise<string | undefined>

const FULL_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const cardOf = (card: Card | undefined) => ({ ...FULL_CARD, ...card })

async function whoseOf(player: Player, visitor: Visitor, whose: Whose) {
  if (typeof whose === 'string') return { is: whose }
  if ('role' in whose) return { is: 'role' as const, role: whose.role }
  return { is: 'member' as const, person: (await player.resolve(visitor, `$person:${whose.member}`)) as string }
}

/** An organisation that is known to whoever asks, or else the one of that name in the cast. */
async function organisationOf(visitor: Visitor, name: string) {
  const known = (await visitor.api.spaces.organisations({})).find((one) => one.name === name)
  return known === undefined ? ORGANISATIONS.find((one) => one.name === name) : { id: known.id }
}

const call: Does<'call'> = async (player, visitor, step) => {
  const given = await player.resolve(visitor, step.with)
  const procedure = step.what
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], visitor.api) as (
    input: object,
  ) => Promise<Answer>
  return done(await procedure({ attempt: attempt(), ...(given as object) })).id
}

const space: Does<'space'> = async (player, visitor, { key, with: given }) => {
  const { organisation, ...rest } = (await player.resolve(visitor, given)) as Record<string, unknown>
  const from = typeof organisation === 'string' ? { organisation: await organisationOf(visitor, organisation) } : {}
  const made = done(await visitor.api.spaces.create({ attempt: attempt(), ...rest, ...from } as never))
  player.refs[`${key}.address`] = made.address
  return made.id
}

const join: Does<'join'> = async (player, host, { space, people, everybody }) => {
  const address = player.ref(`${space}.address`)
  const there = everybody ? (await host.api.spaces.people({ address })).members.filter(({ me }) => !me) : []
  const names = there.map(({ name }) => name)
  const invitations: { id: string; token: string; person: Person }[] = []
  // One after the other, since the first of an organisation writes it down for the next.
  for (const person of people) {
    const token = secret()
    const { id } = done(
      await host.api.spaces.invite({
        ...{ attempt: attempt(), address, secret: token, name: person.name, email: mailOf(person.name) },
        ...{ class: person.class, roles: (person.roles ?? []) as never, reason: person.reason ?? '' },
        organisation: person.from === '' ? undefined : await organisationOf(host, person.from),
      }),
    )
    invitations.push({ id, token, person })
  }
  await Promise.all(
    invitations.map(async ({ token, person: { name } }) => {
      const isNew = !player.knows(name)
      const own = isNew ? visitorOf(player.stage.url) : await player.who(name)
      const account = { name, email: mailOf(name), password: secret() }
      done(await own.api.people.accept({ attempt: attempt(), token, ...(isNew && { account }) }))
      player.remember(name, own)
    }),
  )
  for (const {
    id,
    person: { name },
  } of invitations) {
    const { membership } = done(await host.api.spaces.confirm({ attempt: attempt(), invitation: id }))
    if (everybody)
      for (const inside of names)
        done(await (await player.who(inside)).api.spaces.welcome({ attempt: attempt(), membership }))
    names.push(name)
  }
  if (!everybody) await player.awaitDay()
  return undefined
}

const leave: Does<'leave'> = async (player, visitor, { space, reason }) => {
  const { members } = await visitor.api.spaces.people({ address: player.ref(`${space}.address`) })
  const membership = members.find(({ me }) => me)!.id
  done(await visitor.api.spaces.end({ attempt: attempt(), membership, reason, anyway: false }))
}

const line: Does<'line'> = async (player, visitor, { to, entry, words, form, open }) => {
  const target = player.ref(to)
  const told = (await visitor.api.crossings.targets({})).targets.find((one) => one.id === target)
  if (told === undefined) throw new Error(`Nothing can be brought to ${to} from here.`)
  const written = done(await visitor.api.journal.write({ attempt: attempt(), words: entry, kind: 'noticed' }))
  const asked = done(
    await visitor.api.crossings.propose({
      ...{ attempt: attempt(), kind: 'entry', source: written.id, version: written.version, words },
      ...{ form: form ?? 'unnamed', target, audience: told.reach.sentence },
    }),
  )
  if (open) return asked.id
  const landed = (await visitor.api.library.evidence({ space: target })).items.find((item) => item.words === words)
  if (landed === undefined) throw new Error('The line did not land.')
  return landed.id
}

const journal: Does<'journal'> = async (_player, visitor, { words, kind }) =>
  done(await visitor.api.journal.write({ attempt: attempt(), words, kind })).id

const document: Does<'document'> = async (player, visitor, { in: into, file, title, source, of }) => {
  const stands = of === undefined ? 'said' : 'standing'
  const [where, chapter] = [player.ref(into), (await player.resolve(visitor, `$${into}.${stands}`)) as string]
  const bytes = await readFile(new URL(`./wearmouth/documents/${file}`, import.meta.url))
  // What says where it came from was pasted, as a text that came by mail is; the rest came as a file.
  if (source !== undefined) {
    const text = bytes.toString()
    const newer = of === undefined ? {} : { newer: { ...of, artefact: player.ref(of.artefact) } }
    const given = { attempt: attempt(), space: where, chapter, title, source, text, ...newer }
    return done(await visitor.api.library.paste(given)).id
  }
  const to = new URLSearchParams({ space: where, chapter, attempt: attempt() })
  const answer = await visitor.fetch(`${player.stage.url}/files/import?${to}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(`${title}${extname(file)}`),
    },
    body: bytes,
  })
  return done(JSON.parse((await answer.text()).trim().split('\n').at(-1)!) as Answer).id
}

const excerpt: Does<'excerpt'> = async (player, visitor, step) => {
  const [where, of] = [player.ref(step.in), player.ref(step.of)]
  const { text, chapter } = await visitor.api.library.document({ space: where, id: of })
  const starts = text.indexOf(step.words)
  if (starts < 0) throw new Error(`“${step.words.slice(0, 40)}” is not in the document.`)
  const made = await visitor.api.library.excerpt({
    ...{ attempt: attempt(), space: where, chapter, document: of, starts, ends: starts + step.words.length },
    ...{ whose: (await whoseOf(player, visitor, step.whose)) as never, card: cardOf(step.card) },
  })
  return done(made).id
}

const finding: Does<'finding'> = async (player, visitor, step) => {
  const [where, of] = [player.ref(step.in), player.ref(step.of)]
  const { text, chapter } = await visitor.api.library.document({ space: where, id: of })
  const starts = text.indexOf(step.words)
  if (starts < 0) throw new Error(`“${step.words.slice(0, 40)}” is not in the report.`)
  const made = await visitor.api.insights.writeFinding({
    ...{ attempt: attempt(), space: where, chapter, words: step.words, document: of },
    ...{ starts, ends: starts + step.words.length, ...(step.about as object) },
  } as never)
  return done(made).id
}

const bring: Does<'bring'> = async (player, visitor, step) => {
  const [from, to] = [player.ref(step.from), player.ref(step.to)]
  const told = (await visitor.api.crossings.targets({ from })).targets.find((one) => one.id === to)
  if (told === undefined) throw new Error(`Nothing of ${step.from} can be brought to ${step.to}.`)
  const source = player.ref(step.evidence)
  const { version } = await visitor.api.library.evidenceItem({ space: from, id: source })
  const asked = done(
    await visitor.api.crossings.propose({
      ...{ attempt: attempt(), kind: 'evidence', source, version, words: step.words, form: 'unnamed' },
      ...{ target: to, purpose: step.purpose, audience: told.reach.sentence, hat: 'myself' },
      answers: step.answers === undefined ? null : player.ref(step.answers),
    }),
  )
  if (step.goes) await letGo(player, visitor, step.from, told.name)
  return asked.id
}

const answer: Does<'answer'> = async (player, visitor, step) => {
  const letter = player.ref(step.letter)
  const given = { attempt: attempt(), letter, answer: step.answer, words: step.words }
  return done(await visitor.api.spaces.answerSeat(given)).id
}

const evidence: Does<'evidence'> = async (player, visitor, step) => {
  const chapter = (await player.resolve(visitor, `$${step.in}.said`)) as string
  const made = await visitor.api.library.addEvidence({
    ...{ attempt: attempt(), space: player.ref(step.in), chapter, words: step.words },
    ...{ whose: (await whoseOf(player, visitor, step.whose)) as never, card: cardOf(step.card) },
  })
  return done(made).id
}

const send: Does<'send'> = async (player, visitor, step) => {
  const insight = player.ref(step.insight)
  const traced = await visitor.api.insights.trace({ id: player.ref(step.in), kind: 'insight', of: insight })
  const let_out = traced.insights.find((one) => one.id === insight)!.let_out!
  const seat = (await player.resolve(visitor, step.seat)) as never
  const sent = done(
    await visitor.api.insights.send({ attempt: attempt(), insight, seat, note: step.note, let_out, email: '' }),
  )
  if (sent.state === 'open') {
    const { title } = (await visitor.api.insights.seats({ id: player.ref(step.in) })).find(
      ({ id }) => id === sent.seat,
    )!
    await letGo(player, visitor, step.in, title)
    done(await visitor.api.insights.link({ attempt: attempt(), receiver: sent.id }))
  }
  return sent.id
}

/** It goes when all who are asked have said so. */
async function letGo(player: Player, visitor: Visitor, space: string, to: string): Promise<void> {
  const { members } = await visitor.api.spaces.people({ address: player.ref(`${space}.address`) })
  await Promise.all(
    members.map(async ({ name }) => {
      const { api } = await player.who(name)
      for (const asked of (await api.crossings.asked({})).asked)
        if (asked.to === to) done(await api.crossings.answer({ attempt: attempt(), id: asked.id, answer: 'goes' }))
    }),
  )
}

const reply: Does<'reply'> = async (player, visitor, { to, answer, words }) => {
  const { link } = done(await visitor.api.insights.link({ attempt: attempt(), receiver: player.ref(to) }))
  const token = link?.split('#')[1]
  if (token === undefined) throw new Error('There is no link to answer by.')
  const outside = visitorOf(player.stage.url)
  await outside.api.insights.seatPage({ token })
  await outside.api.insights.seatAnswer({ attempt: attempt(), token, answer, words })
  return undefined
}

/** How each thing is done; whatever has no way of its own here is simply called. */
export const VERBS: { [Verb in Step['does']]: Does<Verb> } = {
  ...{
    call,
    space,
    join,
    leave,
    line,
    journal,
    document,
    excerpt,
    evidence,
    finding,
    bring,
    send,
    answer,
    reply,
    gather,
  },
}
