// Marks round a gathering: who is asked and from where, what they need, what is written before it, and how it goes on.
import { randomUUID } from 'node:crypto'
import type { Visitor } from './http.ts'

/** Who is asked by letter: the letter is theirs to read. */
const ASKED = 'somebody-asked@example.org'

type Mark = (where: string, ...readers: string[]) => string
type Know = <T extends { id: string }>(one: T, of?: string) => T
type Here = { id: string; standing: string }
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

/** Ada calls one and asks Ben and somebody from outside; Ben cannot come, writes before it, and says what he needs. */
export async function throughCalls(
  [ada, ben]: [Visitor, Visitor],
  here: Here,
  mark: Mark,
  know: Know,
  all: string[],
): Promise<void> {
  const bare = (words: string) => words.slice('planted '.length)
  const planned = await ada.change('gatherings.plan', {
    ...{
      space: here.id,
      chapter: here.standing,
      call: { title: mark('title of a series', ...all, ASKED), startsOn: day(9), startsAt: '15:00' },
    },
  })
  know({ id: planned.id })
  // By whichever sample is asked: of its thread before the day only Ben reads a line.
  know({ id: planned.room }, 'ada')
  const { people } = await ada.must('gatherings.invited', { gathering: planned.id })
  for (const one of people) know({ id: one.id })
  await ada.change('gatherings.askIn', {
    gathering: planned.id,
    others: [
      {
        ...{
          name: bare(mark('name of somebody asked', ...all, ASKED)),
          organisation: mark('where somebody asked is from', ...all),
        },
        email: ASKED,
      },
    ],
  })
  await ben.change('gatherings.answerCall', {
    ...{ gathering: planned.id, answer: 'around', needs: mark('what somebody needs', 'ada', 'ben') },
  })
  await ben.change('gatherings.takePart', { gathering: planned.id })
  const { threads } = await ben.must('gatherings.threads', { room: planned.room })
  const line = randomUUID()
  know({ id: line })
  // Ada has not had her turn.
  await ben.must('gatherings.putInThread', {
    ...{ id: line, chapter: threads[0].chapter, words: mark('a line before the day', 'ben') },
  })
  await ada.change('gatherings.sayNotAsked', {
    ...{ gathering: planned.id, name: mark('who is not asked', ...all), why: mark('why they are not asked', ...all) },
  })
  const series = know(
    await ada.change('gatherings.startSeries', {
      ...{ gathering: planned.id, everyDays: 14, purpose: mark('what a series is for', ...all) },
    }),
  )
  await ada.change('gatherings.endSeries', { series: series.id, because: mark('why a series ended', ...all) })
  know(
    await ada.change('gatherings.noteContact', {
      ...{ space: here.id, on: day(-1), way: 'call', words: mark('a line on being in touch', ...all) },
    }),
  )
  const held = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing, call: { title: 'Held', startsOn: day(0), startsAt: '09:00' } },
  })
  know({ id: held.id })
  know({ id: held.room })
  await ada.change('gatherings.openDoors', { room: held.room })
  await ben.change('gatherings.comeInFromAbove', { id: held.id })
  await ada.change('gatherings.close', { room: held.room })
  await ada.change('gatherings.sayAfter', {
    ...{ gathering: held.id, version: 0, modeUsed: 'mirror', wasWith: false, rigour: 'light' },
    limits: mark('what it cannot show', ...all),
  })
  await ada.change('gatherings.sayRan', { gathering: held.id, methods: [], how: 'alone' })
  await ada.change('gatherings.noteLearning', {
    gathering: held.id,
    learned: mark('what somebody who ran it learned', 'ada', 'ben'),
    differently: mark('what they would do differently', 'ada', 'ben'),
  })
}
