// What a copy brings in is its bringer's to read, and nobody's who comes later; and what a group is asked for.
import { randomUUID } from 'node:crypto'
import { bringInto, CARD, makeSpace, PASSWORD, type Visitor } from './http.ts'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string; address?: string }>(one: T) => T
/** What is said in the group is told to a program for the group, and to none for the space above it. */
export const IN_GROUP = 'in the group: '
const LATER = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)

/** Takes a copy of a space of one, brings it into another, and lets somebody in there afterwards. */
export async function throughCopies(ada: Visitor, later: Visitor, mark: Mark, know: Know): Promise<void> {
  const m = (where: string) => mark(where, ada.name)
  const alone = know(await makeSpace(ada, 'place', m('name of a space that was copied')))
  const at = await ada.must('spaces.here', { address: alone.address })
  const said = { space: at.id, chapter: at.chapter, card: CARD }
  know(
    await ada.change('library.addEvidence', {
      ...{ ...said, words: m('evidence that was copied'), whose: { is: 'role', role: m('role that was copied') } },
    }),
  )
  await ada.change('insights.decide', {
    ...{ space: at.id, chapter: at.standing, insights: [], no_learning: true, words: m('decision that was copied') },
  })
  const anew = know(await makeSpace(ada, 'place', 'Anew'))
  await ada.change('people.prove', { password: PASSWORD })
  const { 'content-type': _, ...headers } = ada.headers()
  const copy = await fetch(`${ada.place.url}/copies/take?space=${at.id}`, { headers })
  const answer = await fetch(`${ada.place.url}/copies/bring?space=${anew.id}&attempt=${randomUUID()}`, {
    method: 'POST',
    headers: { ...ada.headers(), 'content-type': 'application/zip' },
    body: await copy.arrayBuffer(),
  })
  const last = JSON.parse((await answer.text()).trim().split('\n').at(-1)!)
  if (last.ok !== true) throw new Error(`The copy was not brought in: ${JSON.stringify(last)}`)
  for (const kind of ['evidence'])
    for (const one of (await ada.must(`library.${kind}`, { space: anew.id })).items) know({ id: one.id })
  await bringInto(ada, anew.address, later)
}

/** Somebody who works across groups asks one for what it learned, and something said there waits for a yes to go to a post. */
export async function throughRequests(
  ada: Visitor,
  here: { address: string; me: string },
  group: { id: string; chapter: string; said: string },
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  await ada.change('spaces.setRoles', { membership: here.me, roles: ['manager', 'learning_coordinator'] })
  know(
    await ada.change('crossings.sendRequest', {
      ...{
        address: here.address,
        group: group.id,
        words: mark(`${IN_GROUP}what a group is asked for`, ...all),
        by: LATER,
      },
    }),
  )
  const insight = know(
    await ada.change('insights.write', {
      ...{ space: group.id, chapter: group.chapter, words: mark(`${IN_GROUP}insight of a group`, ...all) },
      evidence: [{ id: group.said, bears: 'supports' }],
    }),
  )
  const traced = await ada.must('insights.trace', { id: group.id, kind: 'insight', of: insight.id })
  const { let_out } = traced.insights.find((one: { id: string }) => one.id === insight.id)
  // Nobody else has said yes, so it has not gone; where it would go is read by whoever reads it there.
  await ada.change('insights.send', {
    ...{ insight: insight.id, seat: { title: mark(`${IN_GROUP}post that a group writes to`, ...all) }, let_out },
    ...{
      note: mark(`${IN_GROUP}note that waits`, ...all),
      email: `${mark(`${IN_GROUP}address that waits`, ...all).slice(8)}@example.org`,
    },
  })
}
