/** Steps in which nobody is named, on a phone: sealed until the reveal, nobody’s afterwards, and axe on each screen. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, moveOn, nowOf } from '#modules/gatherings/server/testing.ts'
import { launchChromium } from '../support/chromium.ts'
import { answer, goTo, type Hall, openHall } from '../support/hall.ts'
import { isIn, look, pick, press, scene, to, write } from '../support/on-a-phone.ts'

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

describe('without a name', () => {
  it('what nobody is named in goes in sealed, is changed with a key of the device, and comes out as nobody’s', async () => {
    const { gathering, ama, ben, more } = await scene(hall, browser, 'nine-whys', 'drafts', 5)
    await ama.getByText('8 people in this room, no names').waitFor()
    await ama.getByText('After the reveal nobody can tell which line is yours').waitFor()
    await look(ama, 'write-sealed')
    await write(ama, /Why do we do this work/, 'So that a family only tells it once')
    await ama.getByText('These words, without a name').click()
    await ama.context().setOffline(true)
    await press(ama, 'Put it in')
    await ama.getByText('Going in…').or(ama.getByText('On this device; it goes')).first().waitFor()
    await ama.context().setOffline(false)
    await ama.getByText('In. You can change it until all are shown.').waitFor()
    await press(ama, 'Change')
    await write(ama, /Why do we do this work/, 'So that a family has to tell it only once')
    await press(ama, 'Change it')
    await ama.reload()
    await ama.getByText('So that a family has to tell it only once').waitFor()
    await ama.getByText('In. You can change it until all are shown.').waitFor()
    await press(ben, 'Pass')
    await ben.getByText('That is in like every other line').waitFor()
    await look(ben, 'passed-sealed')
    await ben.getByText('2 of 8 are in').waitFor()
    for (const one of more) await answer(hall, gathering, one, [{ text: 'So that somebody listens' }])
    await to(hall, gathering, ben, 'show')
    await ben.getByText('So that a family has to tell it only once').waitFor()
    await look(ben, 'reveal-nameless')
    await ama.getByText('So that a family has to tell it only once').waitFor()
    // The key is gone from the device, and nothing on it tells that the line was its own.
    await expect
      .poll(() => ama.evaluate(() => JSON.stringify(Object.entries(localStorage))))
      .not.toContain('trefoil-round')
    expect(await ama.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain('only once')
  })

  it('a place on bands is taken without a name', async () => {
    const bands = await scene(hall, browser, 'transitions', 'place', 2)
    await pick(bands.ama, 'Ending', 'Much')
    await look(bands.ama, 'bands')
    await press(bands.ama, 'Put it in')
    await bands.ama.getByText('Ending: much').waitFor()
    await bands.ama.getByText('In. You can change').waitFor()
    await to(hall, bands.gathering, bands.ben, 'shown')
    await bands.ben.getByText('Fewer than five answered.').waitFor()
    await look(bands.ben, 'bands-shown')
  })

  it('questions are answered without a name, and told from five answers on', async () => {
    const rate = await scene(hall, browser, 'attention', 'guess', 5)
    for (const [label, n] of [
      ['The task', '60'],
      ['How we work together', '30'],
      ['What we learn', '5'],
    ])
      await rate.ama.getByRole('spinbutton', { name: label! }).fill(n!)
    await press(rate.ama, 'Put it in')
    await rate.ama.getByText('Together they make 95; they have to make 100.').waitFor()
    await rate.ama.getByRole('spinbutton', { name: 'What we learn' }).fill('10')
    await look(rate.ama, 'rate-whole')
    await press(rate.ama, 'Put it in')
    await rate.ama.getByText('In. You can change').waitFor()
    for (const [i, one] of rate.more.entries())
      await answer(hall, rate.gathering, one, [
        { answers: { task: 50 + i * 5, together: 30, learning: 20 - i * 5 }, because: '' },
      ])
    // Until the numbers are there nothing is said of them: not for a moment that there are too few.
    await rate.ben.evaluate(`new MutationObserver(() => { window.seen = (window.seen ?? '') + document.body.innerText })
      .observe(document.body, { childList: true, subtree: true, characterData: true })`)
    await to(hall, rate.gathering, rate.ben, 'shown')
    await rate.ben.getByText('6 answered.').first().waitFor()
    expect(await rate.ben.evaluate('window.seen')).not.toMatch(/As it feels\s+Fewer than five/)
    await look(rate.ben, 'rate-shown')
  })

  it('lines are sorted without a name', async () => {
    const sort = await scene(hall, browser, 'power-conversation', 'who', 5)
    await write(sort.ama, 'A line', 'Whoever signs')
    await sort.ama.getByLabel('Money').check()
    await look(sort.ama, 'sort')
    await press(sort.ama, 'Put it in')
    await sort.ama.getByText('In. You can change').waitFor()
    // Fewer than five answered: nobody reads it, and whoever wrote has it back, on their own device and not in the form.
    await to(hall, sort.gathering, sort.ben, 'shown')
    await sort.ben.getByText('fewer than five answered').waitFor()
    await look(sort.ben, 'sort-too-few')
    await sort.ama.getByText('Written and not put in (1)').click()
    await sort.ama.getByText('Whoever signs').waitFor()
    await look(sort.ama, 'sort-back')
    // Asked again, five answer.
    await goTo(hall, sort.gathering.room, 'who')
    await sort.ama.getByRole('textbox', { name: 'A line' }).waitFor()
    expect(await sort.ama.getByRole('textbox', { name: 'A line' }).inputValue()).toBe('')
    for (const one of sort.more)
      await answer(hall, sort.gathering, one, [{ column: 'money', text: 'Whoever signs', item: null }])
    await to(hall, sort.gathering, sort.ben, 'shown')
    await sort.ben.getByText('Whoever signs').first().waitFor()
    await look(sort.ben, 'sort-shown')
  })

  it('where too few are here, whoever writes says first that their name may stand on it', async () => {
    const few = await scene(hall, browser, 'power-conversation')
    const { activity } = await nowOf(hall.ruth, few.gathering.room)
    const place = activity!.steps.findIndex((step) => step.key === 'who')
    done((await moveOn(hall.ruth, few.gathering.room, 'step', { place, few: 'named' })) as never)
    await few.ama.getByText('Too few people are here for this to go without names.').waitFor()
    await few.ama.getByText('3 people in this room, with names').waitFor()
    await look(few.ama, 'asks-name')
    await press(few.ama, 'Write with my name')
    await write(few.ama, 'A line', 'Whoever signs')
    await few.ama.getByLabel('Money').check()
    await press(few.ama, 'Put it in')
    await isIn(few.ama, 'Whoever signs')
  })
})
