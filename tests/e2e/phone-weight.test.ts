/** What the page of whoever takes part weighs, and how soon it can be used on a line of 64 kbit/s. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visitorOf } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import { weighScreen } from '../support/first-screen.ts'
import { beginAt, callTogether, type Gathering, type Hall, openHall, phone } from '../support/hall.ts'

const TO_THE_FIRST_QUESTION = 40_000
const FOR_ANOTHER_KIND = 6_000
const KBIT_S = 64
const USABLE_MS = 8_000
const QUESTION = 'What happened? What did you see or hear?'

let hall: Hall
let browser: Browser
let gathering: Gathering
let cookie = ''
beforeAll(async () => {
  hall = await openHall()
  browser = await launchChromium()
  gathering = await callTogether(hall, ['what-so-what-now-what'])
  const guest = visitorOf(hall.place.url)
  await guest.api.gatherings.comeInAsGuest({ attempt: crypto.randomUUID(), code: gathering.code, name: 'Ama Mensah' })
  cookie = [...guest.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  await beginAt(hall, gathering)
})
afterAll(async () => {
  await browser?.close()
  await hall?.stop()
})

it('sends at most 40 kB of script to the first question, and nothing of the client', async () => {
  const screen = await weighScreen(browser, `${hall.place.url}/in/${gathering.room}`, cookie, QUESTION)
  expect(screen.scripts.length).toBeGreaterThan(0)
  expect(screen.script).toBeLessThanOrEqual(TO_THE_FIRST_QUESTION)
  const assets = resolve(import.meta.dirname, '../../dist/web/assets')
  const client = /src="\/assets\/([^"]+)"/.exec(readFileSync(join(assets, '../index.html'), 'utf8'))![1]
  expect(screen.scripts).not.toContain(`/assets/${client}`)
})

it('sends at most 6 kB for each further kind of step', () => {
  const assets = resolve(import.meta.dirname, '../../dist/web/assets')
  const entry = /src="\/assets\/([^"]+)"/.exec(readFileSync(join(assets, '../in.html'), 'utf8'))![1]
  const isKind = (map: string) =>
    (JSON.parse(readFileSync(join(assets, map), 'utf8')) as { sources: string[] }).sources.some((source) =>
      source.includes('/phone/kinds/'),
    )
  const ofPhone = readdirSync(assets)
    .filter((name) => name.endsWith('.js.map') && isKind(name))
    .map((name) => name.slice(0, -'.map'.length))
  expect(ofPhone.length).toBeGreaterThan(0)
  const heavy = ofPhone
    .filter((name) => name !== entry)
    .map((name) => [name, statSync(join(assets, `${name}.br`)).size] as const)
    .filter(([, size]) => size > FOR_ANOTHER_KIND)
  expect(heavy).toEqual([])
})

it('can be used within 8 s on a line of 64 kbit/s: the door, and then the first question', async () => {
  const page = await (await phone(browser)).newPage()
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  const bytes = (KBIT_S * 1000) / 8
  await wire.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 300, downloadThroughput: bytes, uploadThroughput: bytes },
  })
  const began = performance.now()
  await page.goto(`${hall.place.url}/in/${gathering.code}`, { waitUntil: 'commit' })
  await page.getByLabel('Your name').waitFor({ timeout: 30_000 })
  const door = performance.now() - began
  await page.getByLabel('Your name').fill('Ben Hart')
  await page.getByLabel('a resident, or somebody it is about').check()
  const asked = performance.now()
  await page.getByRole('button', { name: 'Come in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: QUESTION }).waitFor({ timeout: 30_000 })
  const first = performance.now() - asked
  expect({ door: door <= USABLE_MS, first: first <= USABLE_MS, ms: [door, first].map(Math.round) }).toMatchObject({
    ...{ door: true, first: true },
  })
})
