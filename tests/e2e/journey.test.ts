import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { keepByKeys, letTheNightPass } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const PASSWORD = 'four plain words here'
const LINE = 'Families go silent because nobody rings in the first 48 hours.'
const ENTRY = `A hard week on the wards. ${LINE} I did not say so in the meeting.`
const REPORT = [
  'What carers told us',
  '',
  'We asked eleven carers. “The first call comes when it is already a crisis,” said one.',
  '',
  'Two wards tried a call within two days, and six of eight families stayed in touch.',
].join('\n')
const INSIGHT = 'A call within 48 hours of discharge keeps families connected.'

let place: RunningPlace
let browser: Browser
let laptop: BrowserContext
let phone: BrowserContext
let gareth: Page
let shanice: Page
/** What went wrong inside a page is a failure of the journey, even where the eye sees nothing. */
const complaints: string[] = []

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (fault) => complaints.push(fault.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('401')) complaints.push(line.text())
  })
  page.setDefaultTimeout(20_000)
  return page
}

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  laptop = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB' })
  phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true })
  gareth = await open(laptop)
  shanice = await open(phone)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})
afterEach(async (context) => {
  if (context.task.result?.state !== 'fail' || process.env.JOURNEY_PICTURES === undefined) return
  await mkdir(process.env.JOURNEY_PICTURES, { recursive: true })
  await gareth.screenshot({ path: join(process.env.JOURNEY_PICTURES, 'gareth.png'), fullPage: true })
  await shanice.screenshot({ path: join(process.env.JOURNEY_PICTURES, 'shanice.png'), fullPage: true })
})

const button = (at: Page | Locator, name: string | RegExp) =>
  at.getByRole('button', { name, exact: typeof name === 'string' })
const field = (at: Page | Locator, name: string | RegExp) => at.getByLabel(name)

/** The whole journey, in the order in which people make it. Each step stands on the one before. */
describe('the journey from one honest sentence to an outcome', { timeout: 60_000 }, () => {
  let space = ''

  it('sets the place up by its one-time link', async () => {
    await gareth.goto(place.url)
    await gareth.getByRole('heading', { name: 'Look around the demonstration' }).waitFor()
    await gareth.goto(place.setupLink!)
    await field(gareth, 'What is this place called?').fill('Wear learning')
    await field(gareth, 'Who runs it?').fill('Bede College runs this place for the partnership.')
    await field(gareth, 'Your name').fill('Gareth Pryce')
    await field(gareth, 'Your email address').fill('gareth@wear.example')
    await field(gareth, 'A password').fill(PASSWORD)
    await button(gareth, 'Set it up and go in').click()
    await gareth.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  })

  it('makes a partnership of two organisations', async () => {
    await gareth.getByRole('link', { name: 'Make a space' }).click()
    await field(gareth, 'What is it called?').fill('Wearmouth')
    await field(gareth, 'What are you here for?').fill('One front door for families leaving hospital.')
    await gareth
      .getByLabel('You take part as')
      .selectOption({ label: 'delivery partner' })
      .catch(async () => gareth.getByLabel('You take part as').selectOption('delivery_partner'))
    const more = gareth.locator('summary')
    if ((await more.count()) > 0) await more.first().click()
    await field(gareth, 'Other organisations that will take part').fill('Harbour Families\nSouth Wear NHS Trust')
    await button(gareth, 'Make the space').click()
    await gareth.getByRole('heading', { name: 'Wearmouth', level: 1 }).waitFor()
    space = new URL(gareth.url()).pathname
    await gareth.getByText('One front door for families leaving hospital.').waitFor()
  })

  it('invites a second person, who joins on a phone and is let in at once', async () => {
    await gareth.goto(`${place.url}${space}/people`)
    await field(gareth, 'Their name').fill('Shanice Cole')
    await field(gareth, 'Their email').fill('shanice@harbour.example')
    await gareth.getByLabel('They take part as').selectOption('grantee')
    await button(gareth, 'Make the link').click()
    const link =
      (await gareth
        .getByText(/\/join#/)
        .first()
        .textContent()) ?? ''
    await shanice.goto(link.match(/http\S+/)![0])
    await field(shanice, 'Your email address').fill('shanice@harbour.example')
    await field(shanice, 'A password').fill(PASSWORD)
    await button(shanice, 'Say yes to the invitation').click()
    await shanice.getByRole('heading', { name: 'Thank you' }).waitFor()
    await gareth.reload()
    await button(gareth, 'Yes, it is them').click()
    await gareth.getByText('Shanice Cole').first().waitFor()
    await shanice.goto(`${place.url}${space}`)
    await shanice.getByRole('heading', { name: 'Wearmouth', level: 1 }).waitFor()
  })

  it('brings in a document and keeps words of it as evidence, by keyboard alone', async () => {
    await gareth.goto(`${place.url}${space}/evidence`)
    await gareth
      .locator('input[type=file]')
      .setInputFiles({ name: 'carers.txt', mimeType: 'text/plain', buffer: Buffer.from(REPORT) })
    const line = gareth.getByRole('link', { name: /carers/ }).first()
    await line.waitFor()
    await line.click()
    await gareth.getByText('We asked eleven carers.', { exact: false }).waitFor()
    await keepByKeys(gareth)
    await gareth.goto(`${place.url}${space}/evidence`)
    await gareth.getByText('We asked eleven carers', { exact: false }).first().waitFor()
  })

  it('keeps a piece of evidence written down by hand', async () => {
    await button(gareth, 'Write down a piece of evidence').click()
    const sheet = gareth.getByRole('dialog')
    await field(sheet, 'In the words it was said, or as you saw it').fill(
      'Six of eight families rung within two days were still in touch a month later.',
    )
    await button(sheet, /Keep/).click()
    await sheet.waitFor({ state: 'hidden' })
    await gareth.getByText('Six of eight families rung', { exact: false }).first().waitFor()
  })

  it('writes a two-minute entry on a phone, for nobody else', async () => {
    await shanice.goto(`${place.url}/journal`)
    await shanice.getByText('Only you').first().waitFor()
    await shanice.getByRole('textbox').first().fill(ENTRY)
    await button(shanice, 'Keep it').click()
    await shanice.getByText('A hard week on the wards.', { exact: false }).first().waitFor()
  })

  it('brings one line of it across without a name, and the rest stays', async () => {
    await shanice.locator('a[href^="/journal/"]:not([href="/journal/pictures"])').first().click()
    await button(shanice, /Bring/).first().click()
    const sheet = shanice.getByRole('dialog')
    await field(sheet, 'The words that go').fill(LINE)
    await sheet
      .getByText(/without my name/)
      .first()
      .click()
    await sheet.locator('button[type=submit]').click()
    await field(sheet, 'Where to').selectOption({ label: 'Wearmouth' })
    await sheet.getByText('For myself').click()
    await sheet.locator('button[type=submit]').click()
    await sheet.getByText('No, nobody else').click()
    await sheet.locator('button[type=submit]').click()
    await shanice.getByText('It is in Wearmouth now').waitFor()
    await gareth.goto(`${place.url}${space}/evidence`)
    await gareth.getByText(LINE, { exact: false }).first().waitFor()
    await gareth.getByText('Without a name, by consent', { exact: false }).first().waitFor()
    expect(await gareth.getByText('A hard week').count()).toBe(0)
    expect(await gareth.getByText('I did not say so').count()).toBe(0)
  })

  it('writes an insight on three pieces of evidence, with a view against it', async () => {
    await gareth.goto(`${place.url}${space}/insights`)
    await button(gareth, 'Write an insight').first().click()
    const boxes = gareth.getByRole('checkbox')
    await boxes.first().waitFor()
    for (let at = 0; at < 3; at++) await boxes.nth(at).check({ force: true })
    await field(gareth, 'The insight, in a sentence').fill(INSIGHT)
    await field(gareth, 'Who sees it differently?').fill('There is no hour in the shift for this, whoever asks.')
    await gareth.locator('form button[type=submit]').first().click()
    await gareth
      .getByRole('link', { name: INSIGHT })
      .or(gareth.getByRole('heading', { name: INSIGHT }))
      .first()
      .waitFor()
    if ((await gareth.getByRole('heading', { name: INSIGHT, level: 1 }).count()) === 0)
      await gareth.getByRole('link', { name: INSIGHT }).first().click()
    await gareth.getByRole('heading', { name: INSIGHT, level: 1 }).waitFor()
    await gareth.getByText('There is no hour in the shift', { exact: false }).first().waitFor()
  })

  it('sends it to a named receiver, who answers by a link of their own and without an account', async () => {
    await button(gareth, 'Who needs to hear this?').click()
    const sheet = gareth.getByRole('dialog')
    await field(sheet, 'Their post').fill('Discharge lead, South Wear')
    await field(sheet, 'Who holds it now').fill('Lorna Finch')
    await sheet.locator('button[type=submit]').click()
    await sheet.getByText('Not settled yet').waitFor()
    await button(sheet, 'Done').click()
    // Shanice reads it too, so it goes when she has said so, and the link is made then.
    await shanice.goto(`${place.url}/words`)
    const nobody = shanice.getByLabel('No, nobody else')
    if ((await nobody.count()) > 0) await nobody.check()
    await button(shanice, 'It may go').click()
    await shanice.getByText('Your yes is in.').waitFor()
    await button(gareth, 'Make the link').click()
    await gareth.getByRole('dialog').locator('button[type=submit]').click()
    const link = (
      (await gareth
        .getByText(/\/seat#/)
        .first()
        .textContent()) ?? ''
    ).match(/http\S+/)![0]
    await button(gareth.getByRole('dialog'), 'Done').click()
    const lorna = await open(await browser.newContext({ viewport: { width: 390, height: 844 } }))
    await lorna.goto(link)
    await lorna.getByText(INSIGHT, { exact: false }).first().waitFor()
    expect(await lorna.getByText(LINE).count()).toBe(0)
    await lorna.getByText('Understood', { exact: false }).first().click()
    await field(lorna, 'Anything to say to it').fill('I can offer two wards.')
    await button(lorna, 'Answer').click()
    await lorna.getByText('Your answer is with them').waitFor()
    await gareth.getByText('I can offer two wards.', { exact: false }).first().waitFor()
  })

  it('turns it into a decision, an action, and an outcome that is too early to say', async () => {
    const sheet = gareth.getByRole('dialog')
    await button(gareth, 'Decide').click()
    await field(sheet, 'The decision, in a sentence').fill('Try it on two wards for six weeks.')
    await sheet.locator('button[type=submit]').click()
    await gareth.getByText('Try it on two wards for six weeks.').first().waitFor()
    await button(gareth, 'Start an action').click()
    await field(sheet, 'What will be done').fill('A 48-hour call rota.')
    await field(sheet, 'Who answers for it').fill('Shanice Cole')
    await sheet.locator('button[type=submit]').click()
    await gareth.getByText('A 48-hour call rota.').first().waitFor()
    await button(gareth, 'Say what came of it').click()
    await sheet.getByText('Too early to say').click()
    await sheet.locator('button[type=submit]').click()
    await sheet.waitFor({ state: 'hidden' })
    await gareth.getByText('Too early to say', { exact: false }).first().waitFor()
  })

  it('shows the trace: because of what, and so what', async () => {
    const shown = (await gareth.getByRole('main').textContent()) ?? ''
    const order = [
      LINE,
      INSIGHT,
      'I can offer two wards',
      'Try it on two wards',
      'A 48-hour call rota',
      'Too early to say',
    ]
    for (const words of order) expect(shown).toContain(words)
    const places = order.slice(2).map((words) => shown.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('lets the speaker take the line back: gone from every screen within a second', async () => {
    await shanice.goto(`${place.url}/words`)
    await button(shanice, 'Take it back').first().click()
    const gone = gareth.getByText(LINE).first().waitFor({ state: 'detached' })
    await button(shanice.getByRole('dialog'), 'Take it back').click()
    const began = performance.now()
    await gone
    // The promise is a second; two leave room for a machine that runs other tests beside this one. The ordeal measures it.
    expect(performance.now() - began).toBeLessThan(2_000)
    await gareth.getByText('Taken back. Its words are not here any more.', { exact: false }).first().waitFor()
    expect(await gareth.getByText('another look').count()).toBe(0)
    await gareth.goto(`${place.url}${space}/evidence`)
    await gareth.getByText('Its words are not here any more', { exact: false }).first().waitFor()
    expect(await gareth.getByText(LINE).count()).toBe(0)
  })

  it('says by the next morning that the insight wants another look, and not when or by whom', async () => {
    await gareth.goto(`${place.url}${space}/insights`)
    await gareth.getByRole('link', { name: INSIGHT }).first().click()
    await gareth.getByRole('heading', { name: INSIGHT, level: 1 }).waitFor()
    expect(await gareth.getByText('another look').count()).toBe(0)
    expect(await letTheNightPass(place)).toBe(1)
    await gareth.reload()
    await gareth.getByText('This wants another look').waitFor()
    const shown = (await gareth.getByRole('main').textContent()) ?? ''
    // Her name stands as who answers for the action and to whom it was given; beside the withdrawn line stands nobody's.
    expect(shown.split('Shanice')).toHaveLength(3)
    expect(shown).toContain('Something it rests on was taken back. Does it still hold?')
    expect(shown).not.toMatch(/\d\d:\d\d/)
  })

  it('had nothing go wrong inside the pages', () => {
    expect(complaints).toEqual([])
  })
})
