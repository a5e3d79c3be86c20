// Coming in by an organisation's own sign-in and by a mailed link, in a real browser, with a real provider and a real post.
import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitorOf } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import { type Post, startPost } from '../support/post.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'
import { type Sso, startSso } from '../support/sso.ts'

const PASSWORD = 'seven green bottles'
const PHRASE = 'heron kettle marble Tuesday'
let place: RunningPlace
let post: Post
let sso: Sso
let browser: Browser
let page: Page
const button = (name: string) => page.getByRole('button', { name, exact: true })

beforeAll(async () => {
  post = await startPost()
  place = await startRunning({ env: { SMTP_URL: post.url } })
  sso = await startSso((issuer) => [
    `${place.url}/sso/back/${createHash('sha256').update(issuer).digest('hex').slice(0, 12)}`,
  ])
  const founder = visitorOf(place.url)
  const token = place.setupLink!.split('#')[1]!
  const attempt = crypto.randomUUID()
  const named = { place: 'Wear learning', host: 'Bede College runs it', name: 'Maya Okafor', email: 'maya@example.org' }
  await founder.api.people.setUp({ attempt, token, ...named, password: PASSWORD })
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' })
  await context.addCookies([...founder.jar].map(([name, value]) => ({ name, value, url: place.url })))
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([place?.stop(), sso?.stop(), post?.stop()])
})

test('who runs the place adds an organisation, and somebody who added it to their account comes in by it', async () => {
  await page.goto(`${place.url}/place`)
  await page.getByLabel('People may ask for a link by email to sign in').click()
  await button('Add an organisation').click()
  await page.getByLabel('Which organisation?').fill('Wear Council')
  await page.getByLabel('What the button says').fill('Sign in with Wear Council')
  await page.getByLabel('The address of its sign-in').fill(`${sso.issuer}/wrong`)
  await page.getByLabel('The name this place has there').fill('trefoil')
  await page.getByLabel('The secret this place has there').fill('between the two of us')
  await button('Try it, and add it').click()
  await page.getByText('Nothing there answers as a sign-in we can use').first().waitFor()
  await page.getByLabel('The address of its sign-in').fill(sso.issuer)
  await button('Try it, and add it').click()
  await page.getByText('“Sign in with Wear Council”').waitFor()

  sso.as('maya')
  await page.goto(`${place.url}/me`)
  await page.getByRole('button', { name: /^Add\s*:\s*Wear Council/ }).click()
  await page.getByText('From now on you can come in by it.').waitFor()
  // What could not go into the journal waits on this device.
  const journal = '**/rpc/journal/write'
  await page.context().route(journal, (route) => route.abort())
  await page.goto(`${place.url}/write`)
  await page.getByRole('textbox', { name: 'Something I noticed' }).fill('Only I read this')
  await button('Keep it').click()
  await page.getByText('One note is not in your journal yet').waitFor()
  await page.context().clearCookies()
  await page.goto(`${place.url}/sign-in`)
  await button('Sign in with Wear Council').click()
  await page.waitForURL('**/today')
  await page.goto(`${place.url}/journal`)
  await page.getByText('Your journal is shut on this device').waitFor()
  // Whoever comes in by the organisation opens no journal, and is shown no word of what waits to go into it.
  const tab = await page.context().newPage()
  await tab.goto(`${place.url}/today`)
  await tab.getByText('One note is not in your journal yet').waitFor()
  expect(await tab.getByText('Only I read this').count()).toBe(0)
  expect(await tab.getByRole('button', { name: 'Throw it away' }).count()).toBe(0)
  await page.getByLabel('Show that it is you: your password').fill(PASSWORD)
  await button('It is me').click()
  await page.getByText('What I wrote').waitFor()
  await tab.reload()
  await tab.getByText('Only I read this').waitFor()
  await page.context().unroute(journal)
  await tab.close()

  sso.as('somebody else')
  await page.context().clearCookies()
  await page.goto(`${place.url}/sign-in`)
  await button('Sign in with Wear Council').click()
  await page.getByText('Ask whoever works with you for an invitation.').waitFor()
})

test('a mailed link is spent by a press, not by being looked at', async () => {
  await page.context().clearCookies()
  await page.goto(`${place.url}/sign-in`)
  await button('Send me a link by email').click()
  await page.getByLabel('Where shall the link go?').fill('maya@example.org')
  await button('Send the link').click()
  await page.getByText('Look in your mail').waitFor()
  const letter = await post.next(1)
  const link = /http\S+/.exec(letter.text ?? '')![0]
  await page.goto(link)
  await button('Sign me in').waitFor()
  await page.goto('about:blank')
  await page.goto(link)
  await button('Sign me in').click()
  await page.waitForURL('**/today')
  await page.goto(`${place.url}/me`)
  await button('Make one').click()
  await page.getByLabel('Show that it is you: your password').fill(PASSWORD)
  await button('It is me').click()
  await page.getByLabel('Your journal passphrase').fill(PHRASE)
  await button('Make it').click()
  await button('Change my passphrase').waitFor()
  expect(post.letters).toHaveLength(1)
})
