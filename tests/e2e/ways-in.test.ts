// Coming in by passkey and by code, in a real browser with a device that Chromium itself plays.
import { readFile } from 'node:fs/promises'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PASSWORD = 'seven green bottles'
let place: RunningPlace
let browser: Browser
let context: BrowserContext
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const signedOut = () => context.clearCookies({ name: 'trefoil' })

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
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto(place.setupLink!)
  await page.getByLabel('What is this place called?').fill('Wear learning')
  await page.getByLabel('Who runs it?').fill('Bede College runs this place.')
  await page.getByLabel('Your name').fill('Maya Okafor')
  await page.getByLabel('Your email address').fill('maya@example.org')
  await page.locator('input[name=password]').fill('short')
  await button('Set it up and go in').click()
  await page.getByText('A password: at least 12 characters.').waitFor()
  expect(await page.getByLabel('Your name').inputValue()).toBe('Maya Okafor')
  await page.locator('input[name=password]').fill(PASSWORD)
  await button('Set it up and go in').click()
  await page.waitForURL('**/today')
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

test('a passkey made on this device signs in, and what it said once opens nothing twice', async () => {
  await page.goto(`${place.url}/me`)
  await button('Make a passkey on this device').click()
  await page.getByLabel('What do you call this device?').fill('My phone')
  await button('Make it').click()
  await page.getByText('My phone', { exact: true }).waitFor()

  await signedOut()
  await page.goto(`${place.url}/sign-in`)
  const sent = page.waitForRequest((request) => request.url().endsWith('/people/passkeySignIn'))
  await button('Sign in with a passkey').click()
  await page.waitForURL('**/today')
  const body = (await sent).postData()!
  await signedOut()
  const again = await context.request.post(`${place.url}/rpc/people/passkeySignIn`, {
    headers: { 'content-type': 'application/json' },
    data: body,
  })
  expect((await again.json()).json).toMatchObject({ ok: false, reason: 'wrong' })
})

test('a code from the phone is asked for at sign-in as the next step, once it has been confirmed', async () => {
  const enter = async () => {
    await page.goto(`${place.url}/me`)
    await page.waitForURL('**/sign-in**')
    await page.getByLabel('Your email address').fill('maya@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await button('Sign in').click()
  }
  await enter()
  await page.waitForURL('**/me')
  await button('Set it up').click()
  await button('Show me the picture to scan').click()
  const phone = new TOTP({ secret: Secret.fromBase32((await page.locator('code').textContent())!.replaceAll(' ', '')) })
  await page.getByLabel('The six numbers it shows now').fill(phone.generate({ timestamp: Date.now() - 30_000 }))
  await button('Turn it on').click()
  await page.getByText('On. At sign-in').waitFor()

  await signedOut()
  await enter()
  await page.getByLabel('Code from your phone').fill(phone.generate({ timestamp: Date.now() + 20_000 }))
  await button('Sign in').click()
  await page.waitForURL('**/me')
})

test('everything of mine is one file on this device', async () => {
  await page.goto(`${place.url}/me`)
  const download = page.waitForEvent('download')
  await button('Take everything of mine').click()
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(file.people.profile.email).toBe('maya@example.org')
})

test('a link from outside leads nobody away after signing in', async () => {
  await page.goto(`${place.url}/sign-in?to=${encodeURIComponent('//elsewhere.example/today')}`)
  await page.waitForURL(`${place.url}/today`)
})
