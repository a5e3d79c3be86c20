import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { chooseByKeys, keepByKeys } from '../support/journey.ts'
import { Keys } from '../support/keys.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PASSWORD = 'four plain words here'
const LINE = 'Families go silent because nobody rings in the first 48 hours.'
const INSIGHT = 'A call within 48 hours of discharge keeps families connected.'
const REPORT = 'What carers told us\n\nWe asked eleven carers. The first call comes when it is already a crisis.\n'

let place: RunningPlace
let browser: Browser
let page: Page
let keys: Keys

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  keys = new Keys(page)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

afterEach(async (context) => {
  // Whatever went with what was done, nobody is put back before the first link of the page. (The first step ends on a new one.)
  if (context.task.result?.state !== 'fail' && context.task.name !== 'sets the place up')
    await expect.poll(() => page.evaluate('document.activeElement === document.body')).toBe(false)
  if (context.task.result?.state === 'fail' && process.env.JOURNEY_PICTURES !== undefined)
    await page.screenshot({
      path: join(process.env.JOURNEY_PICTURES, `keyboard ${context.task.name}.png`),
      fullPage: true,
    })
})

/** What somebody else does meanwhile, or what is set up beside what is tried here. */
const ask = (path: string, json: object) =>
  page.evaluate(
    async ([path, json]) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ json }) }
      return ((await (await fetch(`/rpc/${path}`, init)).json()) as { json: Record<string, string> }).json
    },
    [path, json] as const,
  )
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' }).first()
const inSheet = (name: string | RegExp) =>
  page.getByRole('dialog').getByRole('button', { name, exact: typeof name === 'string' })
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })

/** The journey of the README, by somebody who has no mouse. An address is typed twice: at the beginning, and that of the link. */
describe('the whole journey by keyboard alone', { timeout: 60_000 }, () => {
  it('sets the place up', async () => {
    await page.goto(place.setupLink!)
    await keys.write(page.getByLabel('What is this place called?'), 'Wear learning')
    await keys.write(page.getByLabel('Who runs it?'), 'Bede College runs it.')
    await keys.write(page.getByLabel('Your name'), 'Gareth Pryce')
    await keys.write(page.getByLabel('Your email address'), 'gareth@wear.example')
    await keys.write(page.getByLabel('A password'), PASSWORD)
    await keys.press(button('Set it up and go in'))
    await heading('Today').waitFor()
  })

  it('makes a partnership', async () => {
    await keys.press(link('Make a space'))
    await keys.write(page.getByLabel('What is it called?'), 'Wearmouth')
    await keys.write(page.getByLabel('What are you here for?'), 'One front door for families leaving hospital.')
    await keys.select(page.getByLabel('You take part as'), 'delivery')
    await keys.press(button('Make the space'))
    await heading('Wearmouth').waitFor()
  })

  it('invites somebody', async () => {
    await keys.press(link('People'))
    await keys.write(page.getByLabel('Their name'), 'Shanice Cole')
    await keys.write(page.getByLabel('Their email'), 'shanice@harbour.example')
    await keys.select(page.getByLabel('They take part as'), 'grantee')
    await keys.press(button('Make the link'))
    await page
      .getByText(/\/join#/)
      .first()
      .waitFor()
  })

  it('brings in a document, and keeps words of it', async () => {
    await keys.press(link('Evidence'))
    await keys.give(button('Bring in files'), {
      name: 'carers.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(REPORT),
    })
    await keys.press(link(/carers/))
    await page.getByText('We asked eleven carers.', { exact: false }).waitFor()
    await keys.reach(page.getByRole('group', { name: 'The text' }))
    await keepByKeys(page)
  })

  it('takes a finding in from the document, with its words', async () => {
    await keys.press(link('Take in its findings, one by one'))
    await keys.reach(page.getByRole('group', { name: 'The text' }))
    await chooseByKeys(page)
    // What was chosen goes with the finding, and the finding is written next.
    await page.getByText('From the report, kept by its place.').waitFor()
    const said = page.getByLabel('What was found')
    expect(await said.evaluate((element) => element.matches(':focus'))).toBe(true)
    await keys.write(said, 'Help comes late.')
    // The same day whether the browser asks for the day or for the month first.
    await keys.write(page.getByLabel('By when do we make sense of it?'), `0101${new Date().getFullYear() + 1}`)
    await keys.press(page.getByRole('button', { name: 'Keep it, and write the next' }))
    await page.getByText('1 finding so far', { exact: false }).waitFor()
    await page
      .getByText('“We asked eleven carers. The first call comes when it is already a crisis.”')
      .first()
      .waitFor()
  })

  it('puts the last finding that waits on a run sheet, and goes on from beside where it was', async () => {
    const { id: space, standing: chapter } = await ask('spaces/here', { address: page.url().split('/')[4]! })
    const call = { title: 'How we talk', startsOn: `${new Date().getFullYear() + 1}-01-08`, startsAt: '10:00' }
    const { room } = await ask('gatherings/plan', { attempt: randomUUID(), space, chapter, call })
    await page.goto(`${place.url}/rooms/${room}/plan`)
    await keys.press(page.getByRole('button', { name: /^Put it on the run sheet: / }))
    await page.getByRole('heading', { name: 'Findings that wait to be made sense of' }).waitFor({ state: 'detached' })
  })

  it('writes something down for nobody else, and brings one line of it across', async () => {
    await keys.press(link('My journal'))
    await keys.write(page.getByRole('textbox').first(), `A hard week. ${LINE}`)
    await keys.press(button('Keep it'))
    await keys.press(
      page
        .locator('main a[href^="/journal/"]')
        .filter({ hasText: /20\d\d/ })
        .first(),
    )
    await keys.press(button(/Bring/).first())
    const sheet = page.getByRole('dialog')
    await keys.write(sheet.getByLabel('The words that go'), LINE)
    await keys.choose(sheet.getByRole('radio', { name: /without my name/ }))
    await keys.press(sheet.locator('button[type=submit]'))
    await keys.select(sheet.getByLabel('Where to'), 'Wearmouth')
    await keys.choose(sheet.getByRole('radio', { name: 'For myself' }))
    await keys.press(sheet.locator('button[type=submit]'))
    await keys.choose(sheet.getByRole('radio', { name: 'No, nobody else' }))
    await keys.press(sheet.locator('button[type=submit]'))
    await page.getByText('It is in Wearmouth now').waitFor()
  })

  it('writes an insight on it, with a view against', async () => {
    await page.keyboard.press('Escape')
    await keys.press(link('Wearmouth'))
    await keys.press(link('Insights'))
    await keys.press(button('Write an insight').first())
    await page.getByRole('checkbox').first().waitFor()
    await keys.choose(page.getByRole('checkbox').first())
    await keys.choose(page.getByRole('checkbox').nth(1))
    await keys.write(page.getByLabel('The insight, in a sentence'), INSIGHT)
    await keys.write(page.getByLabel('Who sees it differently?'), 'There is no hour in the shift for this.')
    await keys.press(page.locator('form button[type=submit]').first())
    await heading(INSIGHT).or(link(INSIGHT)).first().waitFor()
    if ((await heading(INSIGHT).count()) === 0) await keys.press(link(INSIGHT))
    await heading(INSIGHT).waitFor()
  })

  it('says what somebody else changed while it was said anew, so that nothing of theirs goes unseen', async () => {
    const sheet = page.getByRole('dialog')
    const mind = sheet.getByLabel('What would change our mind?')
    await keys.press(button(/^More/).first())
    const anew = page.getByRole('menuitem', { name: 'Say it anew' })
    await anew.waitFor()
    for (let n = 0; n < 5 && !(await anew.evaluate((element) => element.matches(':focus'))); n += 1)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await keys.write(mind, 'A ward without it.')
    const insight = page.url().split('/').at(-1)!
    const theirs = { attempt: randomUUID(), insight, version: 1, words: INSIGHT, confidence: 'very' }
    expect(await ask('insights/edit', theirs)).toMatchObject({ ok: true })
    await keys.press(inSheet('Say it so'))
    await sheet.getByText('How sure we are, as it stands there now').waitFor()
    expect(await mind.inputValue()).toBe('A ward without it.')
    await keys.press(inSheet('Say it so'))
    await sheet.waitFor({ state: 'hidden' })
    await page.getByText('A ward without it.').first().waitFor()
  })

  it('sends it to a receiver', async () => {
    await keys.press(button('Who needs to hear this?'))
    const sheet = page.getByRole('dialog')
    await keys.write(sheet.getByLabel('Their post'), 'Discharge lead, South Wear')
    await keys.write(sheet.getByLabel('Who holds it now'), 'Lorna Finch')
    await keys.press(sheet.locator('button[type=submit]'))
    await page
      .getByText(/\/seat#/)
      .first()
      .waitFor()
    const link = (await sheet.getByText(/\/seat#/).textContent())!
    await keys.press(inSheet('Done'))
    // A newer link takes its place while they write: it is said where they pressed, and their words stay.
    const lorna = await browser.newPage()
    await lorna.goto(link)
    await lorna.getByText('Understood', { exact: false }).first().click()
    await lorna.getByLabel('Anything to say to it').fill('I can offer two wards.')
    await keys.press(button('Make a new link'))
    await keys.press(sheet.locator('button[type=submit]'))
    await sheet.getByText(/\/seat#/).waitFor()
    await keys.press(inSheet('Done'))
    await lorna.getByRole('button', { name: 'Answer', exact: true }).click()
    await lorna.getByText('This link does not work any more', { exact: false }).waitFor()
    expect(await lorna.getByLabel('Anything to say to it').inputValue()).toBe('I can offer two wards.')
    await lorna.close()
  })

  it('decides, acts, and says that it is too early to say', async () => {
    const sheet = page.getByRole('dialog')
    await keys.press(button('Decide'))
    await keys.write(sheet.getByLabel('The decision, in a sentence'), 'Try it on two wards for six weeks.')
    await keys.press(sheet.locator('button[type=submit]'))
    await keys.press(button('Start an action'))
    await keys.write(sheet.getByLabel('What will be done'), 'A 48-hour call rota.')
    await keys.write(sheet.getByLabel('Who answers for it'), 'Gareth Pryce')
    await keys.press(sheet.locator('button[type=submit]'))
    await keys.press(button('Say what came of it'))
    await keys.choose(sheet.getByRole('radio', { name: 'Too early to say' }))
    await keys.press(sheet.locator('button[type=submit]'))
    await sheet.waitFor({ state: 'hidden' })
    for (const words of [INSIGHT, 'Try it on two wards', 'A 48-hour call rota.', 'Too early to say'])
      expect(await page.getByRole('main').textContent()).toContain(words)
  })

  it('takes the line back', async () => {
    await keys.press(link('Where my words are'))
    await keys.press(button('Take it back').first())
    await keys.press(inSheet('Take it back'))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await keys.press(link('Wearmouth'))
    await keys.press(link('Evidence'))
    await page.getByText('Its words are not here any more', { exact: false }).first().waitFor()
    expect(await page.getByText(LINE).count()).toBe(0)
  })
})
