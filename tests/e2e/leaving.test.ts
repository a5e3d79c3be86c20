/** What may leave a room: on the page of somebody with an account, and with a guest's slip, without one. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const DAY = { startsOn: '2026-03-12', startsAt: '14:00' }

let place: RunningPlace
let browser: Browser
let axe = ''
let room = ''
let ada: Visitor
let guest: Visitor
let valley: { address: string; space: string; chapter: string }

const open = async (visitor: Visitor, to: string, width: number) => {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 900 }, serviceWorkers: 'block', bypassCSP: true, reducedMotion: 'reduce' },
  })
  await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: place.url })))
  const page = await context.newPage()
  await page.goto(`${place.url}${to}`)
  return page
}
async function wrongOn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const here: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((answer) => answer.violations)`,
  )
  return here.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`)
}
/** Keeps a picture of the screen where somebody asked for one. */
const picture = async (page: Page, name: string) => {
  const folder = process.env.PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const does = async <T>(answer: Promise<T>) =>
  (await answer) as T & { id: string; room: string; code: string; key: string }

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  axe = await readFile(AXE, 'utf8')
  ada = visitorOf(place.url)
  const attempt = randomUUID
  await ada.api.people.setUp({
    ...{ attempt: attempt(), token: place.setupLink!.split('#')[1]!, place: 'Place', host: 'Kept here' },
    ...{ name: 'Ada', email: 'ada@example.org', password: 'four plain words here' },
  })
  const made = (await ada.api.spaces.create({
    ...{ attempt: attempt(), template: 'place', name: 'The valley', class: 'grantee', roles: ['manager'] },
  } as never)) as unknown as { address: string }
  const { id: space, standing } = await ada.api.spaces.here({ address: made.address })
  valley = { address: made.address, space, chapter: standing }
  const call = { title: 'What we saw', ...DAY, shareWhat: 'What we do about it', shareBy: '2026-04-01' }
  const planned = await does(ada.api.gatherings.plan({ attempt: attempt(), space, chapter: standing, call } as never))
  room = planned.room
  const item = await does(
    ada.api.gatherings.addItem({
      ...{ attempt: attempt(), room, sort: 'method', title: 'What', minutes: 10, method: 'what-so-what-now-what' },
    } as never),
  )
  const { code } = await does(ada.api.gatherings.openDoors({ attempt: attempt(), room }))
  guest = visitorOf(place.url)
  await guest.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah', organisation: 'Riverside' })
  await ada.api.gatherings.begin({ attempt: attempt(), room, item: item.id })
  const move = async (to: object) => {
    const { activity } = (await ada.api.gatherings.now({ room })) as { activity: { id: string; version: number } }
    await ada.api.gatherings.move({
      attempt: attempt(),
      activity: activity.id,
      version: activity.version,
      ...to,
    } as never)
  }
  const { activity } = (await ada.api.gatherings.now({ room })) as unknown as {
    activity: { chapter: string; steps: { key: string }[] }
  }
  await move({ to: 'step', place: activity.steps.findIndex((step) => step.key === 'what') })
  for (const [visitor, words] of [
    [ada, 'The families asked for evenings, and nobody had asked them before.'],
    [guest, 'The bus stops a mile from the door.'],
  ] as const) {
    const now = (await visitor.api.gatherings.now({ room })) as unknown as { activity: { step: { id: string } } }
    await visitor.api.gatherings.put({
      ...{ step: now.activity.step.id, chapter: activity.chapter },
      items: [{ id: randomUUID(), value: { text: words } }],
    })
  }
  await move({ to: 'end' })
  await ada.api.gatherings.close({ attempt: attempt(), room })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

it('asks somebody with an account line by line, and says what becomes of each', async () => {
  const page = await open(ada, `/rooms/${room}/leaving`, 1360)
  await page.getByText('The families asked for evenings').waitFor()
  expect(await wrongOn(page)).toEqual([])
  await picture(page, 'leaving-1360')
  await page.getByText('The words, without my name').click()
  await page.getByRole('button', { name: 'Let it go like this' }).click()
  await page.getByText('It goes with the next day.').waitFor()
  await page.setViewportSize({ width: 390, height: 900 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  await picture(page, 'leaving-390')
}, 60_000)

it('lets a guest take a slip, choose with it without an account, and take their words back', async () => {
  const here = await open(guest, `/in/${room}`, 390)
  await here.getByRole('button', { name: 'Take my slip' }).click()
  const address = (await here.getByRole('link', { name: /\/slip#/ }).getAttribute('href'))!
  expect(await here.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  await picture(here, 'slip-taken-390')
  const page = await open(visitorOf(place.url), '/slip', 390)
  await page.goto(`${place.url}/in`)
  await page.goto(`${place.url}/slip${new URL(address).hash}`)
  await page.getByText('The bus stops a mile from the door.').waitFor()
  await page.getByText('What we do about it').waitFor()
  expect(await wrongOn(page)).toEqual([])
  await page.getByText('The words, with my name').click()
  await page.getByRole('button', { name: 'Let it go like this' }).click()
  await page.getByText('It went.').waitFor()
  await picture(page, 'slip-390')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByText('Taken back').waitFor()
}, 60_000)

it('keeps what the room accepted by one button, with the names of those who want theirs there', async () => {
  const [attempt, { gatherings }] = [randomUUID, ada.api]
  const { space, chapter, address } = valley
  const planned = await does(
    gatherings.plan({ attempt: attempt(), space, chapter, call: { title: 'How we talk', ...DAY } } as never),
  )
  const room = planned.room
  const item = await does(
    gatherings.addItem({
      ...{ attempt: attempt(), room, sort: 'method', title: 'Talk', minutes: 50, method: 'four-player' },
    } as never),
  )
  const { code } = await does(gatherings.openDoors({ attempt: attempt(), room }))
  const leo = visitorOf(place.url)
  await leo.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Leo', organisation: '' })
  await gatherings.begin({ attempt: attempt(), room, item: item.id })
  type On = {
    activity: { id: string; version: number; chapter: string; step: { id: string }; steps: { key: string }[] }
  }
  const now = async () => ((await gatherings.now({ room })) as unknown as On).activity
  const move = async (to: object) => {
    const { id: activity, version } = await now()
    await gatherings.move({ attempt: attempt(), activity, version, ...to } as never)
  }
  for (const [key, who, value] of [
    ['norm', ada, { text: 'One of us speaks against it first.' }],
    ['accept', leo, { answer: 'agree', words: '' }],
  ] as const) {
    await move({ to: 'step', place: (await now()).steps.findIndex((step) => step.key === key) })
    const { step, chapter: here } = await now()
    await who.api.gatherings.put({ step: step.id, chapter: here, items: [{ id: randomUUID(), value }] })
  }
  await move({ to: 'end' })
  const stage = await open(ada, `/rooms/${room}/console`, 1360)
  await stage.getByRole('button', { name: 'Keep this as what we do' }).click()
  await stage.getByText('It stands in The valley').waitFor()
  expect(await wrongOn(stage)).toEqual([])
  await picture(stage, 'kept-1360')
  await gatherings.close({ attempt: attempt(), room })
  const phone = await open(leo, `/in/${room}`, 390)
  await phone.getByLabel('Name me as one of those who made it').check()
  await phone.getByLabel('I sign this version').check()
  await phone.getByLabel('I sign this version').and(phone.locator(':checked')).waitFor()
  expect(await wrongOn(phone)).toEqual([])
  const page = await open(ada, `/s/${address}/gatherings/${planned.id}`, 768)
  await page.getByRole('link', { name: 'One thing we do in every meeting' }).click()
  await page.getByText('Signed by 1 of 1.').waitFor()
  await page.getByText('One of us speaks against it first.').waitFor()
  expect(await wrongOn(page)).toEqual([])
  await picture(page, 'kept-768')
}, 60_000)
