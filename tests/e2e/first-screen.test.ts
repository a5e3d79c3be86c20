import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { weighScreen } from '../support/first-screen.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

/** Script as sent, until the first screen can be used. */
const BUDGET = 150_000
let place: RunningPlace
let browser: Browser
let cookies = ''

async function ask(path: string, input: object) {
  const answer = await fetch(`${place.url}/rpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookies },
    body: JSON.stringify({ json: { attempt: randomUUID(), ...input } }),
  })
  for (const line of answer.headers.getSetCookie()) cookies = line.split(';')[0]!
  return ((await answer.json()) as { json: Record<string, string> }).json
}

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const token = place.setupLink!.split('#')[1]!
  const account = { name: 'Ada', email: 'ada@example.org', password: 'four plain words here' }
  await ask('people/setUp', { token, place: 'Place', host: 'Kept here', ...account })
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

it('sends at most 150 kB of script before Today, or a space, can be used', async () => {
  const { address } = await ask('spaces/create', {
    template: 'place',
    name: 'The valley',
    class: 'grantee',
    roles: ['manager'],
  })
  const today = await weighScreen(browser, `${place.url}/today`, cookies, 'Waiting for you')
  const now = await weighScreen(browser, `${place.url}/s/${address}`, cookies, 'Waiting for you')
  expect(today.scripts.length).toBeGreaterThan(0)
  expect(today.script).toBeLessThanOrEqual(BUDGET)
  expect(now.script).toBeLessThanOrEqual(BUDGET)
})

it('sends what was made small beforehand, and lets only what never changes be kept', async () => {
  const page = await fetch(place.url, { headers: { 'accept-encoding': 'br' } })
  expect([page.headers.get('content-encoding'), page.headers.get('cache-control')]).toEqual(['br', 'no-cache'])
  const script = /\/assets\/base-[\w-]+\.js/.exec(await page.text())![0]
  const sent = async (path: string, encoding: string) => {
    const { headers } = await fetch(place.url + path, { headers: { 'accept-encoding': encoding } })
    return [headers.get('content-encoding'), headers.get('cache-control'), headers.get('vary')]
  }
  const forever = 'public, max-age=31536000, immutable'
  expect(await sent(script, 'br, gzip')).toEqual(['br', forever, 'accept-encoding'])
  expect(await sent(script, 'gzip')).toEqual(['gzip', forever, 'accept-encoding'])
  expect(await sent(script, 'identity')).toEqual([null, forever, 'accept-encoding'])
  expect(await sent('/layers.css', 'br')).toEqual([null, 'no-cache', 'accept-encoding'])
  expect((await sent('/sw.js', 'br'))[1]).toBe('no-cache')
})
