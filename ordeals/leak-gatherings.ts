// Marks in a gathering: in its call, which the space reads; in its room, which only those who are in it read; and in what
// they put in, which is theirs alone until it is shown.
import { randomUUID } from 'node:crypto'
import { Visitor } from './http.ts'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string }>(one: T, of?: string) => T
type Here = { id: string; standing: string }
const SOON = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)

/** Ada calls it in the place, Ben comes in, and so does somebody without an account; Cleo belongs to the place and stays away. */
export async function throughGatherings(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  mark: Mark,
  know: Know,
  all: string[],
): Promise<Visitor> {
  const inRoom = (where: string) => mark(where, 'ada', 'ben', 'guest')
  const made = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing },
    call: {
      // What stands at the door is told to whoever comes in, so a guest reads it as well.
      ...{
        title: mark('title of a gathering', ...all, 'guest'),
        purpose: mark('purpose of a gathering', ...all, 'guest'),
      },
      ...{ startsOn: SOON, startsAt: '14:00', place: mark('place of a gathering', ...all) },
      link: `https://example.org/${mark('link of a gathering', ...all).slice('planted '.length)}`,
      shareWhat: mark('what comes back', ...all, 'guest'),
      shareHow: mark('how it comes back', ...all, 'guest'),
      paid: mark('what is paid', ...all, 'guest'),
    },
  })
  know({ id: made.id })
  know({ id: made.room })
  const called = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing, call: { title: 'Another', startsOn: SOON, startsAt: '15:00' } },
  })
  const walk = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing },
    call: { title: 'A walk', kind: 'informal', startsOn: SOON, startsAt: '17:00' },
  })
  know({ id: walk.id })
  await ada.change('gatherings.offerTopics', {
    gathering: walk.id,
    topics: [mark('what is offered to talk about', ...all)],
  })
  await ada.change('gatherings.cancel', { id: called.id, because: mark('why it was called off', ...all) })
  const held = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing },
    call: { title: 'One that was held', startsOn: SOON, startsAt: '16:00', shareWhat: 'A letter' },
  })
  await ada.change('gatherings.openDoors', { room: held.room })
  await ada.change('gatherings.close', { room: held.room })
  const { version } = await ada.must('gatherings.one', { id: held.id })
  await ada.change('gatherings.keepShare', {
    ...{ id: held.id, version, words: mark('what came of a gathering', ...all), how: mark('how it was told', ...all) },
    said: [{ said: mark('what they said', ...all), did: mark('what was done', ...all) }],
  })
  const item = know(
    await ada.change('gatherings.addItem', {
      ...{
        room: made.room,
        sort: 'method',
        method: 'two-minute-capture',
        title: inRoom('title on the run sheet'),
        minutes: 5,
      },
      note: mark('note for whoever facilitates', 'ada'),
    }),
  )
  const { code } = await ada.change('gatherings.openDoors', { room: made.room })
  await ben.change('gatherings.comeInFromAbove', { id: made.id })
  const guest = new Visitor(ada.place, 'guest')
  const name = inRoom('name of a guest').slice('planted '.length)
  await guest.change('gatherings.comeInAsGuest', { code, name, organisation: inRoom('where a guest comes from') })
  const { me } = await guest.must('gatherings.now', { room: made.room })
  await ada.change('gatherings.notePaid', {
    ...{ room: made.room, person: me.id, owed: mark('what a guest is owed', 'ada'), paidOn: null },
  })
  await guest.must('gatherings.takeSlip', { room: made.room })
  await ada.change('gatherings.begin', { room: made.room, item: item.id })
  const now = await ben.must('gatherings.now', { room: made.room })
  know({ id: now.activity.id })
  know({ id: now.activity.step.id })
  const step = now.activity.steps[now.activity.step.place]
  for (const [who, where] of [
    [ben, 'a line of Ben that is not shown'],
    [guest, 'a line of a guest that is not shown'],
  ] as const) {
    const id = randomUUID()
    know({ id })
    await who.must('gatherings.put', {
      ...{ step: now.activity.step.id, chapter: now.activity.chapter },
      items: [{ id, value: valueFor(step, mark(where, who.name)) }],
    })
  }
  // Somebody who is there for the next activity only waits at the door, and everybody in the room is told who it is.
  const late = new Visitor(ada.place, 'late')
  await late.change('gatherings.comeInAsGuest', {
    ...{ code, class: 'observer', organisation: inRoom('where somebody at the door comes from') },
    name: inRoom('name of somebody at the door').slice('planted '.length),
  })
  return guest
}

type Step = { settings: { fields?: { key: string }[] } }
/** What the step asks for, with these words in it. */
export const valueFor = ({ settings }: Step, words: string) =>
  settings.fields === undefined
    ? { text: words }
    : { fields: Object.fromEntries(settings.fields.map((field, at) => [field.key, at === 0 ? words : ''])) }
