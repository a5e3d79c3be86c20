// Marks in what a room makes and leaves as itself: a norm, which all of the place read; and a map, which those read who made it
// and nobody else, not whoever belongs to the place and stayed away.
import { randomUUID } from 'node:crypto'
import type { Visitor } from './http.ts'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string; address?: string }>(one: T, of?: string) => T
type Here = { id: string; standing: string }
type Line = { key: string; value: unknown; chosen?: (lines: string[]) => unknown }

/** Ada runs a method with Ben, puts these in to its steps, and keeps what the room accepts. */
async function keepOf(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  method: string,
  title: string,
  lines: Line[],
  know: Know,
) {
  const made = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing },
    call: { title, startsOn: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10), startsAt: '17:00' },
  })
  know({ id: made.id })
  know({ id: made.room })
  const { room } = made
  const item = await ada.change('gatherings.addItem', { room, sort: 'method', method, title: method, minutes: 60 })
  await ada.change('gatherings.openDoors', { room })
  await ben.change('gatherings.comeInFromAbove', { id: made.id })
  for (const { person } of (await ada.must('gatherings.people', { room })).atDoor)
    await ada.change('gatherings.letIn', { room, person })
  await ada.change('gatherings.begin', { room, item: item.id })
  const put: string[] = []
  for (const line of lines) {
    const { activity } = await ada.must('gatherings.now', { room })
    const place = activity.steps.findIndex((step: { key: string }) => step.key === line.key)
    await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to: 'step', place })
    const { activity: on } = await ada.must('gatherings.now', { room })
    const id = randomUUID()
    put.push(id)
    await ada.must('gatherings.put', {
      ...{ step: on.step.id, chapter: on.chapter },
      items: [{ id, value: line.chosen?.(put) ?? line.value }],
    })
  }
  const { activity } = await ada.must('gatherings.now', { room })
  await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to: 'end' })
  const { ready } = await ada.must('gatherings.outputs', { room })
  const kept = know(
    await ada.change('gatherings.keepOutput', { activity: activity.id, key: ready[0].key, stands: true }),
  )
  return { room, kept, put, gathering: made.id }
}

export async function throughOutputs(
  both: [Visitor, Visitor],
  here: Here,
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const [ada] = both
  const { room, put } = await keepOf(
    both,
    here,
    'four-player',
    mark('title of a gathering that made a norm', ...all),
    [
      { key: 'norm', value: { text: mark('a norm that a room accepted', ...all) } },
      { key: 'accept', value: { answer: 'agree', words: mark('words with an answer, which stay', 'ada', 'ben') } },
    ],
    know,
  )
  for (const id of put) know({ id })
  const { kept } = await ada.must('gatherings.outputs', { room })
  await ada.must('gatherings.signOutput', { id: kept[0].id, named: true, signed: true })
  const among = (where: string) => mark(where, 'ada', 'ben')
  const [who] = [among('a body on a map')]
  const map = await keepOf(
    both,
    here,
    'agreement-and-trust',
    'A map',
    [
      { key: 'list', value: { fields: { who, touched: '' } } },
      { key: 'merge', value: null, chosen: ([first]) => ({ name: who, items: [first] }) },
      {
        key: 'agree',
        value: null,
        chosen: (lines) => ({
          ...{ item: lines[1], across: 2, up: 'unknown', because: among('why it stands there on a map') },
          ...{ sure: 'low', split: true },
        }),
      },
      { key: 'keep', value: { answer: 'agree', words: '' } },
    ],
    know,
  )
  const [there] = await ada.must('library.keptFrom', { gathering: map.gathering })
  const space = await ada.must('spaces.here', { address: there.address })
  know({ id: space.id, address: there.address })
  for (const id of [space.standing, space.chapter, there.artefact, there.document]) know({ id })
}
