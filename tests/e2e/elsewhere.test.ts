// Somebody goes on to another page: what they began goes on too, and an address that leads nowhere says so.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

let place: RunningPlace
let browser: Browser
let page: Page
let at = ''
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const go = (name: string) =>
  page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name }).click()
const underWay = () => page.getByRole('region', { name: 'Under way' })

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: 'en-GB',
    serviceWorkers: 'block',
  })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Maya Okafor', email: 'maya@example.org', password: 'seven green bottles' })
  await page.goto(`${place.url}/new-space`)
  await page.getByLabel('What brings you together?').selectOption('network')
  await page.getByLabel('What is it called?').fill('North coast')
  await page.getByLabel('You take part as').selectOption('grantee')
  await button('Make the space').click()
  await page.waitForURL('**/s/north-coast-*')
  at = new URL(page.url()).pathname
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

test('files go on coming in while their page is left, and are told of until they were seen', async () => {
  const held: (() => void)[] = []
  await page.route('**/files/import*', async (route) => {
    await new Promise<void>((on) => held.push(on))
    await route.continue()
  })
  await page.goto(`${place.url}${at}/evidence`)
  const picker = page.locator('input[type=file][multiple]')
  await picker.setInputFiles([
    file('one.txt', 'We ring on the second day.'),
    file('two.txt', ' '),
    file('three.txt', 'Nobody rang.'),
  ])
  await page.getByText('Being sent').first().waitFor()
  // On its own page it stands whole, and not twice.
  expect(await underWay().isVisible()).toBe(false)

  await go('Today')
  await underWay().getByText('Bringing files into North coast: 0 of 3 are in.').waitFor()
  // No name of a file stands on a page that others may look at.
  expect(await underWay().textContent()).not.toContain('one.txt')
  const letOne = async () => {
    await expect.poll(() => held.length, { timeout: 10_000 }).toBeGreaterThan(0)
    held.shift()!()
  }
  await letOne()
  await underWay()
    .getByText(/1 of 3 is in\./)
    .waitFor()
  await go('My journal')
  await letOne()
  await underWay()
    .getByText(/1 of 3 is in\. One could not be brought in\./)
    .waitFor()
  await letOne()
  await underWay().getByText('2 of 3 files are in North coast. One could not be brought in.').waitFor()

  await underWay().getByRole('link', { name: 'Look at it' }).click()
  await page.getByText('Brought in.').first().waitFor()
  await page.getByRole('listitem').filter({ hasText: 'two.txt' }).getByRole('alert').waitFor()
  await go('Today')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await underWay().isVisible()).toBe(false)
  await page.unroute('**/files/import*')
})

test('what is under way is stopped from any page, and what was in stays', async () => {
  await page.route('**/files/import*', () => {})
  await page.goto(`${place.url}${at}/evidence`)
  await page.locator('input[type=file][multiple]').setInputFiles([file('four.txt', 'It will not arrive.')])
  await page.getByText('Being sent').waitFor()
  await go('Today')
  await underWay().getByRole('button', { name: 'Stop it' }).click()
  await expect.poll(() => underWay().isVisible()).toBe(false)
  await page.unroute('**/files/import*')
  await page.goto(`${place.url}${at}/evidence`)
  await page.getByRole('link', { name: /one/ }).first().waitFor()
  expect(await page.getByText('four').count()).toBe(0)
})

test('the address is that of the version on the screen; back leaves the document, and what is looked for goes along', async () => {
  const ask = (path: string, json: object) =>
    page.evaluate(
      async ([path, json]) => {
        const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ json }) }
        return ((await (await fetch(`/rpc/${path}`, init)).json()) as { json: Record<string, string> }).json
      },
      [path, json] as const,
    )
  await page.getByRole('link', { name: /one/ }).first().click()
  await page.getByText('We ring on the second day.').first().waitFor()
  const first = page.url()
  const { id: space, chapter } = await ask('spaces/here', { address: at.slice(3) })
  const newer = { of: first.split('/').at(-1)! }
  const anew = { title: 'one', source: '', text: 'We ring on the first day.', newer }
  const { id } = await ask('library/paste', { attempt: crypto.randomUUID(), space, chapter, ...anew })
  await page.goto(`${place.url}${at}/evidence`)
  await page.locator(`a[href$="${id}"]`).first().click()
  await page.getByText('We ring on the first day.').first().waitFor()
  await button('Earlier').click()
  await page.getByText('We ring on the second day.').first().waitFor()
  expect(page.url()).toBe(first)
  expect(await button('Earlier').evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.goBack()
  await page.waitForURL(`**${at}/evidence`)
  // “Find anything” brings its words here, also for whoever is here already and has typed others.
  const field = page.getByLabel('Find in documents and evidence')
  await field.fill('second')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'What are you looking for?' }).fill('ring')
  await page.getByRole('option', { name: /^Search all evidence of/ }).click()
  await expect.poll(() => field.inputValue()).toBe('ring')
})

test('what was typed over a sentence and not sent is there after a reload, beside what was said anew; offline it goes by itself', async () => {
  const purpose = (on: Page) => on.getByLabel('What we are here for')
  const settings = `${place.url}${at}/settings`
  await page.goto(settings)
  await purpose(page).fill('We exist to be rung back.')
  await page.getByLabel('How much we take on').selectOption('light')
  await page.goto(`${place.url}${at}`)
  await page.goto(settings)
  await expect.poll(() => purpose(page).inputValue()).toBe('We exist to be rung back.')
  expect(await page.getByLabel('How much we take on').inputValue()).toBe('light_touch')

  // Somebody says it anew meanwhile: theirs stands beside mine, and nothing of either is lost.
  const other = await page.context().newPage()
  await other.goto(settings)
  await purpose(other).fill('We exist to ring first.')
  await other.getByRole('button', { name: 'Keep it so' }).click()
  await other.waitForURL(`**${at}`)
  await other.close()
  await page.reload()
  const theirs = page.getByRole('status').filter({ hasText: 'What you had typed is back.' })
  await theirs.getByText(/We exist to ring first\./).waitFor()
  expect(await purpose(page).inputValue()).toBe('We exist to be rung back.')
  await theirs.getByRole('button', { name: 'Take that instead' }).click()
  expect(await purpose(page).inputValue()).toBe('We exist to ring first.')

  await purpose(page).fill('We exist to ring first, and to be rung back.')
  await page.context().setOffline(true)
  await button('Keep it so').click()
  await page.getByText('It goes by itself as soon as you are connected again').waitFor()
  await page.context().setOffline(false)
  await page.waitForURL(`**${at}`)
  await page.getByText('We exist to ring first, and to be rung back.').first().waitFor()
})

test('an address that leads to nothing, and one with something that is no id, read alike', async () => {
  const never = '00000000-0000-4000-8000-000000000000'
  const said = async (path: string) => {
    await page.goto(`${place.url}${path}`)
    await page.getByRole('heading', { name: 'Nothing here for you to see', level: 1 }).waitFor()
    return page.getByRole('main').textContent()
  }
  for (const part of [
    '/insights/',
    '/insights/questions/',
    '/insights/cycles/',
    '/insights/aims/',
    '/evidence/d/',
    '/evidence/artefacts/',
  ])
    expect(await said(`${at}${part}no-id-at-all`)).toBe(await said(`${at}${part}${never}`))
  expect(await said(`${at}/insights/no-id-at-all/page`)).toBe(await said(`${at}/insights/${never}/page`))
  // A space that is somebody else's, or was never: nothing of it shows in what is said of a page in it.
  expect(await said('/s/never-was-abcd/evidence')).toBe(await said('/s/never-was-abcd'))
})
