import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, moveOn, nowOf } from '#modules/gatherings/server/testing.ts'
import { launchChromium } from '../support/chromium.ts'
import {
  beginAt,
  callTogether,
  comeIn,
  type Gathering,
  goOn,
  type Hall,
  openHall,
  phone,
  wrongOn,
} from '../support/hall.ts'

let hall: Hall
let browser: Browser
beforeAll(async () => {
  hall = await openHall()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await hall?.stop()
})

const open = async (): Promise<Page> => (await phone(browser)).newPage()
const question = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor()
const linesOfStep = async (gathering: Gathering) =>
  (await nowOf(hall.ruth, gathering.room)).lines.map((line) => (line.value as { text: string }).text)

/** The place says that it is busy, to this and that, until it is told not to be. */
async function busy(page: Page, what: string): Promise<() => Promise<void>> {
  const said = (route: Route) => route.fulfill({ status: 503, headers: { 'retry-after': '0.01' }, body: '{}' })
  await page.route(what, said)
  return () => page.unroute(what, said)
}

/** The place does what it is asked, and nothing of its answer comes back, no cookie either. */
async function loseAnswer(route: Route): Promise<void> {
  const asked = route.request()
  await fetch(asked.url(), { method: 'POST', headers: await asked.allHeaders(), body: asked.postData() })
  await route.abort()
}

describe('the door', () => {
  it('opens to a code however it is typed, and says all that is said before the first question', async () => {
    const gathering = await callTogether(hall, ['what-so-what-now-what'], {
      ...{ purpose: 'To see what the flood taught us.', paid: 'Ten pounds and the bus.' },
      ...{ shareWhat: 'What came of it', shareHow: 'by letter', shareBy: '2026-04-12', keptOut: ['funder'] },
    })
    const page = await open()
    await page.goto(`${hall.place.url}/in`)
    expect(await wrongOn(page)).toEqual([])
    await page.getByLabel('Code').fill('nothing here')
    await page.getByRole('button', { name: 'Go to the door' }).click()
    await page.getByText('A code is two words and three digits').waitFor()
    await page.getByLabel('Code').fill(`  ${gathering.code.toUpperCase().replaceAll('-', '   ')} `)
    await page.getByRole('button', { name: 'Go to the door' }).click()
    await question(page, 'Thursday gathering')
    for (const said of [
      'To see what the flood taught us.',
      'Ten pounds and the bus.',
      'By 12 April 2026.',
      'Ruth Adams',
    ])
      await page.getByText(said).waitFor()
    await page.getByText('By its rule these are not in the room: whoever funds somebody here.').waitFor()
    expect(await wrongOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Come in', exact: true }).click()
    await page.getByText('Say your name').waitFor()
    await page.getByLabel('Your name').fill('Ama Mensah')
    await page.reload()
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ama Mensah')
    await page.getByLabel('from an organisation that pays').check()
    await page.getByRole('button', { name: 'Come in', exact: true }).click()
    await page.getByText('people in your role are not in the room').waitFor()
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ama Mensah')
    await page.getByLabel('only watching').check()
    // The answer is lost on its way, and the phone is loaded afresh: whoever asks once more is the same guest.
    await page.route('**/rpc/gatherings/comeInAsGuest', (route) => loseAnswer(route), { times: 1 })
    await page.getByRole('button', { name: 'Come in', exact: true }).click()
    await page.getByText('The place cannot be reached just now.').waitFor()
    expect((await hall.ruth.api.gatherings.people({ room: gathering.room })).people).toHaveLength(2)
    await page.reload()
    await page.getByRole('button', { name: 'Come in', exact: true }).click()
    await question(page, 'You are in')
    expect(await wrongOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Who is here (2)' }).click()
    await page.getByText('Ama Mensah').waitFor()
    await page.getByText('runs this').waitFor()
    expect(await wrongOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Leave', exact: true }).first().click()
    await question(page, 'Leave the room?')
    expect(await wrongOn(page)).toEqual([])
    await page.getByRole('main').getByRole('button', { name: 'Leave', exact: true }).click()
    await question(page, 'Come in')
    expect((await hall.ruth.api.gatherings.people({ room: gathering.room })).people).toHaveLength(1)
    // Whoever has the device next is nobody yet.
    await page.goto(`${hall.place.url}/in/${gathering.code}`)
    await page.getByLabel('Your name').waitFor()
    expect(await page.getByText('Ama Mensah').count()).toBe(0)
  })

  it('says what to do where a code opens nothing, and keeps what was typed', async () => {
    const page = await open()
    await page.goto(`${hall.place.url}/in/abandon-ability-000`)
    await page.getByText('This code opens no door now.').waitFor()
    expect(await page.getByLabel('Code').inputValue()).toBe('abandon-ability-000')
    expect(await wrongOn(page)).toEqual([])
  })

  it('lets somebody wait until they are let in, who then moves in by themselves', async () => {
    const gathering = await callTogether(hall, ['what-so-what-now-what'], { door: 'let_in' })
    const page = await open()
    const free = await busy(page, '**/rpc/gatherings/door')
    await page.goto(`${hall.place.url}/in/${gathering.code}`)
    await page.getByText('The place is busy just now.').waitFor()
    expect(await wrongOn(page)).toEqual([])
    await free()
    await page.getByLabel('Your name').waitFor()
    await comeIn(page, hall, gathering, 'Ama Mensah')
    await question(page, 'You are at the door')
    expect(await wrongOn(page)).toEqual([])
    const { atDoor } = await hall.ruth.api.gatherings.people({ room: gathering.room })
    const { person } = atDoor.find((one) => one.name === 'Ama Mensah')!
    done(await hall.ruth.api.gatherings.letIn({ attempt: crypto.randomUUID(), room: gathering.room, person }))
    await question(page, 'You are in')
  })
})

describe('what, so what, now what', () => {
  it('is taken part in with a phone that loses its connection, is reloaded, and moves with the room', async () => {
    const gathering = await callTogether(hall, ['what-so-what-now-what'])
    const [page, late] = [await open(), await open()]
    await comeIn(page, hall, gathering, 'Ama Mensah')
    await beginAt(hall, gathering)
    await question(page, 'What happened? What did you see or hear?')
    await page.getByText('2 people in this room, with names').waitFor()
    await page.getByText('Hidden until all are shown together, with your name.').waitFor()
    await page.getByText(/minutes? .*left/).waitFor()
    expect(await wrongOn(page)).toEqual([])

    const box = page.getByRole('textbox', { name: 'What happened?' })
    await page.getByRole('button', { name: 'Put it in' }).click()
    await page.getByText('Write something first, or pass.').waitFor()
    await page.getByRole('button', { name: 'Pass' }).click()
    await page.getByText('You passed; nobody is told.').waitFor()
    await box.fill('x'.repeat(65_536))
    await page.getByRole('button', { name: 'Put it in' }).click()
    await page.getByText('That is 65,536 letters, and 280 fit in one line.').waitFor()
    expect((await box.inputValue()).length).toBe(65_536)

    await box.fill('The pumps were there')
    const free = await busy(page, '**/rpc/**')
    await page.reload()
    await page.getByText('The place is busy just now. Go on writing').waitFor()
    expect(await box.inputValue()).toBe('The pumps were there')
    await free()
    await page.getByText('The place is busy just now.').waitFor({ state: 'detached' })
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Put it in' }).click()
    await page.getByText('On this device; it goes when there is a connection.').waitFor()
    expect(await wrongOn(page)).toEqual([])
    expect((await nowOf(hall.ruth, gathering.room)).activity!.step!.in).toBe(0)
    await page.context().setOffline(false)
    await page.getByText('1 of 1 is in').waitFor()
    await expect.poll(() => page.getByText('The pumps were there').count()).toBe(1)

    await page.getByRole('button', { name: 'Change' }).click()
    await page.locator('.mine').getByRole('textbox').fill('The pumps were there, and nobody had the key')
    await page.getByRole('button', { name: 'Change it' }).click()
    await page.getByText('nobody had the key').waitFor()
    await box.fill('We rang three numbers')
    await page.getByRole('button', { name: 'Put it in' }).click()
    await expect.poll(async () => (await nowOf(hall.ruth, gathering.room)).activity!.step!.in).toBe(1)
    expect(await linesOfStep(gathering)).toEqual([])

    await comeIn(late, hall, gathering, 'Ben Hart')
    await question(late, 'What happened?')
    await late.getByRole('textbox', { name: 'What happened?' }).fill('I was asleep')
    // The room goes on while they write: the line stays under their hands.
    await goOn(hall, gathering.room)
    await question(page, 'What did we not all see?')
    await page.getByText('nobody had the key').waitFor()
    await page.getByText('We rang three numbers').waitFor()
    expect(await wrongOn(page)).toEqual([])
    await late.getByText('The room has gone on.').waitFor()
    expect(await late.getByRole('textbox', { name: 'What happened?' }).inputValue()).toBe('I was asleep')
    await late.getByRole('button', { name: 'Go on with the room' }).click()
    await question(late, 'What did we not all see?')
    await late.getByText('Written and not put in (1)').click()
    await late.getByText('I was asleep').waitFor()
    expect(await wrongOn(late)).toEqual([])
    done((await moveOn(hall.ruth, gathering.room, 'back')) as never)
    await question(late, 'What happened?')
    expect(await late.getByRole('textbox', { name: 'What happened?' }).inputValue()).toBe('I was asleep')

    await late.context().setOffline(true)
    await late.getByRole('button', { name: 'Put it in' }).click()
    await late.getByText('On this device; it goes when there is a connection.').waitFor()

    // Nothing of it is left on the device once it is over.
    done((await moveOn(hall.ruth, gathering.room, 'end')) as never)
    done(await hall.ruth.api.gatherings.close({ attempt: crypto.randomUUID(), room: gathering.room }))
    await question(page, 'This gathering is closed')
    expect(await wrongOn(page)).toEqual([])
    const kept = (of: Page) =>
      of.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('trefoil-in ')))
    expect(await kept(page)).toEqual([])
    // But for what never went in: it is said, and stays until it is thrown away.
    await late.context().setOffline(false)
    await late.getByText('Not in.').waitFor()
    await late.getByText('I was asleep').waitFor()
    await late.getByRole('button', { name: 'Throw it away' }).click()
    await expect.poll(() => kept(late)).toEqual([])
  })
})
