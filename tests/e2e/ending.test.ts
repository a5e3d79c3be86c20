// The life of a space in a real browser: a turning point of years before, where confidence ends, and an ending called off.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

let place: RunningPlace
let browser: Browser
let page: Page
const button = (name: string) => page.getByRole('button', { name, exact: true })

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Maya Okafor', email: 'maya@example.org', password: 'seven green bottles' })
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

test('what happened before is told, who decides is named, and an ending is asked and called off', async () => {
  await page.goto(`${place.url}/new-space`)
  await page.getByLabel('What brings you together?').selectOption('network')
  expect(await page.getByRole('radio', { name: 'A network' }).isChecked()).toBe(true)
  await page.getByLabel('What is it called?').fill('North coast')
  await page.getByLabel('You take part as').selectOption('grantee')
  await button('Make the space').click()
  await page.waitForURL('**/s/north-coast-*')
  const at = page.url()

  await page.goto(`${at}/memory`)
  await button('Add a turning point').click()
  await page.getByLabel('What changed?').fill('The ferry stopped.')
  await page.getByLabel('When was it?').fill('2019-03-01')
  await button('Put it in').click()
  await page.getByRole('heading', { name: 'March 2019' }).waitFor()

  await page.goto(`${at}/limits`)
  await page.getByText('Nobody has been named yet.').waitFor()
  await button('Name them now').click()
  await page.getByLabel('Who decides that it must be told').fill('The two facilitators')
  await page.getByRole('textbox', { name: 'Who is told' }).fill('The council')
  await page.getByLabel(/^Whom to ring/).fill('Ann, 0191 496 0000')
  await button('Name them so').click()
  await button('Change who it is').waitFor()

  await page.goto(`${at}/closing`)
  await button('End it so').click()
  await page.getByRole('heading', { name: 'This space ends' }).waitFor()
  await page.goto(`${place.url}/today`)
  await page.getByText('North coast ends').waitFor()
  await page.goto(`${at}/closing`)
  const [record] = await Promise.all([page.waitForEvent('download'), button('Take my record').click()])
  expect(record.suggestedFilename()).toBe('North-coast-my-record.json')
  await button('Call it off').click()
  await page.getByRole('heading', { name: 'Ask that it ends' }).waitFor()
})
