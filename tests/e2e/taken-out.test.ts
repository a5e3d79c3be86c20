// A document is taken out in a real browser: what goes is said before, it can be called off, and then it is gone for everybody.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { keepByKeys, setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

let place: RunningPlace
let browser: Browser
let page: Page
let at = ''
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const sheet = () => page.getByRole('dialog')

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Maya Okafor', email: 'maya@example.org', password: 'seven green bottles' })
  await page.goto(`${place.url}/new-space`)
  await page.getByLabel('What brings you together?').selectOption('network')
  await page.getByLabel('What is it called?').fill('North coast')
  await page.getByLabel('You take part as').selectOption('grantee')
  await button('Make the space').click()
  await page.waitForURL('**/s/north-coast-*')
  at = page.url()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

test('it says what goes and what stays, can be called off, and then is gone', async () => {
  await page.goto(`${at}/evidence`)
  await button('Paste text').click()
  await sheet().getByLabel('What is it called?').fill('An evening in Northgate')
  await sheet()
    .getByLabel('The text')
    .fill('Nine came.\n\nShe said in confidence that nobody rang.\n\nThen we went home.')
  await sheet().getByRole('button', { name: 'Put it in' }).click()
  await page.waitForURL('**/evidence/d/*')
  await keepByKeys(page)

  await button('Take it out of this space').click()
  await sheet().getByText('The words of the piece of evidence cut from it', { exact: false }).waitFor()
  await sheet().getByRole('heading', { name: 'What stays' }).waitFor()
  await sheet().getByRole('button', { name: 'Take it out', exact: true }).click()
  await sheet().getByText('Nothing has gone yet.', { exact: false }).waitFor()
  // Whoever presses Enter without looking keeps it.
  await page.keyboard.press('Enter')
  await sheet().getByRole('button', { name: 'Take it out', exact: true }).waitFor()
  await sheet().getByRole('button', { name: 'Leave it here' }).click()
  await page.getByRole('heading', { name: 'An evening in Northgate' }).waitFor()

  const address = page.url()
  await button('Take it out of this space').click()
  await sheet().getByRole('button', { name: 'Take it out', exact: true }).click()
  await sheet()
    .getByRole('button', { name: /^Now, without waiting/ })
    .click()
  await page.waitForURL('**/evidence')
  await page.getByText('Its words are not here any more', { exact: false }).first().waitFor()
  expect(await page.getByText('Northgate').count()).toBe(0)
  await page.getByText('One was taken out').click()
  await page.getByText(/^Pasted text: taken out in \w+ \d{4} by whoever brought it in\.$/).waitFor()
  await page.goto(address)
  await page.getByRole('heading', { name: 'A document was here' }).waitFor()
})

test('a manager says how long is waited for an answer and who takes documents out', async () => {
  await page.goto(`${at}/rules`)
  await page.getByText('It comes back to whoever sent it after 14 days.').waitFor()
  await button('Change this').click()
  const days = page.getByLabel('After how many days does an insight that nobody answered come back?')
  await days.fill('5')
  await page.getByRole('radio', { name: /^Managers as well/ }).check()
  await button('Keep it so').click()
  await page.getByText('It comes back to whoever sent it after 5 days.').waitFor()
  await page.getByText(/^From .+: managers as well\.$/).waitFor()
})
