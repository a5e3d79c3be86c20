/** The tabs of one browser hear by one connection, hand it on, and hear each for itself where they cannot speak to each other. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

let place: RunningPlace
let browser: Browser
let context: BrowserContext
let address: string
let here: { id: string; chapter: string }
const CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

async function call<T>(procedure: string, input: object): Promise<T> {
  const answer = await context.request.post(`${place.url}/rpc/${procedure}`, { data: { json: input } })
  return (await answer.json()).json as T
}
const attempt = () => crypto.randomUUID()
const write = (words: string) =>
  call('library/addEvidence', {
    ...{ attempt: attempt(), space: here.id, chapter: here.chapter, words, whose: { is: 'mine' }, card: CARD },
  })

/** A tab on the space's evidence, and the streams it has asked for itself. */
async function openTab(): Promise<{ page: Page; asked: string[] }> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname === '/live') asked.push(search)
  })
  await page.goto(`${place.url}/s/${address}/evidence`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, asked }
}
const shows = (page: Page, words: string) => page.getByText(words).first().waitFor()

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await setUpIn(page, place, { name: 'Nadia Khan', email: 'nadia@example.org', password: 'four plain words here' })
  ;({ address } = await call<{ address: string }>('spaces/create', {
    ...{ attempt: attempt(), template: 'place', name: 'Wearmouth', class: 'grantee', roles: ['manager'] },
  }))
  here = await call('spaces/here', { address })
  await page.close()
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

describe('the live stream in a browser', { timeout: 60_000 }, () => {
  it('is one for all its tabs, and goes on in another when the tab that held it is closed', async () => {
    const tabs = [await openTab(), await openTab(), await openTab()]
    await write('Said while three looked.')
    for (const { page } of tabs) await shows(page, 'Said while three looked.')
    expect(tabs.map(({ asked }) => asked.length)).toEqual([1, 0, 0])
    await tabs[0]!.page.close()
    await expect.poll(() => tabs.flatMap(({ asked }) => asked).length).toBe(2)
    // It goes on from where the other was.
    expect(tabs.flatMap(({ asked }) => asked)[1]).toMatch(/^\?after=\S{22}/)
    await write('Said while two looked.')
    for (const { page } of tabs.slice(1)) await shows(page, 'Said while two looked.')
    for (const { page } of tabs.slice(1)) await page.close()
  })

  it('is held by each tab for itself where tabs cannot agree', async () => {
    await context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'BroadcastChannel')
      Reflect.deleteProperty(Navigator.prototype, 'locks')
    })
    const tabs = [await openTab(), await openTab()]
    expect(await tabs[0]!.page.evaluate(() => 'locks' in navigator || 'BroadcastChannel' in globalThis)).toBe(false)
    await write('Said to each alone.')
    for (const { page } of tabs) await shows(page, 'Said to each alone.')
    expect(tabs.map(({ asked }) => asked.length)).toEqual([1, 1])
  })
})
