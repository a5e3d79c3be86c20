// Every way in lost, and back by a printed code; a program let in, reading, and put out again. In a real browser.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PASSWORD = 'seven green bottles'
let place: RunningPlace
let browser: Browser
let context: BrowserContext
let page: Page
const button = (name: string) => page.getByRole('button', { name, exact: true })

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    serviceWorkers: 'block',
  })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Maya Okafor', email: 'maya@example.org', password: PASSWORD })
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

test('codes are offered, shown once, and one of them lets its person back in; what was signed in before is out', async () => {
  await page.getByText('Print ten codes').waitFor()
  await page.goto(`${place.url}/me/codes`)
  await button('Make ten codes').click()
  const codes = page.getByRole('list', { name: 'My printed codes' }).locator('code')
  await codes.first().waitFor()
  expect(await codes.count()).toBe(10)
  const code = (await codes.first().textContent())!
  const before = await context.cookies()

  await context.clearCookies()
  await page.goto(`${place.url}/sign-in`)
  await page.getByRole('link', { name: 'I have lost every way in' }).click()
  await page.getByLabel('Your email address').fill('maya@example.org')
  await page.getByLabel('One of your codes').fill(code.toLowerCase())
  await page.locator('input[name=password]').fill('eight red lanterns')
  await button('Let me back in').click()
  await page.waitForURL('**/me')
  await page.getByText('9 are left').waitFor()

  const other = await browser.newContext()
  await other.addCookies(before)
  const old = await other.newPage()
  await old.goto(`${place.url}/me`)
  await old.waitForURL('**/sign-in**')
  await other.close()
})

test('a program reads by its token, and is out when the token is taken back', async () => {
  await page.goto(`${place.url}/new-space`)
  const made = await page.evaluate(async () => {
    const answer = await fetch('/rpc/spaces/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        json: { attempt: crypto.randomUUID(), template: 'group', name: 'Weir', class: 'grantee' },
      }),
    })
    return ((await answer.json()) as { json: { ok: boolean; id: string } }).json
  })
  expect(made.ok).toBe(true)
  await page.goto(`${place.url}/me`)
  await button('Let a program in').click()
  await page.getByLabel('What do you call it?').fill('Our table')
  await page.getByRole('checkbox', { name: 'Weir' }).check()
  await button('Make the token').click()
  const secret = (await page.locator('[data-what=token]').textContent())!
  const read = () =>
    fetch(`${place.url}/api/v1/library/evidence?space=${made.id}`, { headers: { authorization: `Bearer ${secret}` } })
  const path = Object.keys(
    ((await (await fetch(`${place.url}/api/v1/openapi.json`)).json()) as { paths: object }).paths,
  )
  expect(path.length).toBeGreaterThan(10)
  const first = await read()
  expect(first.status, await first.text()).toBe(200)
  await page.getByRole('button', { name: /Take back.*Our table/ }).click()
  await page.getByText('No program reads or writes in your name.').waitFor()
  expect((await read()).status).toBe(401)
})
