import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import type { RunningPlace } from '../support/running.ts'
import { openWorld, type World } from '../support/world.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let world: World
let place: RunningPlace
let browser: Browser
let page: Page
let demonstration = ''
let wearmouth = ''
let insight = ''
let artefact = ''
let axe = ''

beforeAll(async () => {
  world = await openWorld()
  browser = await launchChromium()
  axe = await readFile(AXE, 'utf8')
  ;({ place, url: demonstration } = world)
  const visitor = await world.as('Gareth Pryce')
  const space = (await visitor.api.spaces.list({})).find((one) => one.name.startsWith('Wearmouth'))!
  wearmouth = `/s/${space.address}`
  insight = (await visitor.api.insights.list({ id: space.id })).items[0]!.id
  const here = await visitor.api.spaces.here({ address: space.address })
  const made = await visitor.api.library.makeArtefact({
    ...{ attempt: crypto.randomUUID(), space: space.id, chapter: here.chapter, sort: 'projection' },
    ...{ title: 'One front door', purpose: 'To agree on it', fields: {}, mayGo: '' },
    ...{ occasion: '', occasionOn: null, owner: null },
  })
  if (!made.ok) throw new Error(made.sentence)
  artefact = made.id
  for (const text of ['We ring in five days.', 'We ring in two days.'])
    await visitor.api.library.paste({
      ...{ attempt: crypto.randomUUID(), space: space.id, chapter: here.chapter, title: 'A version', source: '', text },
      newer: { artefact },
    })
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, bypassCSP: true })
  await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: demonstration })))
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

type Found = { id: string; nodes: { html: string }[] }

/** The widths of a laptop, a tablet and a phone, by day and by night. */
const LOOKS = [1360, 768, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

/** What axe finds on a screen, in each look; the same finding in several looks is said once. */
async function violations(address: string): Promise<string[]> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  const settled = `document.querySelector('[aria-busy="true"]') === null`
  await page.waitForFunction(settled, undefined, { timeout: 5000 }).catch(() => undefined)
  await page.evaluate(axe)
  const found = new Set<string>()
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const here: Found[] = await page.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((answer) => answer.violations)`,
    )
    for (const one of here) found.add(`${one.id}: ${one.nodes[0]?.html.slice(0, 160)} (${width}, ${colorScheme})`)
  }
  return [...found]
}

describe('every screen, as a machine that reads for people finds it', { timeout: 40_000 }, () => {
  it.each([
    ['front', () => `${place.url}/`],
    ['setting the place up', () => place.setupLink!],
    ['signing in', () => `${place.url}/sign-in`],
    ['every way in lost', () => `${place.url}/come-back`],
    ['a way back under way', () => `${place.url}/come-back#nothing`],
    ['an invitation that nobody made', () => `${place.url}/join#nothing`],
    ['a seat that nobody made', () => `${place.url}/seat#nothing`],
    ['through whose eyes', () => `${demonstration}/demonstration`],
    ['today', () => `${demonstration}/today`],
    ['the journal', () => `${demonstration}/journal`],
    ['where my words are', () => `${demonstration}/words`],
    ['me', () => `${demonstration}/me`],
    ['what I am told by mail', () => `${demonstration}/me/letters`],
    ['stopping letters', () => `${demonstration}/letters/stop#nothing`],
    ['printed codes', () => `${demonstration}/me/codes`],
    ['for programs', () => `${demonstration}/for-programs`],
    ['making a space', () => `${demonstration}/new-space`],
    ['a space, now', () => demonstration + wearmouth],
    ['its evidence', () => `${demonstration}${wearmouth}/evidence`],
    ['what it makes and keeps', () => `${demonstration}${wearmouth}/evidence/artefacts`],
    ['a map or a design', () => `${demonstration}${wearmouth}/evidence/artefacts/${artefact}`],
    ['its insights', () => `${demonstration}${wearmouth}/insights`],
    ['what it wants to find out', () => `${demonstration}${wearmouth}/insights/questions`],
    ['its cycles and what it tries out', () => `${demonstration}${wearmouth}/insights/cycles`],
    ['what it is all for', () => `${demonstration}${wearmouth}/insights/aims`],
    ['a trace', () => `${demonstration}${wearmouth}/insights/${insight}`],
    ['one page of it', () => `${demonstration}${wearmouth}/insights/${insight}/page`],
    ['its findings', () => `${demonstration}${wearmouth}/insights/findings`],
    ['its decisions', () => `${demonstration}${wearmouth}/insights/decisions`],
    ['its people', () => `${demonstration}${wearmouth}/people`],
    ['a journal as pictures', () => `${demonstration}/journal/pictures`],
    ['across its groups', () => `${demonstration}${wearmouth}/across`],
    ['what it is asked', () => `${demonstration}${wearmouth}/asked`],
    ['its memory', () => `${demonstration}${wearmouth}/memory`],
    ['how its purpose changed', () => `${demonstration}${wearmouth}/memory/versions`],
    ['the strategy it is part of', () => `${demonstration}${wearmouth}/memory/strategy`],
    ['what it asks again and again', () => `${demonstration}${wearmouth}/memory/asked`],
    ['where confidence ends in it', () => `${demonstration}${wearmouth}/limits`],
    ['how it ends', () => `${demonstration}${wearmouth}/closing`],
    ['who takes part', () => `${demonstration}${wearmouth}/partners`],
    ['what it says of itself', () => `${demonstration}${wearmouth}/settings`],
    ['a sheet for the wall', () => `${demonstration}${wearmouth}/wall`],
    ['two spaces become a third', () => `${demonstration}/new-space/together`],
    ['a page that only writes', () => `${demonstration}/write`],
    ['where confidence ends', () => `${demonstration}/limits`],
    ['the methods', () => `${demonstration}/methods`],
    ['one method', () => `${demonstration}/methods/action-learning-set`],
    ['a method that is not there', () => `${demonstration}/methods/no-such`],
    ['a space that nobody may see', () => `${demonstration}/s/nowhere-abcd`],
    ['nothing', () => `${demonstration}/no/such/page`],
  ])('%s', async (_name, address) => {
    expect(await violations(address())).toEqual([])
  })
})

describe('the demonstration', { timeout: 60_000 }, () => {
  it('goes six months on by one button, and the day on every page goes with it', async () => {
    await page.goto(`${demonstration}/today`)
    await page.getByText('Here it is Wednesday 21 October 2026.').waitFor()
    await page.getByRole('button', { name: 'Six months on' }).click()
    await page.getByRole('button', { name: 'Go on to 22 April 2027' }).click()
    await page.getByText('Here it is Thursday 22 April 2027.').waitFor({ timeout: 90_000 })
    expect(await page.getByRole('button', { name: 'Six months on' }).count()).toBe(0)
  }, 120_000)

  it('leaves by one button, and leads back to the place beside it', async () => {
    await page.goto(`${demonstration}/demonstration`)
    await page.getByRole('button', { name: 'Remove the demonstration' }).click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await page.waitForURL(`${place.url}/`)
    await expect.poll(() => fetch(demonstration).catch(() => 'gone')).toBe('gone')
  })
})
