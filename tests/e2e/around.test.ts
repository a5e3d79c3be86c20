// Round a gathering: somebody from outside is asked by a link, answers on their phone without an account, writes before the
// day, and is not asked for more; whoever called sees who comes and what they need.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true, isMobile: true }
let dataDir: string
let place: RunningPlace
let browser: Browser
let ruth: Page

/** Asks as the page itself would. */
const rpc = (page: Page, procedure: string, input: object) =>
  page.evaluate<{ id: string; address: string; standing: string }>(`fetch('/rpc/${procedure}', {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: ${JSON.stringify({ attempt: randomUUID(), ...input })} }),
  }).then((answer) => answer.json()).then((answer) => answer.json)`)

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trefoil-around-'))
  place = await startRunning({ dataDir })
  browser = await launchChromium()
  ruth = await (await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB' })).newPage()
  await setUpIn(ruth, place, { name: 'Ruth Adams', email: 'ruth@example.org', password: 'seven green bottles' })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('somebody from outside answers by a link, says what they need, and writes before the day', async () => {
  const space = await rpc(ruth, 'spaces/create', { template: 'place', name: 'Wearmouth', class: 'public_body' })
  const here = await ruth.evaluate<{ standing: string }>(
    `fetch('/rpc/spaces/here', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ json: { address: '${space.address}' } }) }).then((a) => a.json()).then((a) => a.json)`,
  )
  const call = {
    title: 'Thursday gathering',
    purpose: 'So that nobody goes silent.',
    startsOn: '2040-03-12',
    startsAt: '14:00',
  }
  const promised = { place: 'Bede College', shareWhat: 'What was decided.', paid: 'Fares and £50.' }
  const { id } = await rpc(ruth, 'gatherings/plan', {
    space: space.id,
    chapter: here.standing,
    call: { ...call, ...promised },
  })
  await ruth.goto(`${place.url}/s/${space.address}/gatherings/${id}`)
  await ruth.getByRole('heading', { name: 'Who comes' }).waitFor()
  await ruth.getByRole('button', { name: 'Ask people to it' }).click()
  const sheet = ruth.getByRole('dialog')
  await sheet.getByLabel('Their name').fill('Ama Mensah')
  await sheet.getByLabel('Where they are from').fill('Riverside')
  await sheet.getByRole('button', { name: 'Ask them' }).click()
  await sheet.waitFor({ state: 'hidden' })
  await ruth.getByRole('button', { name: 'A link to hand over' }).click()
  const link = await ruth.locator('code').textContent()

  const ama = await (await browser.newContext(PHONE)).newPage()
  await ama.goto(link!)
  await ama.getByRole('heading', { name: 'Thursday gathering' }).waitFor()
  // Everything that is promised stands there before the first question.
  for (const said of ['Bede College', 'What was decided.', 'Fares and £50.', 'So that nobody goes silent.'])
    await ama.getByText(said).waitFor()
  await ama.getByRole('radio', { name: /take part before and after/ }).check()
  await ama.getByLabel('What do you need to be able to take part?').fill('Large print, please.')
  await ama.getByRole('button', { name: 'Say so' }).click()
  await ama.getByText('Your answer is with them').waitFor()
  await ama.getByRole('button', { name: 'Take part before and after' }).click()
  await ama.getByRole('heading', { name: 'Before the day' }).waitFor()
  await ama.getByLabel('What would you say if you were there?').fill('Ring in the first two days.')
  await ama.getByRole('button', { name: 'Put it in' }).click()
  await ama.getByText('Ring in the first two days.').first().waitFor()
  await ama.getByText('Nobody else has written anything yet.').waitFor()

  await ruth.reload()
  await ruth.getByText('Large print, please.').waitFor()
  await ruth.getByText('1 person comes, 1 before and after.').waitFor()
  expect(await ruth.getByText('Ring in the first two days.').count()).toBe(0)
  // Asked no longer, their link opens nothing.
  await ruth.getByRole('button', { name: 'Ask no longer' }).click()
  await ruth.getByText('Ama Mensah', { exact: true }).waitFor({ state: 'detached' })
  await ama.goto(`${place.url}/today`)
  await ama.goto(link!)
  await ama.getByRole('heading', { name: 'Nothing opens with this link' }).waitFor()
}, 120_000)

test('a calendar gets a secret address, shown once', async () => {
  await ruth.goto(`${place.url}/me/calendar`)
  await ruth.getByText('Your calendar has no address.').waitFor()
  await ruth.getByRole('link', { name: 'Thursday gathering' }).waitFor()
  await ruth.getByRole('button', { name: 'Give it an address' }).click()
  const feed = await ruth.locator('code').textContent()
  expect(await (await fetch(feed!)).text()).toContain('SUMMARY:Thursday gathering')
  await ruth.reload()
  await ruth.getByText(/It has had an address since/).waitFor()
  expect(await ruth.locator('code').count()).toBe(0)
})
