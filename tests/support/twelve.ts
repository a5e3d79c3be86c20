// A hall in the world `wearmouth`: a console, a screen on the wall and ten phones, each in a browser context of its own, and
// what is done on them by hand.
import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { nowOf } from '#modules/gatherings/server/testing.ts'
import type { Visitor } from '../../seeds/visitor.ts'
import { countPointing, tabTo } from './by-keys.ts'
import { PHONE } from './hall.ts'
import type { World } from './world.ts'

const RESIDENT = 'a resident, or somebody it is about'
const FUNDED = 'from an organisation that is funded here'
const PUBLIC = 'from a council, health or another public body'
/** In the order in which they are offered at the door. */
const CLASSES: string[] = [RESIDENT, FUNDED, 'from a partner that does the work', PUBLIC]
/** Four of the partnership, with accounts, and six who have none. */
export const PEOPLE = [
  { name: 'Denise Hall', account: true, as: RESIDENT, from: '' },
  { name: 'Kit Robson', account: true, as: PUBLIC, from: '' },
  { name: 'Marie Dodds', account: true, as: FUNDED, from: '' },
  { name: 'Simon Achebe', account: true, as: PUBLIC, from: '' },
  { name: 'Grace Hutton', account: false, as: PUBLIC, from: 'South Wear discharge team' },
  { name: 'Omar Said', account: false, as: 'from a partner that does the work', from: 'Northgate Housing' },
  { name: 'Lena Park', account: false, as: FUNDED, from: 'Harbour Families' },
  { name: 'Tess Moore', account: false, as: RESIDENT, from: 'Dock Street' },
  { name: 'Una Byrne', account: false, as: FUNDED, from: 'Elders Together' },
  { name: 'Vic Stone', account: false, as: RESIDENT, from: 'Dock Street' },
] as const
type Who = (typeof PEOPLE)[number]

export type Phone = { who: Who; page: Page }
export type Twelve = {
  url: string
  maya: Visitor
  room: string
  space: { id: string; address: string }
  console: Page
  wall: Page
  phones: Phone[]
  /** Those who are in by now. */
  here: Phone[]
  /** Of somebody by their first name. */
  of(name: string): Page
}

async function pageFor(browser: Browser, url: string, visitor: Visitor | null, options: object): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    ...{ locale: 'en-GB', bypassCSP: true, serviceWorkers: 'block', reducedMotion: 'reduce' },
    ...options,
  })
  context.setDefaultTimeout(45_000)
  if (visitor !== null) await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url })))
  return context.newPage()
}

/** The gathering of 22 October, which Maya runs, with everybody's browser open and nobody in yet. */
export async function openTwelve(world: World, browser: Browser): Promise<Twelve> {
  const maya = await world.as('Maya Lindqvist')
  const space = (await maya.api.spaces.list({})).find((one) => one.name.startsWith('Wearmouth'))!
  const call = (await maya.api.gatherings.list({ space: space.id })).coming[0]!
  const laptop = { viewport: { width: 1360, height: 900 } }
  const phones = await Promise.all(
    PEOPLE.map(async (who) => {
      const visitor = who.account ? await world.as(who.name) : null
      // One of them goes offline, so its pages are kept by its worker as they are on any phone.
      const more = who.name === 'Lena Park' ? { serviceWorkers: 'allow' } : {}
      return { who, page: await pageFor(browser, world.url, visitor, { viewport: PHONE, hasTouch: true, ...more }) }
    }),
  )
  const una = phones.find(({ who }) => who.name === 'Una Byrne')!.page
  byKeys.add(una)
  await countPointing(una)
  return {
    ...{ url: world.url, maya, space, room: call.room!.id, phones, here: phones.slice(0, -1) },
    console: await pageFor(browser, world.url, maya, laptop),
    wall: await pageFor(browser, world.url, maya, laptop),
    of: (name) => phones.find(({ who }) => who.name.startsWith(name))!.page,
  }
}

const PICTURES = process.env.PICTURES
/** Where a folder is named, the screen is also left there as a picture. */
export async function picture(page: Page, name: string, full = false): Promise<void> {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}.png`, fullPage: full })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const asked = (page: Page, words: string) =>
  page.getByRole('heading', { level: 1, name: words.trim() }).waitFor()

const stepOf = async ({ maya, room }: Twelve) => (await nowOf(maya, room)).activity?.step?.id

/** A press on the console, and every phone and the wall are where it leads. Answers the step's key. */
export async function goTo(hall: Twelve, name: string | RegExp): Promise<string> {
  const before = await stepOf(hall)
  await hall.console.getByRole('button', { name }).click()
  await expect.poll(() => stepOf(hall), { timeout: 45_000 }).not.toBe(before)
  const { activity } = await nowOf(hall.maya, hall.room)
  const { key, prompt } = activity!.steps[activity!.step!.place]!
  await Promise.all([hall.wall, ...pagesOf(hall)].map((page) => asked(page, prompt)))
  return key
}
export const goOn = (hall: Twelve) => goTo(hall, /^(Next step|Reveal together)$/)

export const pagesOf = (hall: Twelve): Page[] => hall.here.map(({ page }) => page)
export const screens = (hall: Twelve): Page[] => [hall.console, hall.wall, ...pagesOf(hall)]
export const all = (hall: Twelve, run: (phone: Phone, at: number) => Promise<unknown>) =>
  Promise.all(hall.here.map(run))
export const NAMES = PEOPLE.map((who) => who.name)
/** The words stand on none of these screens. */
export async function nowhere(words: readonly string[], pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const text = (await page.textContent('body')) ?? ''
    expect(words.filter((one) => text.includes(one))).toEqual([])
  }
}
export const everywhere = async (words: string, pages: readonly Page[]): Promise<void> =>
  void (await Promise.all(pages.map((page) => page.getByText(words).first().waitFor())))

/** Pages that are used by their keys alone. */
const byKeys = new WeakSet<Page>()
const begins = (words: string) => new RegExp(`^${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)

export async function press(page: Page, name: string): Promise<void> {
  if (!byKeys.has(page)) return button(page, name).click()
  await tabTo(page, begins(name))
  await page.keyboard.press('Enter')
}
export async function write(page: Page, label: string | RegExp, words: string): Promise<void> {
  const box = page.getByRole('textbox', { name: label }).last()
  if (!byKeys.has(page)) return box.fill(words)
  await box.waitFor()
  await tabTo(page, typeof label === 'string' ? begins(label) : label)
  await page.keyboard.type(words)
}
/** One of several, by its place among them. */
export async function choose(page: Page, question: string | RegExp, n: number): Promise<void> {
  const options = page.getByRole('group', { name: question }).getByRole('radio')
  if (!byKeys.has(page)) return options.nth(n - 1).check()
  const first = await page.getByRole('group', { name: question }).locator('label').first().textContent()
  await tabTo(page, begins(first!.trim()))
  await page.keyboard.press('Space')
  for (let at = 1; at < n; at += 1) await page.keyboard.press('ArrowDown')
}
export const putIn = (page: Page) => press(page, 'Put it in')
/** How many are in, as the console says it. */
export async function inSoFar(hall: Twelve, n: number): Promise<void> {
  const beside = hall.console.getByRole('complementary', { name: 'The room' })
  await expect.poll(() => beside.textContent(), { timeout: 45_000 }).toContain(`In so far: ${n} of`)
}
/** Each sees their own words, and no screen anybody else's. */
export async function onlyTheirOwn(hall: Twelve, words: readonly string[]): Promise<void> {
  await nowhere(
    words.filter((one) => one !== ''),
    [hall.console, hall.wall],
  )
  await all(hall, ({ page }, at) =>
    nowhere(
      words.filter((one, n) => one !== '' && n !== at),
      [page],
    ),
  )
}
/** Each sees the words of those they sit with, and of nobody else. */
export async function onlyOfTheirGroup(hall: Twelve, words: readonly string[]): Promise<void> {
  await nowhere(words, [hall.console, hall.wall])
  const { activity } = await nowOf(hall.maya, hall.room)
  const { groups } = await hall.maya.api.gatherings.groups({ activity: activity!.id })
  await all(hall, async ({ who, page }) => {
    const with_ = groups
      .find(({ people }) => people.some((one) => one.name === who.name))!
      .people.map((one) => one.name)
    const [theirs, others] = [true, false].map((sits) =>
      words.filter((_, n) => n < hall.here.length && with_.includes(hall.here[n]!.who.name) === sits),
    )
    expect(theirs!.length).toBeGreaterThan(1)
    for (const one of theirs!) await everywhere(one, [page])
    await nowhere(others!, [page])
  })
}

/** Somebody comes to the door by the code, and says who they are. */
export async function comeTo(hall: Twelve, { who, page }: Phone, code: string): Promise<void> {
  await page.goto(`${hall.url}/in/${code}`)
  await page.getByText('What you will hear back').waitFor()
  if (!who.account) {
    await write(page, 'Your name', who.name)
    await write(page, 'Where you come from', who.from)
  }
  await choose(page, 'I come as', CLASSES.indexOf(who.as) + 1)
  await press(page, who.account ? `Come in as ${who.name}` : 'Come in')
}

/** What may leave of one's own, said on one's own phone. */
export async function letGo(page: Page, words: string, how: string, said: string): Promise<void> {
  const line = page.locator('.stack', { hasText: words }).last()
  await line.getByText(how).click()
  await line.getByRole('button', { name: 'Let it go like this' }).click()
  await page.getByText(said).waitFor()
}
