/** The methods as people find, read and print them. */
import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

let place: RunningPlace
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const answer = await fetch(`${place.url}/rpc/people/setUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      json: {
        ...{ attempt: randomUUID(), token: place.setupLink!.split('#')[1]!, place: 'Place', host: 'Kept here' },
        ...{ name: 'Ada', email: 'ada@example.org', password: 'four plain words here' },
      },
    }),
  })
  context = await browser.newContext({ viewport: { width: 1360, height: 900 }, serviceWorkers: 'block' })
  await context.addCookies(
    answer.headers.getSetCookie().map((line) => {
      const [pair = ''] = line.split(';')
      return { name: pair.split('=')[0]!, value: pair.slice(pair.indexOf('=') + 1), url: place.url }
    }),
  )
  page = await context.newPage()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})
afterEach(async () => {
  await context.setOffline(false)
  await page.setViewportSize({ width: 1360, height: 900 })
})

const cards = () => page.locator('main li h2')
const open = async (path: string, heading: string) => {
  await page.goto(place.url + path)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

it('are all there, and fewer as somebody says what they have; the way back shows the same', async () => {
  await open('/methods', 'Methods')
  await cards().nth(40).waitFor()
  await page.getByLabel('To do what').selectOption({ label: 'Speak about power' })
  await expect.poll(() => cards().allTextContents()).toEqual(['Learning community 1: beginning', 'Power conversation'])
  await page.getByText('2 methods fit').waitFor()
  await page.getByRole('link', { name: 'Power conversation' }).click()
  await page.getByRole('heading', { level: 1, name: 'Power conversation' }).waitFor()
  await page.goBack()
  await expect.poll(() => cards().count()).toBe(2)
  await page.getByText('By people, place and names').click()
  await page.getByLabel('With how many people').fill('500')
  await page.getByText('No method fits all of this').waitFor()
  await page.getByRole('button', { name: 'Show all methods' }).click()
  await expect.poll(() => cards().count()).toBeGreaterThan(40)
  await page.getByText('By people, place and names').click()
  expect(await page.getByLabel('With how many people').inputValue()).toBe('')
})

it('say step by step who sees what and who keeps it, and print as a card', async () => {
  await open('/methods/action-learning-set', 'Action learning set')
  const bid = page.locator('li', { has: page.getByRole('heading', { name: 'Bid for time' }) })
  await expect.poll(() => bid.textContent()).toContain('It is gone when the gathering closes.')
  const told = page.locator('li', { has: page.getByRole('heading', { name: 'Open questions' }) })
  expect(await told.textContent()).toContain('Only the presenter sees it')
  expect(await page.textContent('main')).toContain('whoever funds somebody here')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Print the card' }).isVisible()).toBe(false)
  expect(await bid.isVisible()).toBe(true)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.length).toBeGreaterThan(5000)
  await page.emulateMedia({ media: 'screen' })
})

it('are found from anywhere, by keys alone', async () => {
  await open('/today', 'Today')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('troika')
  await page.getByRole('option', { name: /Troika/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Troika' }).waitFor()
})

it('fit a phone', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  for (const [path, heading] of [
    ['/methods', 'Methods'],
    ['/methods/agreement-and-trust', 'Stakeholders by agreement and trust'],
    ['/methods/nine-whys/alone', 'Nine whys, alone'],
  ] as const) {
    await open(path, heading)
    await page.locator('main li').first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  }
})

it('a name that no method has is said, and leads back; without a connection it is said as well', async () => {
  await open('/methods/no-such', 'There is no such method here')
  await page.getByRole('link', { name: 'See all methods' }).click()
  await page.getByRole('heading', { level: 1, name: 'Methods' }).waitFor()
  await expect.poll(() => cards().count()).toBeGreaterThan(40)
  await page.route('**/rpc/methods/**', (route) => route.abort())
  await page.getByRole('link', { name: 'Troika' }).click()
  await page.getByText('The method could not be fetched').waitFor({ timeout: 15_000 })
  await page.unroute('**/rpc/methods/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Troika' }).waitFor()
})

it('without a connection what was read stays, and what was not says what it waits for', async () => {
  await open('/methods/troika', 'Troika')
  await page.getByRole('link', { name: 'Methods' }).first().click()
  await expect.poll(() => cards().count()).toBeGreaterThan(40)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Nine whys' }).click()
  await page.getByText('This is fetched when you are connected again').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Troika' }).click()
  await page.getByRole('heading', { level: 1, name: 'Troika' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Nine whys' }).click()
  await context.setOffline(false)
  await page.getByRole('heading', { level: 1, name: 'Nine whys' }).waitFor()
})

it('a file that is wrong is told to whoever runs the place, with its line, and is gone when it is put right', async () => {
  const folder = join(place.dataDir, 'methods')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'ours.yaml'), 'key: ours\nversion: 1\n')
  await open('/methods', 'Methods')
  await page.getByText('ours.yaml, line 1', { exact: false }).first().waitFor()
  await open('/today', 'Today')
  await page.getByText('The method in ours.yaml was left out').waitFor()
  await rm(folder, { recursive: true })
  await open('/methods', 'Methods')
  await expect.poll(() => cards().count()).toBeGreaterThan(40)
  expect(await page.getByText('ours.yaml').count()).toBe(0)
})
