// Words with a name in them go elsewhere: on a phone, by keys alone, with both questions that are asked before.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitorOf } from '../../seeds/visitor.ts'
import { launchChromium } from '../support/chromium.ts'
import { setUpIn } from '../support/journey.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const LINE = 'At Northgate Housing nobody rings back.'
const target = 'Wearmouth'
let place: RunningPlace
let browser: Browser
let page: Page
let entry: string

beforeAll(async () => {
  place = await startRunning()
  browser = await launchChromium()
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    baseURL: place.url,
  })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await setUpIn(page, place, { name: 'Shanice Cole', email: 'shanice@example.org', password: 'seven green bottles' })

  const shanice = visitorOf(place.url)
  for (const { name, value } of await context.cookies()) shanice.jar.set(name, value)
  const made = await shanice.api.spaces.create({
    attempt: crypto.randomUUID(),
    template: 'place',
    name: target,
    class: 'grantee',
    roles: ['manager'],
    partners: [{ name: 'Northgate Housing', sector: 'housing', sizeBand: '50-249' }],
  })
  const kept = await shanice.api.journal.write({ attempt: crypto.randomUUID(), words: `A long week. ${LINE}` })
  if (!made.ok || !kept.ok) throw new Error('The ground was not laid.')
  entry = kept.id
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

const sheet = () => page.getByRole('dialog')
const within = (role: 'button' | 'radio' | 'textbox' | 'combobox', name: string | RegExp) =>
  sheet().getByRole(role, { name })
const press = async (name: string | RegExp) => within('button', name).press('Enter')

test('says which name goes along, asks for whom it is said and who else could be recognised, and loses nothing', async () => {
  await page.goto(`/journal/${entry}`)
  const begin = () =>
    page
      .getByRole('button', { name: /^Bring a line to/ })
      .first()
      .press('Enter')
  await begin()
  // Nothing is chosen for anybody; one press takes one sentence.
  expect(await within('textbox', 'The words that go').inputValue()).toBe('')
  await sheet().getByText('A long week.', { exact: true }).click()
  expect(await within('textbox', 'The words that go').inputValue()).toBe('A long week.')
  await within('textbox', 'The words that go').fill(LINE)
  // A page that is loaded anew in the middle of it loses none of the steps' words; they go once they were sent.
  const kept = () => page.evaluate('Object.keys(sessionStorage).filter((key) => key.includes("kept.bring")).length')
  await page.reload()
  await begin()
  expect(await within('textbox', 'The words that go').inputValue()).toBe(LINE)
  expect(await kept()).toBe(1)
  await press('Next: where to')
  await sheet().getByText('This carries the name of Northgate Housing').waitFor()
  await within('combobox', 'Where to').selectOption({ label: target })
  await sheet().getByText('Who will see it there').waitFor()
  // Neither question is answered for anybody.
  await press('Next')
  await sheet().getByText('Say for whom you say this.').first().waitFor()
  await within('radio', 'For myself').press('Space')
  await press('Next')
  await press(/^Bring it to/)
  await sheet().getByText('Please answer this before it goes.').first().waitFor()
  await within('radio', 'No, nobody else').press('Space')
  await press(/^Bring it to/)

  // Nobody speaks for them: it is refused, the words are kept, and the same words go without the name.
  await sheet().getByText('It has not gone').waitFor()
  await sheet().getByText('Leave the name out of these words.').first().waitFor()
  expect(await within('textbox', 'The words that go').inputValue()).toBe(LINE)
  await press('Words without the name')
  expect(await within('textbox', 'The words that go').inputValue()).toBe('At [an organisation] nobody rings back.')
  await press('Next: where to')
  expect(await within('radio', 'For myself').isChecked()).toBe(true)
  await sheet().getByText('Who will see it there').waitFor()
  await press('Next')
  await within('radio', 'No, nobody else').press('Space')
  await press(/^Bring it to/)
  await sheet()
    .getByText(/^It is in .* now$/)
    .waitFor()
  await press('Done')
  expect(await kept()).toBe(0)

  await page.goto('/words')
  const one = page.getByRole('listitem').filter({ hasText: 'nobody rings back' })
  await one.getByText('You can take it back at any time.', { exact: false }).waitFor()
  await page.getByText("can't be called back", { exact: false }).first().waitFor()
  await page.getByText('the text of a document', { exact: false }).first().waitFor()
  expect(await one.textContent()).toMatch(/There since[\s\S]*Until[\s\S]*Who was to see it/)
  expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true)
})
