/** Every kind of step on a phone, on the console and on the wall: while people write, and shown; by day and by night. */
import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Now } from '#modules/gatherings/contract/state.ts'
import { done, moveOn, nowOf } from '#modules/gatherings/server/testing.ts'
import { KIND_KEYS } from '#modules/methods/contract/settings.ts'
import type { Visitor } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import {
  answer,
  beginAt,
  callTogether,
  type Gathering,
  goTo,
  guest,
  type Hall,
  letAllIn,
  openHall,
  phone,
  wrongOn,
} from '../support/hall.ts'
import { thingFor } from '../support/thing-for.ts'

/** Where each kind is met, with what it works on before it and what shows it after it. */
const STEPS: [method: string, steps: string[]][] = [
  ['nine-whys', ['pairs', 'whys', 'together', 'drafts', 'show', 'merge', 'statement', 'accept']],
  ['agreement-and-trust', ['list', 'show-list', 'merge', 'agree']],
  ['four-player', ['tally', 'show']],
  ['transitions', ['place', 'shown']],
  ['power-conversation', ['who', 'shown']],
  ['design-make', ['burst', 'shown', 'dots']],
  ['attention', ['guess', 'shown']],
  ['prototype-test', ['guess', 'shown']],
  ['after-action-review', ['happened', 'next-use']],
  ['ripple-effects', ['map']],
  ['team-functions', ['marks', 'shown']],
  ['action-learning-contract', ['hopes']],
  ['story-circle', ['keep']],
]

/** An old phone, upright and lying, and last the usual one. */
const SMALL = [
  [320, 480],
  [480, 320],
  [390, 844],
] as const

let hall: Hall
let browser: Browser
let gathering: Gathering
let guests: Visitor[]
let pages: Record<'phone' | 'console' | 'wall', Page>

const open = async (visitor: Visitor, path: string, width: number) => {
  const context = await phone(browser, { viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: hall.place.url })))
  const page = await context.newPage()
  await page.goto(`${hall.place.url}${path}`)
  return page
}

beforeAll(async () => {
  hall = await openHall()
  browser = await launchChromium()
  gathering = await callTogether(
    hall,
    STEPS.map(([method]) => method),
  )
  guests = await Promise.all(
    ['Ama', 'Bo', 'Cy', 'Dee', 'Eli', 'Fay', 'Gus', 'Hal'].map((name) => guest(hall, gathering, name)),
  )
  await letAllIn(hall, gathering)
  const { room } = gathering
  pages = {
    phone: await open(guests[0]!, `/in/${room}`, 390),
    console: await open(hall.ruth, `/rooms/${room}/console`, 1360),
    wall: await open(hall.ruth, `/rooms/${room}/screen`, 1360),
  }
})
afterAll(async () => {
  await browser?.close()
  await hall?.stop()
})

/** Somebody puts something in, where they may. */
async function takePart(visitor: Visitor): Promise<void> {
  const now = await nowOf(visitor, gathering.room)
  const { activity, group } = now
  const step = activity!.steps[activity!.step!.place]!
  const value = step.makes ? thingFor(step, itemsOf(now, step.from)) : null
  if (value === null) return
  if (activity!.step!.round !== null) return answer(hall, gathering, visitor, [value])
  const chapter = ['pair', 'table'].includes(step.seenBy) ? group!.chapter : activity!.chapter
  await visitor.api.gatherings.put({ step: activity!.step!.id, chapter, items: [{ id: randomUUID(), value }] })
}
const itemsOf = (now: Now, from: readonly string[]) =>
  now.lines.filter((line) => from.includes(line.key)).map((line) => line.id)

const met = new Set<string>()
it.each(STEPS)('%s', async (method, steps) => {
  const item = STEPS.findIndex(([one]) => one === method)
  await beginAt(hall, gathering, undefined, item)
  const found: string[] = []
  for (const key of steps) {
    await goTo(hall, gathering.room, key)
    const { activity } = await nowOf(hall.ruth, gathering.room)
    const step = activity!.steps[activity!.step!.place]!
    met.add(step.kind)
    // The first is on the phone that is looked at, and writes nothing.
    await Promise.all(guests.slice(1).map(takePart))
    await Promise.all(
      Object.entries(pages).map(async ([screen, page]) => {
        await page.getByText(step.prompt.trim()).filter({ visible: true }).first().waitFor()
        for (const one of await wrongOn(page, ['light', 'dark'])) found.push(`${screen}, ${key}: ${one}`)
      }),
    )
    // Nobody scrolls a wall: its clock and its code stay on it, whatever is shown.
    const under = await pages.wall.evaluate<number>('document.documentElement.scrollHeight - innerHeight')
    if (under > 0) found.push(`wall, ${key}: ${under} under its edge`)
    for (const [width, height] of SMALL) {
      await pages.phone.setViewportSize({ width, height })
      const wide = await pages.phone.evaluate<number>('document.documentElement.scrollWidth')
      if (wide > width) found.push(`phone, ${key}: ${wide} wide on ${width}`)
    }
  }
  done((await moveOn(hall.ruth, gathering.room, 'end')) as never)
  expect(found).toEqual([])
})

it('has met every kind there is', () => {
  expect([...met].toSorted()).toEqual([...KIND_KEYS].toSorted())
})
