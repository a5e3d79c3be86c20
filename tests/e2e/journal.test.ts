// The journal on a phone: with a photo, without a connection, signed out in the middle, and with a pen.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PASSWORD = 'seven green bottles'
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true, isMobile: true }
let dataDir: string
let place: RunningPlace
let browser: Browser
let context: BrowserContext
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const sheet = () => page.getByRole('textbox', { name: 'Something I noticed' })
/** What is kept on the device: how many rows, and whether the word can be found in any of them. */
const kept = (word: string) =>
  page.evaluate<{ rows: number; plain: boolean; exportable: boolean }>(`(async () => {
    const db = await new Promise((done) => {
      const asked = indexedDB.open('trefoil-unsent', 1)
      asked.onsuccess = () => done(asked.result)
    })
    const all = (store) => new Promise((done) => {
      const asked = db.transaction(store).objectStore(store).getAll()
      asked.onsuccess = () => done(asked.result)
    })
    const rows = await all('rows')
    const key = (await all('things')).find((thing) => thing instanceof CryptoKey)
    db.close()
    const plain = rows.some((row) => new TextDecoder('latin1').decode(row.cipher).includes(${JSON.stringify(word)}))
    return { rows: rows.length, plain, exportable: key.extractable }
  })()`)

/** What of somebody is left beside their words: the keys of this window, and whether the device knows who wrote here last. */
const left = () =>
  page.evaluate<{ window: string[]; writer: boolean }>(`(async () => {
    const db = await new Promise((done) => {
      const asked = indexedDB.open('trefoil-unsent', 1)
      asked.onsuccess = () => done(asked.result)
    })
    const writer = await new Promise((done) => {
      const asked = db.transaction('things').objectStore('things').get('writer')
      asked.onsuccess = () => done(asked.result !== undefined)
    })
    db.close()
    return { window: Object.keys(sessionStorage).filter((key) => key.startsWith('trefoil')), writer }
  })()`)

async function signIn(on: Page): Promise<void> {
  await on.goto(`${place.url}/sign-in?to=/journal`)
  await on.getByLabel('Your email address').fill('maya@example.org')
  await on.getByLabel('Password').fill(PASSWORD)
  await on.getByRole('button', { name: 'Sign in', exact: true }).click()
  await on.waitForURL('**/journal')
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trefoil-journal-'))
  place = await startRunning({ dataDir })
  browser = await launchChromium()
  context = await browser.newContext(PHONE)
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Maya Okafor', email: 'maya@example.org', password: PASSWORD })
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('a photo goes with its words, and without the place and time that were in it', async () => {
  const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#2f6b4a' } })
    .withExif({ IFD0: { Make: 'CanaryPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 54/1 0/1' } })
    .jpeg()
    .toBuffer()
  await page.goto(`${place.url}/journal`)
  await sheet().fill('The board after the meeting')
  await page.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByLabel('What the photo shows').fill('A board with three columns')
  await expect.poll(() => kept('CanaryPhone')).toEqual({ rows: 2, plain: false, exportable: false })
  await button('Keep it').click()
  await page.getByText('It is in your journal.').waitFor()
  const picture = page.getByRole('img', { name: 'A board with three columns' })
  await picture.waitFor()
  const source = (await picture.getAttribute('src'))!
  const bytes = await (await context.request.get(`${place.url}${source}`)).body()
  const about = await sharp(bytes).metadata()
  expect(about).toMatchObject({ width: 2560, height: 1707 })
  expect(about.exif).toBeUndefined()
  expect((await kept('')).rows).toBe(0)
})

test('it opens without a connection, in its shell, and sends what was written when the place is back', async () => {
  await page.waitForFunction(`caches.match('/index.html').then((page) => page !== undefined)`)
  const { url } = place
  await place.stop()
  const again = await context.newPage()
  again.setDefaultTimeout(20_000)
  await page.close()
  page = again
  await page.goto(`${place.url}/journal`)
  await page.getByRole('heading', { name: 'My journal' }).waitFor()
  await page.getByRole('navigation', { name: 'Main, at the foot' }).waitFor()
  await sheet().fill('Nobody rang all day')
  await page.waitForTimeout(400)
  await page.reload()
  await expect.poll(() => sheet().inputValue()).toBe('Nobody rang all day')
  await button('Keep it').click()
  await page.getByText('One note is not in your journal yet').waitFor()
  expect(await kept('Nobody rang')).toEqual({ rows: 1, plain: false, exportable: false })
  await page.goto(`${place.url}/write`)
  await page.getByRole('heading', { name: 'Write' }).waitFor()
  await page.getByText('One note is not in your journal yet').waitFor()

  place = { ...(await startRunning({ dataDir, env: { PORT: new URL(url).port } })), url }
  await button('Try now').click()
  await expect.poll(async () => (await kept('')).rows).toBe(0)
  await page.goto(`${place.url}/journal`)
  await page.locator('li', { hasText: 'Nobody rang all day' }).waitFor()
})

test('what is written when the session has ended waits, and goes when its writer is back', async () => {
  await sheet().fill('Written after the session ended')
  await context.clearCookies({ name: 'trefoil' })
  await button('Keep it').click()
  await page.getByText('You are signed out, so it waits on this device.').waitFor()
  await signIn(page)
  await page.locator('li', { hasText: 'Written after the session ended' }).waitFor()
})

test('an entry that was deleted can be put back', async () => {
  await page.locator('li', { hasText: 'Nobody rang all day' }).getByRole('link').click()
  await button('Delete it').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('The entry is deleted').waitFor()
  expect(await page.locator('li', { hasText: 'Nobody rang all day' }).count()).toBe(0)
  await button('Put it back').click()
  await page.locator('li', { hasText: 'Nobody rang all day' }).waitFor()
})

test('signing out says what is not sent, and a pen goes on writing until another device cuts it off', async () => {
  await page.goto(`${place.url}/me`)
  await button('Let this device go on writing into my journal for 90 days').click()
  await page.getByText('May add to your journal').waitFor()
  await page.goto(`${place.url}/journal`)
  await sheet().fill('Half a thought')
  await page.waitForTimeout(400)
  // What the page of a room keeps in this window, and who wrote here last, go with whoever signs out.
  await page.evaluate(`sessionStorage.setItem('trefoil-in change x', '"hers"')`)
  expect(await left()).toEqual({ window: expect.arrayContaining(['trefoil-in change x']), writer: true })
  await button('Me').click()
  await button('Sign out').click()
  await page.getByText('One note is not in your journal yet').waitFor()
  await button('Send it, then sign out').click()
  await page.waitForURL('**/sign-in')
  expect((await kept('')).rows).toBe(0)
  expect(await left()).toEqual({ window: [], writer: false })

  await page.goto(`${place.url}/write`)
  await sheet().fill('From the bus')
  await button('Keep it').click()
  await page.getByText('Written since you opened this page').waitFor()
  expect(await page.getByText('Half a thought').count()).toBe(0)
  await page.goto(`${place.url}/journal`)
  await page.waitForURL('**/sign-in**')

  const elsewhere = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' })
  const other = await elsewhere.newPage()
  await signIn(other)
  await other.locator('li', { hasText: 'From the bus' }).waitFor()
  await other.goto(`${place.url}/me`)
  const pen = other.locator('li', { hasText: 'May add to your journal' })
  await pen.getByRole('button', { name: 'End it' }).click()
  await pen.waitFor({ state: 'detached' })
  await elsewhere.close()

  await page.goto(`${place.url}/write`)
  await page.getByText('Nobody is signed in on this device').waitFor()
  const refused = await context.request.post(`${place.url}/rpc/journal/write`, {
    headers: { 'content-type': 'application/json' },
    data: { json: { attempt: crypto.randomUUID(), words: 'Still here?' } },
  })
  expect(refused.status()).toBe(401)
})

test('somebody without an account keeps a note on their phone, and only their slip opens it', async () => {
  await page.getByRole('textbox', { name: 'Something I noticed' }).fill('Written without an account')
  await button('Keep it on this phone').click()
  const slip = (await page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).textContent())!
  expect((await kept('Written without')).plain).toBe(false)
  await page.goto(`${place.url}/write`)
  expect(await page.getByText('Written without an account').count()).toBe(0)
  await page.getByLabel('The letters on the slip').fill('aaaa-bbbb-cccc-dddd')
  await button('Open it').click()
  await page.getByText('These letters open nothing on this device.').waitFor()
  await page.getByLabel('The letters on the slip').fill(slip.toUpperCase())
  await button('Open it').click()
  await page.locator('article', { hasText: 'Written without an account' }).waitFor()
  await button('Throw it away').click()
  await expect.poll(async () => (await kept('')).rows).toBe(0)
})

test('whoever erases themselves leaves nothing on the device, and what others keep there stays', async () => {
  await page.getByRole('textbox', { name: 'Something I noticed' }).fill('Of somebody else')
  await button('Keep it on this phone').click()
  await page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).waitFor()
  await signIn(page)
  await sheet().fill('Half a thought')
  await expect.poll(async () => (await kept('')).rows).toBe(2)
  await page.evaluate(`fetch('/rpc/people/me', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"json":{}}' })
    .then((answer) => answer.json())
    .then(({ json: { id } }) => {
      localStorage.setItem('trefoil-in room me', JSON.stringify({ id }))
      localStorage.setItem('trefoil-in room ' + id + ' draft 0', '"hers"')
      localStorage.setItem('trefoil-in room ' + id + ' sealed r1', '{}')
      localStorage.setItem('trefoil-round r1', '{}')
      localStorage.setItem('trefoil-in room another draft 0', '"not hers"')
    })`)
  await page.goto(`${place.url}/me`)
  await button('Erase me').click()
  await button('Yes, erase me').click()
  await page.waitForURL(`${place.url}/`)
  expect((await kept('')).rows).toBe(1)
  expect(await left()).toEqual({ window: [], writer: false })
  const stays = await page.evaluate<string[]>(
    `Object.keys(localStorage).filter((key) => /trefoil-(in|round)/.test(key))`,
  )
  expect(stays).toEqual(['trefoil-in room another draft 0'])
})
