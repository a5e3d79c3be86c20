// A small place with a mark in every field that takes words, and for each mark those who may read it.
import { randomBytes } from 'node:crypto'
import { addEvidence, bringInto, CARD, firstPerson, makeSpace, type Running, Visitor } from './http.ts'
import { throughCalls } from './leak-calls.ts'
import { throughChain } from './leak-chain.ts'
import { IN_GROUP, throughCopies, throughRequests } from './leak-copies.ts'
import { throughGatherings } from './leak-gatherings.ts'
import { throughInquiry, throughLibrary, throughSpace } from './leak-inquiry.ts'
import { throughOtherDoors } from './leak-journal.ts'
import { throughOutputs } from './leak-outputs.ts'
import { throughFiles } from './leak-routes.ts'

export type Mark = { token: string; where: string; readers: Set<string> }
/** An id and an address that somebody could come by; `of` where it is one person's own. */
export type Known = { id: string; address: string; of?: string }
export type Scene = {
  place: Running
  people: Record<string, Visitor>
  marks: Mark[]
  known: Known[]
  spaces: string[]
  evidence: string
}

/** Starts with a letter, so that a search takes it for one word; 120 bits that no compression shortens. */
export const newToken = () => `q${randomBytes(15).toString('hex')}`

export async function makeScene(place: Running): Promise<Scene> {
  const marks: Mark[] = []
  const mark = (where: string, ...readers: string[]) => {
    const token = newToken()
    marks.push({ token, where, readers: new Set(readers) })
    return `planted ${token}`
  }
  const known: Known[] = []
  const know = <T extends { id: string; address?: string }>(one: T, of?: string): T => {
    known.push({ id: one.id, address: one.address ?? one.id, ...(of === undefined ? {} : { of }) })
    return one
  }
  const ada = await firstPerson(place, 'ada')
  const [ben, cleo, dov, eve] = ['ben', 'cleo', 'dov', 'eve'].map((name) => new Visitor(place, name)) as [
    Visitor,
    Visitor,
    Visitor,
    Visitor,
  ]
  const people = { ada, ben, cleo, dov, eve }
  const all = ['ada', 'ben', 'cleo']
  const space = know(
    await ada.change('spaces.create', {
      ...{ template: 'place', name: 'Place', class: 'grantee', roles: ['manager'], purpose: mark('purpose', ...all) },
      ...{ payer: mark('payer', ...all), priorities: [mark('priority', ...all)] },
    }),
  )
  // Eve comes in by an invitation and leaves at once for a space of her own, so that she has an account and no part in this.
  const first = await bringInto(ada, space.address, eve)
  await eve.change('spaces.end', { membership: first })
  const away = know(await makeSpace(eve, 'place', 'Away'))
  await bringInto(ada, space.address, ben)
  const gone = await bringInto(ada, space.address, dov, [ben])
  const group = know(await makeSpace(ada, 'group', 'Group', space.id))
  await bringInto(ada, group.address, ben)
  const here = await ada.must('spaces.here', { address: space.address })
  known.push({ id: here.chapter, address: here.chapter }, { id: here.standing, address: here.standing })
  const inGroup = await ada.must('spaces.here', { address: group.address })
  known.push({ id: inGroup.chapter, address: inGroup.chapter })

  for (const person of [ada, ben, dov, eve]) {
    const written = know(
      await person.change('journal.write', { words: mark(`journal of ${person.name}`, person.name) }),
      person.name,
    )
    await person.change('journal.edit', {
      id: written.id,
      version: 1,
      words: mark(`journal of ${person.name}, edited`, person.name),
    })
    await person.change('people.saveProfile', {
      ...{
        name: person.name,
        pronouns: mark('pronouns', person.name).slice(0, 40),
        accessNeeds: mark('access needs', person.name),
      },
      ...{ learningStyle: mark('learning style', person.name), prefers: 'words', zone: null },
    })
  }
  await throughOtherDoors(place, ada, marks, know, newToken)
  // Said in the group before Cleo comes into it.
  const early = know({ id: await addEvidence(ben, inGroup, mark(`${IN_GROUP}evidence before Cleo`, 'ada', 'ben')) })
  await bringInto(ada, space.address, cleo, [ben])
  await bringInto(ada, group.address, cleo, [ben])
  const invited = await ada.change('spaces.invite', {
    ...{
      address: space.address,
      secret: randomBytes(32).toString('base64url'),
      name: mark('name of an invitation', 'ada', 'x@example.org'),
      email: 'x@example.org',
    },
    ...{ class: 'grantee', reason: mark('reason of an invitation', 'ada', 'x@example.org') },
  })
  know(invited)

  know(
    await ada.change('spaces.noteContext', {
      ...{ address: space.address, chapter: here.chapter, sort: 'crisis', from: '2026-01-01' },
      ...{ words: mark('what happened round us', ...all), saysWho: mark('who says so', ...all) },
    }),
  )
  await ben.change('spaces.tieStrategy', {
    ...{ address: space.address, version: 0, from: '2026-01-01' },
    ...{ name: mark('strategy', ...all), whose: mark('whose strategy', ...all), says: mark('what it says', ...all) },
    milestones: [{ on: '2026-02-01', words: mark('milestone', ...all) }],
  })
  const card = Object.fromEntries(
    ['method', 'asked', 'limits', 'disputedBy'].map((field) => [field, mark(`card: ${field}`, ...all)]),
  )
  const evidence = know(
    await ada.change('library.addEvidence', {
      space: here.id,
      chapter: here.chapter,
      words: mark('evidence in the place', ...all),
      whose: { is: 'mine' },
      card: { ...CARD, ...card },
    }),
  ).id
  await addEvidence(eve, await eve.must('spaces.here', { address: away.address }), mark('evidence elsewhere', 'eve'))
  const document = know(
    await ada.change('library.paste', {
      space: here.id,
      chapter: here.chapter,
      title: mark('title', ...all),
      source: mark('source', ...all),
      text: `${mark('document', ...all)} and more`,
    }),
  )
  know(
    await ada.change('library.excerpt', {
      space: here.id,
      chapter: here.chapter,
      document: document.id,
      starts: 0,
      ends: 20,
      whose: { is: 'role', role: mark('role', ...all) },
      card: CARD,
    }),
  )
  await throughFiles(ada, { ...here, address: space.address }, mark, know, all)
  const insight = know(
    await ada.change('insights.write', {
      ...{
        space: here.id,
        chapter: here.chapter,
        words: mark('insight', ...all),
        evidence: [{ id: evidence, bears: 'supports' }],
        dissent: mark('dissent', ...all),
      },
      ...{
        scope: mark('scope', ...all),
        change_mind: mark('change of mind', ...all),
        sense_made_by: mark('sense made by', ...all),
      },
    }),
  )
  know(await ben.change('insights.addDissent', { insight: insight.id, words: mark('another dissent', ...all) }))
  const trace = await ada.must('insights.trace', { id: here.id, kind: 'insight', of: insight.id })
  const shown = trace.insights.find((one: { id: string }) => one.id === insight.id)
  const post = `${mark('address of a post', ...all).slice('planted '.length)}@example.org`
  marks.at(-1)!.readers.add(post)
  const sent = know(
    await ada.change('insights.send', {
      ...{
        insight: insight.id,
        seat: { title: mark('title of a seat', ...all), holder: mark('holder', ...all) },
        note: mark('note', ...all),
        let_out: shown.let_out,
        email: post,
      },
    }),
  )
  // It goes out when all who read it have said so, and then there is something behind the link.
  for (const one of [ben, cleo, dov])
    for (const { id } of (await one.must('crossings.asked', {})).asked)
      await one.change('crossings.answer', { id, answer: 'goes' })
  known.push({ id: sent.seat, address: sent.seat })
  await ada.change('insights.link', { receiver: sent.id })
  const decision = know(
    await ada.change('insights.decide', {
      space: here.id,
      chapter: here.standing,
      insights: [insight.id],
      words: mark('decision', ...all),
      reasons: mark('reasons', ...all),
      taken_by: mark('taken by', ...all),
      not_heard: mark('not heard', ...all),
    }),
  )
  const action = know(
    await ada.change('insights.act', {
      space: here.id,
      chapter: here.standing,
      decision: decision.id,
      words: mark('action', ...all),
      accountable: mark('accountable', ...all),
      delivered_by: mark('delivered by', ...all),
    }),
  )
  know(
    await ada.change('insights.conclude', {
      space: here.id,
      chapter: here.standing,
      action: action.id,
      state: 'agreed',
      words: mark('outcome', ...all),
      says_who: mark('says who', ...all),
    }),
  )
  const ids = { insight: insight.id, action: action.id, document: document.id }
  await throughChain([ada, ben], here, ids, mark, know, all)
  const at = { ...here, address: space.address }
  await throughInquiry(ada, at, { ...ids, evidence }, mark, know, all)
  await throughLibrary([ada, ben], at, { evidence, document: document.id }, mark, know, all)
  await throughSpace([ada, ben], at, mark, know, all)
  await throughCopies(ada, ben, mark, know)
  const guest = await throughGatherings([ada, ben], here, mark, know, all)
  await throughCalls([ada, ben], here, mark, know, all)
  await throughOutputs([ada, ben], here, mark, know, all)
  const { members } = await ada.must('spaces.people', { address: space.address })
  const me = members.find((one: { me: boolean }) => one.me).id
  const now = await ada.must('spaces.here', { address: group.address })
  const said = await addEvidence(ben, now, mark(`${IN_GROUP}evidence`, ...all))
  const inside = { id: now.id, chapter: now.chapter, said }
  await throughRequests(ada, { address: space.address, me }, inside, mark, know, all)

  // One line of a journal crosses; its purpose and who was told stay with its speaker.
  const line = mark('a line that crossed', ...all)
  const own = know(await ada.change('journal.write', { words: line }))
  know(
    await ada.change('crossings.propose', {
      kind: 'entry',
      source: own.id,
      version: 1,
      words: line,
      form: 'unnamed',
      target: here.id,
      purpose: mark('purpose of a crossing', 'ada'),
    }),
  )
  // One line of the group is asked for, and nobody has answered.
  const asked = marks.find((one) => one.where === `${IN_GROUP}evidence before Cleo`)!
  know(
    await ada.change('crossings.propose', {
      kind: 'evidence',
      source: early.id,
      version: 1,
      words: `planted ${asked.token}`,
      form: 'unnamed',
      target: here.id,
      purpose: mark('purpose in the group', 'ada', 'ben'),
    }),
  )
  await dov.change('spaces.end', { membership: gone })
  for (const person of Object.values(people)) known.push({ id: person.id, address: person.id })

  return {
    place,
    people: { ...people, guest, nobody: new Visitor(place, 'nobody') },
    marks,
    known,
    spaces: [here.id, group.id, away.id],
    evidence,
  }
}
