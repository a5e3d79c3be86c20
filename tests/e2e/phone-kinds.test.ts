/** Every kind of step on a phone: its form filled in by hand, what came of it shown to somebody else, and axe on both. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type Hall, openHall } from '../support/hall.ts'
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

describe('on a phone', () => {
  it('one asks deeper, in a pair', async () => {
    const { gathering, ama } = await scene(hall, browser, 'nine-whys')
    await to(hall, gathering, ama, 'activities')
    await write(ama, /When you work on this/, 'Ring the wards')
    await press(ama, 'Put it in')
    await isIn(ama, 'Ring the wards')
    await look(ama, 'write-alone')
    await to(hall, gathering, ama, 'pairs')
    await look(ama, 'groups')
    await to(hall, gathering, ama, 'whys')
    await write(ama, 'What you begin with', 'Ringing the wards')
    await write(ama, 'Why does that matter to you?', 'So that nobody waits')
    await press(ama, 'Deeper')
    await write(ama, /And 2/, 'So that nobody goes home to an empty house')
    await look(ama, 'ask-deeper')
    // Whoever asks has nothing to fill in; what they wrote before stands there when they answer again.
    await press(ama, 'I ask first')
    await ama.getByText('Why 1 of at most').waitFor()
    expect(await ama.getByRole('textbox').count()).toBe(0)
    await press(ama, 'Deeper')
    await look(ama, 'ask-deeper-asking')
    await press(ama, 'Swap: I answer')
    await press(ama, 'Put it in')
    await isIn(ama, 'So that nobody waits')
  })

  it('things are listed, put together, and placed on a grid', async () => {
    const { gathering, ama, ben } = await scene(hall, browser, 'agreement-and-trust', 'list', 5)
    for (const [who, touched] of [
      ['The council', 'Pays for it'],
      ['Tenants', 'Live with it'],
    ]) {
      await write(ama, 'Role or body', who!)
      await write(ama, /How they are touched/, touched!)
      await press(ama, 'Put it in')
      await isIn(ama, who!)
    }
    await look(ama, 'write-fields')
    await to(hall, gathering, ben, 'show-list')
    await ben.getByText('Live with it').waitFor()
    await look(ben, 'reveal-lines')
    await to(hall, gathering, ben, 'merge')
    await ben.getByRole('button', { name: /I write for/ }).click()
    for (const [line, name] of [
      [/The council/, 'Those who pay'],
      [/Tenants/, 'Those who live there'],
    ] as const) {
      await ben.getByLabel(line).check()
      await write(ben, 'Their name', name)
      await look(ben, 'cluster')
      await press(ben, 'Put them together')
      await isIn(ben, name)
    }
    await to(hall, gathering, ama, 'place')
    for (const left of [2, 1]) {
      await ama.getByText(left === 1 ? 'One is left' : `${left} are left`).waitFor()
      await pick(ama, /Do they agree/, left === 1 ? /^5/ : '4')
      await pick(ama, /How far do they trust/, '2')
      await look(ama, 'grid-sealed')
      await press(ama, 'Place it')
    }
    await ama.getByText('In. You can change it until all are shown.').waitFor()
    await look(ama, 'grid-sealed-in')
    await to(hall, gathering, ben, 'spread')
    await ben.getByText('Fewer than five answered.').waitFor()
    await look(ben, 'grid-shown')
  })

  it('turns are tallied with one hand, without a connection, and taken back', async () => {
    const { gathering, ama, ben } = await scene(hall, browser, 'four-player', 'tally')
    await press(ama, 'I am the observer')
    await ama.context().setOffline(true)
    const tap = (name: string) => ama.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    for (const name of ['Move', 'Move', 'Oppose', 'Follow']) await tap(name)
    await press(ama, 'Undo the last one')
    await ama.getByRole('button', { name: /^Follow\s*0/ }).waitFor()
    await look(ama, 'tally')
    await ama.context().setOffline(false)
    const unsent = () => ama.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(' out ')).length)
    await expect.poll(unsent, { timeout: 30_000 }).toBe(0)
    await to(hall, gathering, ben, 'show')
    await ben.getByText('Oppose').first().waitFor()
    await look(ben, 'tally-shown')
  })

  it('dots are put', async () => {
    const dots = await scene(hall, browser, 'design-make', 'burst')
    for (const idea of ['A bench', 'A bell']) {
      await write(dots.ama, /As many as you can/, idea)
      await press(dots.ama, 'Put it in')
      await isIn(dots.ama, idea)
    }
    await to(hall, dots.gathering, dots.ben, 'shown')
    await to(hall, dots.gathering, dots.ben, 'dots')
    await press(dots.ben, 'One dot more on: A bench')
    await look(dots.ben, 'dot-vote')
    await press(dots.ben, 'Put it in')
    await isIn(dots.ben, 'A bench')
  })

  it('what comes of a test is foretold', async () => {
    const guess = await scene(hall, browser, 'prototype-test', 'guess')
    const many = guess.ama.getByRole('spinbutton').first()
    await many.fill('99')
    await press(guess.ama, 'Put it in')
    await guess.ama.getByText(/is a number from 0 to 10/).waitFor()
    await many.fill('7')
    for (const box of (await guess.ama.getByLabel(/Don’t know/).all()).slice(1)) await box.check()
    await look(guess.ama, 'predict')
    await press(guess.ama, 'Put it in')
    await isIn(guess.ama, '7 people')
    await to(hall, guess.gathering, guess.ben, 'shown')
    await guess.ben.getByText('Guessed: 7 people.').waitFor()
    await look(guess.ben, 'predict-shown')
  })

  it('moments stand in the order of time, and promises have their day', async () => {
    const time = await scene(hall, browser, 'after-action-review', 'happened')
    for (const [day, words] of [
      ['2026-03-02', 'We rang'],
      ['2026-02-20', 'The river rose'],
    ]) {
      await time.ama.getByLabel('Which day?').fill(day!)
      await write(time.ama, 'What happened?', words!)
      if (words === 'The river rose') await look(time.ama, 'timeline')
      await press(time.ama, 'Put it in')
      await isIn(time.ama, words!)
    }
    await time.ben.getByText('What is in').waitFor()
    await expect.poll(() => time.ben.locator('ol.lines q').allTextContents()).toEqual(['The river rose', 'We rang'])
    await look(time.ben, 'timeline-shown')
    await to(hall, time.gathering, time.ama, 'next-use')
    await write(time.ama, 'What?', 'Ring the council')
    await time.ama.getByLabel('By when?').fill('2027-01-10')
    await look(time.ama, 'commit')
    await press(time.ama, 'Put it in')
    await isIn(time.ama, 'by 10 January 2027')
  })

  it('lines follow from each other', async () => {
    const tree = await scene(hall, browser, 'ripple-effects', 'map')
    await press(tree.ama, 'I am the scribe')
    await write(tree.ama, 'First', 'Neighbours met')
    await tree.ama.getByText('It did good').click()
    await press(tree.ama, 'Put it in')
    await isIn(tree.ama, 'Neighbours met')
    await tree.ama.getByRole('radio', { name: 'Neighbours met' }).check()
    await write(tree.ama, 'What that led to', 'A tool shed')
    await tree.ama.getByText('Too early to say').click()
    await look(tree.ama, 'outline')
    await press(tree.ama, 'Put it in')
    await tree.ben.getByText('A tool shed').first().waitFor()
    await look(tree.ben, 'outline-shown')
  })

  it('it is said who does what, and who should', async () => {
    const who = await scene(hall, browser, 'team-functions', 'marks')
    await who.ama.getByLabel('Who does it?').first().selectOption('nobody')
    await who.ama.getByLabel('Who should?').first().selectOption('who')
    await who.ama.getByLabel('Who should?: who?').fill('The chair')
    await look(who.ama, 'function-grid')
    await press(who.ama, 'Put it in')
    await isIn(who.ama, /nobody now, The chair should/)
    await to(hall, who.gathering, who.ben, 'shown')
    await look(who.ben, 'function-grid-shown')
  })

  it('a story is kept by whose it is', async () => {
    const story = await scene(hall, browser, 'story-circle', 'keep')
    await write(story.ama, 'A title', 'The key')
    await write(story.ama, 'Your story', 'Nobody had it.')
    await story.ama.getByLabel(/could be recognised/).check()
    await story.ama.getByLabel('My words may go on, without my name').check()
    await story.ama.getByText('Change what shows who they are').waitFor()
    await look(story.ama, 'story')
    await press(story.ama, 'Keep it')
    await isIn(story.ama, 'Nobody had it.')
  })

  it('a sentence is accepted, or not yet', async () => {
    const agenda = await scene(hall, browser, 'learning-agenda', 'choose')
    await press(agenda.ama, 'I write for the room')
    await write(agenda.ama, /Which five to seven/, 'Who has the key?')
    await press(agenda.ama, 'Put it in')
    await isIn(agenda.ama, 'Who has the key?')
    await to(hall, agenda.gathering, agenda.ben, 'accept')
    await agenda.ben.getByText('Who has the key?').waitFor()
    await agenda.ben.getByLabel('Not yet').check()
    await write(agenda.ben, 'What stands against it?', 'One question is not five')
    await look(agenda.ben, 'acceptance')
    await press(agenda.ben, 'Put it in')
    await isIn(agenda.ben, 'One question is not five')
  })

  it('what is said in a round is noted', async () => {
    const round = await scene(hall, browser, 'action-learning-contract', 'hopes')
    await press(round.ama, 'I write for the room')
    await write(round.ama, 'A note', 'To be asked and not told')
    await look(round.ama, 'round')
    await press(round.ama, 'Note it')
    await round.ben.getByText('To be asked and not told').waitFor()
    await look(round.ben, 'round-shown')
    await to(hall, round.gathering, round.ben, 'talk')
    await look(round.ben, 'discuss')
  })
})
