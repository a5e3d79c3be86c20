/** A gathering from its call to its close: a console, a screen on the wall, and somebody who takes part. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'
import { twoTables } from '../support/two-tables.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const METHOD = 'What? So what? Now what?'
const LINE = 'We rang the families twice, and most were glad.'

let place: RunningPlace
let browser: Browser
let ada: Visitor
let page: Page
let wall: Page
let axe = ''
let address = ''
let room = ''

const browserOf = async (visitor: Visitor, width = 1360) => {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 900 }, serviceWorkers: 'block', bypassCSP: true, reducedMotion: 'reduce' },
  })
  await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: place.url })))
  return context.newPage()
}
/** What axe finds on a screen as it stands, on a laptop and on a phone. */
async function wrongOn(screen: Page): Promise<string[]> {
  const found = new Set<string>()
  for (const width of [1360, 390]) {
    await screen.setViewportSize({ width, height: 900 })
    await screen.evaluate(axe)
    const here: { id: string; nodes: { html: string }[] }[] = await screen.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((answer) => answer.violations)`,
    )
    for (const one of here) found.add(`${one.id}: ${one.nodes[0]?.html.slice(0, 160)} (${width})`)
    expect(await screen.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
  await screen.setViewportSize({ width: 1360, height: 900 })
  return [...found]
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
/** The dialog gives the focus back when it goes. */
const putOn = async () => {
  await press('Put it on')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const beside = () => page.getByRole('complementary', { name: 'The room' }).textContent()
const titles = async () => (await ada.api.gatherings.agenda({ room })).items.map((item) => item.title)

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  axe = await readFile(AXE, 'utf8')
  ada = visitorOf(place.url)
  await ada.api.people.setUp({
    ...{ attempt: randomUUID(), token: place.setupLink!.split('#')[1]!, place: 'Place', host: 'Kept here' },
    ...{ name: 'Ada', email: 'ada@example.org', password: 'four plain words here' },
  })
  const made = await ada.api.spaces.create({
    ...{ attempt: randomUUID(), template: 'place', name: 'The valley', class: 'grantee', roles: ['manager'] },
  } as never)
  address = (made as { address: string }).address
  page = await browserOf(ada)
  wall = await browserOf(ada)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

it('is called with a title, a day and a time, and stands on the first pages', async () => {
  await page.goto(`${place.url}/s/${address}/gatherings`)
  await page.getByText('No gathering yet').waitFor()
  await press('Call a gathering')
  expect(await wrongOn(page)).toEqual([])
  await page.getByLabel('What it is called').fill('Thursday gathering')
  await page.getByLabel(/^What it is for/).fill('So that we decide what we try next.')
  await press('Call it')
  await page.getByRole('heading', { level: 1, name: 'Thursday gathering' }).waitFor()
  expect(await wrongOn(page)).toEqual([])
  await press('Change the call')
  await page.getByLabel(/^Place/).fill('Riverside Hall')
  await press('Save it')
  await page.getByText('In a room: Riverside Hall').waitFor()
  for (const at of [`/s/${address}`, '/today']) {
    await page.goto(place.url + at)
    await page.getByRole('heading', { name: 'The next gathering' }).waitFor()
    await page.getByRole('link', { name: 'Thursday gathering' }).waitFor()
  }
}, 120_000)

it('has a run sheet that is put in order by keys, by buttons and by dragging', async () => {
  await page.getByRole('link', { name: 'Thursday gathering' }).click()
  await page.getByRole('link', { name: 'Run sheet' }).click()
  await page.getByText('Nothing on it yet').waitFor()
  room = new URL(page.url()).pathname.split('/')[2]!
  await press('Add a talk')
  await page.getByLabel('Who talks, about what').fill('Welcome')
  await putOn()
  await page.getByText('Welcome').waitFor()
  await press('Add a method')
  await page.getByLabel('Find a method').fill('now what')
  await page.getByRole('button', { name: METHOD }).click()
  await page.getByText('Two ways to begin it').waitFor()
  expect(await wrongOn(page)).toEqual([])
  await putOn()
  await page.getByRole('button', { name: `Move “${METHOD}”` }).waitFor()
  await press('Add a break')
  await putOn()
  await page.getByRole('button', { name: 'Move “Break”: 3 of 3' }).focus()
  await page.keyboard.press('ArrowUp')
  await page.getByText('“Break” is now 2 of 3.').waitFor({ state: 'attached' })
  await expect.poll(titles).toEqual(['Welcome', 'Break', METHOD])
  await page.keyboard.press('ArrowUp')
  await expect.poll(titles).toEqual(['Break', 'Welcome', METHOD])
  await press('Down: Break')
  await expect.poll(titles).toEqual(['Welcome', 'Break', METHOD])
  const middle = async (name: string) => {
    const box = (await page.getByRole('button', { name }).boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const [from, to] = [await middle('Move “Break”: 2 of 3'), await middle(`Move “${METHOD}”: 3 of 3`)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y + 20, { steps: 6 })
  await page.mouse.up()
  await expect.poll(titles).toEqual(['Welcome', METHOD, 'Break'])
  await press('Take off: Break')
  await expect.poll(titles).toEqual(['Welcome', METHOD])
  await press('Put it back')
  await expect.poll(titles).toEqual(['Welcome', METHOD, 'Break'])
  expect(await wrongOn(page)).toEqual([])
}, 120_000)

it('is rehearsed alone, and nothing is left of it', async () => {
  await press('Rehearse it alone')
  await page.getByText('This is a rehearsal').waitFor()
  const mine = new URL(page.url()).pathname.split('/')[2]!
  await press(`Begin: ${METHOD}`)
  await page.getByText('What happened? What did you see or hear?').waitFor()
  await expect.poll(beside, { timeout: 20_000 }).toContain('In so far: 6 of 7')
  expect(await wrongOn(page)).toEqual([])
  await press('Reveal together')
  await page.getByText('Ines (invented)').first().waitFor()
  await press('End the rehearsal')
  await page.getByRole('heading', { level: 1, name: 'Run sheet' }).waitFor()
  await expect(ada.api.gatherings.now({ room: mine })).rejects.toThrow()
}, 120_000)

it('is run from the console, and what is put in is on the wall when it is shown and not before', async () => {
  await page.getByRole('link', { name: 'Open the console' }).click()
  await page.getByRole('heading', { name: 'The doors are shut' }).waitFor()
  expect(await wrongOn(page)).toEqual([])
  await press('Open the doors')
  await page.getByText('Join with').waitFor()
  const { code } = await ada.api.gatherings.now({ room }).then((now) => ('room' in now ? now.room : { code: null }))
  await wall.goto(`${place.url}/rooms/${room}/screen`)
  await wall.getByRole('heading', { name: 'Come in on your phone' }).waitFor()
  expect(await wrongOn(wall)).toEqual([])
  const ama = visitorOf(place.url)
  await ama.api.gatherings.comeInAsGuest({ attempt: randomUUID(), code: code!, name: 'Ama Mensah', organisation: '' })
  await press(`Begin: ${METHOD}`)
  await wall.getByRole('heading', { name: 'What happened? What did you see or hear?' }).waitFor()
  const now = await ama.api.gatherings.now({ room })
  if (!('activity' in now) || now.activity === null) throw new Error('Nothing is on')
  const { activity } = now
  const first = activity.steps[0]!
  const fields = first.settings.fields as { key: string }[] | undefined
  const value = fields === undefined ? { text: LINE } : { fields: { [fields[0]!.key]: LINE } }
  const put = await ama.api.gatherings.put({
    ...{ step: activity.step!.id, chapter: activity.chapter, items: [{ id: randomUUID(), value }] },
  })
  expect(put.ok).toBe(true)
  await expect.poll(beside, { timeout: 20_000 }).toContain('In so far: 1 of 1')
  await wall.getByText('1 of 1 is in').waitFor()
  for (const screen of [page, wall]) expect(await screen.textContent('body')).not.toContain(LINE)
  expect(await page.textContent('body')).not.toContain('Ama Mensah')
  expect(await wrongOn(page)).toEqual([])
  // A minute more, a pause, a reload: the time is the place's.
  await press('+1 minute')
  await expect
    .poll(async () =>
      Number(
        (await page
          .getByText(/^\d:\d\d$/)
          .first()
          .textContent())![0],
      ),
    )
    .toBeGreaterThanOrEqual(2)
  await press('Pause')
  await press('Go on')
  await page.reload()
  await expect.poll(beside, { timeout: 20_000 }).toContain('In so far: 1 of 1')
  // Two sheets of paper by keys alone: Enter puts one in and goes to the next.
  await page.getByText('Type in what was written on paper').click()
  await page.getByRole('form', { name: 'Type in a sheet' }).locator('textarea').first().focus()
  for (const [n, words] of ['Written by hand', 'And by another'].entries()) {
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await page.getByText(`${n + 1} sheet${n === 0 ? '' : 's'} in from here.`).waitFor()
  }
  await press('Take out the last one')
  await page.getByText('1 sheet in from here.').waitFor()
  await expect.poll(beside, { timeout: 20_000 }).toContain('1 sheet typed in from paper by Ada.')
  expect(await wrongOn(page)).toEqual([])
  await page.getByText('Type in what was written on paper').click()
  await page.locator('h1, h2').first().click()
  await page.keyboard.press('n')
  for (const screen of [page, wall])
    for (const words of [LINE, 'Written by hand']) await screen.getByText(words).waitFor()
  expect(await wrongOn(wall)).toEqual([])
}, 120_000)

it('says what is known when the place cannot be reached, and goes on by itself', async () => {
  await page.context().setOffline(true)
  await page.getByText('We cannot reach the place just now').waitFor({ timeout: 20_000 })
  await page.getByText(LINE).waitFor()
  await page.context().setOffline(false)
  await page.getByText('We cannot reach the place just now').waitFor({ state: 'detached', timeout: 20_000 })
}, 120_000)

it('is taken over from another device, and the first one is told so in place', async () => {
  const other = await browserOf(ada, 390)
  await other.goto(`${place.url}/rooms/${room}/console`)
  await other.getByText(LINE).waitFor()
  // What the first one asks of the room is neither answered nor refused: it hangs until that is given up.
  let held = true
  await page.route('**/rpc/gatherings/now**', (route) => (held ? undefined : route.continue()))
  await page.route('**/live**', (route) => route.abort())
  await other.getByRole('button', { name: 'Next step', exact: true }).click()
  await other.getByText('step 3 of 7').waitFor()
  await press('Next step')
  await page.getByText(/Somebody else moved it on/).waitFor()
  held = false
  await page.getByText('step 3 of 7').waitFor({ timeout: 20_000 })
  await page.unroute('**/rpc/gatherings/now**')
  await page.unroute('**/live**')
  await other.context().close()
}, 120_000)

it('goes to its last step and ends', async () => {
  for (const step of [4, 5, 6, 7]) {
    await page.keyboard.press('n')
    await page.getByText(`step ${step} of 7`).waitFor()
  }
  await press('End it')
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click()
  await page.getByText('Next on the run sheet').waitFor()
}, 120_000)

it('has two tables do two methods on their own phones, and neither shows what is at the other', async () => {
  await twoTables({ ada, place, room, page, wall, phoneOf: (visitor) => browserOf(visitor, 390), wrongOn })
}, 120_000)

it('closes', async () => {
  await press('Close the gathering')
  await press('Close it')
  await page.getByRole('heading', { name: 'This gathering is closed' }).waitFor()
  expect(await wrongOn(page)).toEqual([])
  await wall.getByRole('heading', { name: 'Thank you.' }).waitFor({ timeout: 15_000 })
  await page.goto(`${place.url}/s/${address}/gatherings`)
  await page.getByText(/^Held on/).waitFor()
}, 120_000)

it('is printed: the run sheet with what to say, a sheet for each step, and the code', async () => {
  await page.goto(`${place.url}/rooms/${room}/paper`)
  await page.getByText('Who does what, by when?').first().waitFor()
  await page.getByText('Two at once · Story circle · Table ____', { exact: false }).first().waitFor()
  expect(await wrongOn(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Print it' }).isVisible()).toBe(false)
  expect((await page.pdf({ format: 'A4', preferCSSPageSize: true })).length).toBeGreaterThan(10_000)
  await page.emulateMedia({ media: 'screen' })
}, 120_000)
