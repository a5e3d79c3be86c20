// What changes hands in a space: a job shared, who carries what, the last manager who is asked first, and what they leave behind.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let context: BrowserContext
let page: Page
let at: string

const button = (name: string) => page.getByRole('button', { name, exact: true })
const choose = async (who: string, what: string) => {
  await button(`Change what ${who} does here`).click()
  await page.getByRole('menuitem', { name: what }).click()
}

beforeAll(async () => {
  world = await openWorld()
  const { url } = world
  browser = await launchChromium()
  const gareth = await world.as('Gareth Pryce')
  const space = (await gareth.api.spaces.list({})).find((one) => one.name.startsWith('Wearmouth'))!
  at = `${url}/s/${space.address}/people`
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    serviceWorkers: 'block',
  })
  await context.addCookies([...gareth.jar].map(([name, value]) => ({ name, value, url })))
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

test('two share a job, an organisation carries something, and the last manager is asked who follows', async () => {
  await page.goto(at)
  await choose('Marie Dodds', 'Share the job with …')
  await page.getByLabel('With whom').selectOption({ label: 'Yasmin Begum' })
  await button('They share it').click()
  await page.getByText('shares the job with Yasmin Begum').waitFor()

  await button('Write down who carries something').click()
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Hosting the partnership' })
  await page.getByLabel('Which organisation', { exact: true }).selectOption({ label: 'Wear Voluntary Network' })
  await page.getByLabel('From', { exact: true }).fill('2026-01-01')
  await page.getByLabel('With what').fill('Two days a month')
  await button('Keep it so').click()
  await page.getByText('Wear Voluntary Network · Two days a month').waitFor()

  await choose('Gareth Pryce', 'Leave')
  await page.getByText('You are the only manager').waitFor()
  await page.getByLabel('Who takes it on?', { exact: true }).selectOption({ label: 'Maya Lindqvist' })
  await button('Ask them').click()
  await page.getByText('Gareth Pryce asks Maya Lindqvist to be manager').waitFor()

  await choose('Gareth Pryce', 'What you carry here')
  await page.getByLabel('What is under way').fill('The March claim')
  await button('Keep it with what you carry').click()
  await page.getByText('Kept on').waitFor()
  await page.getByText('Hosting the partnership: Two days a month').waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('Take it as a file').click()])
  expect(file.suggestedFilename()).toBe('hand-over.zip')
}, 60_000)
