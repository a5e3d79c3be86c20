/**
 * A gathering on twelve screens: a console, a screen on the wall and ten phones, of which one loses its connection, one comes
 * late and one is used by its keys alone. Nine whys to its acceptance, stakeholders to who speaks to whom, and the harvest.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nowOf } from '#modules/gatherings/server/testing.ts'
import { pointed } from '../support/by-keys.ts'
import { launchChromium } from '../support/chromium.ts'
import {
  all,
  asked,
  button,
  choose,
  comeTo,
  everywhere,
  goOn,
  goTo,
  inSoFar,
  letGo,
  NAMES,
  nowhere,
  onlyOfTheirGroup,
  onlyTheirOwn,
  openTwelve,
  PEOPLE,
  pagesOf,
  picture,
  putIn,
  screens,
  type Twelve,
  write,
} from '../support/twelve.ts'
import { placeThose } from '../support/twelve-places.ts'
import { openWorld, type World } from '../support/world.ts'

const PURPOSES = [
  'So that a family tells its story once, and somebody has read it.',
  'So that nobody is sent from one counter to the next.',
  'To notice the person before the form.',
  'So that going home is not the end of being looked after.',
  'Because the ones who ask least need it most.',
  'So that small charities are rung before the paper is written.',
  'To stop asking the same question five times.',
  'So that my mother knows whom to ring.',
  'So that nobody waits alone for an answer.',
  'To be one door, and not a nicer queue.',
]
const DOING = PEOPLE.map((_, at) => `Ring the wards before noon, list ${at}`)
const WHYS = PEOPLE.map((_, at) => `Because somebody is waiting at home, rung ${at}`)
const SENTENCE = 'We exist to be one door, so that a family tells its story once.'
const AGAINST = 'Who is “we”, if the wards are not asked?'

let world: World
let browser: Browser
let hall: Twelve

beforeAll(async () => {
  world = await openWorld()
  browser = await launchChromium()
  hall = await openTwelve(world, browser)
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

it('comes in by the code, each let in by name, and nobody sees anything of the room before', async () => {
  await hall.console.goto(`${hall.url}/rooms/${hall.room}/console`)
  await hall.wall.goto(`${hall.url}/rooms/${hall.room}/screen`)
  await button(hall.console, 'Open the doors').click()
  await asked(hall.wall, 'Come in on your phone')
  const { code } = (await nowOf(hall.maya, hall.room)).room
  await everywhere(code!, [hall.console, hall.wall])
  await all(hall, (phone) => comeTo(hall, phone, code!))
  await all(hall, ({ page }) => asked(page, 'You are at the door'))
  await nowhere(NAMES, [hall.wall])
  await all(hall, async ({ page }) => expect(await page.textContent('body')).not.toMatch(/Welcome|Maya|Nine/))
  for (const { who } of hall.here) await button(hall.console, `Let in: ${who.name}`).click()
  await all(hall, ({ page }) => asked(page, 'You are in'))
  await nowhere(NAMES, [hall.wall, hall.console])
})

it('asks why: alone, in pairs and in fours, and nothing is seen but by those who sit together', async () => {
  await goTo(hall, 'Begin: What do we want it for?')
  await all(hall, ({ page }, at) => write(page, /When you work on this/, DOING[at]!).then(() => putIn(page)))
  await inSoFar(hall, hall.here.length)
  await onlyTheirOwn(hall, DOING)
  await nowhere(NAMES, [hall.console, hall.wall])
  expect(await goOn(hall)).toBe('pairs')
  await all(hall, ({ page }) => page.getByRole('heading', { level: 2, name: /^Pair/ }).waitFor())
  expect(await goOn(hall)).toBe('whys')
  await all(hall, async ({ page }, at) => {
    await write(page, 'What you begin with', 'The calls')
    await write(page, 'Why does that matter to you?', WHYS[at]!)
    await putIn(page)
  })
  await inSoFar(hall, hall.here.length)
  await onlyOfTheirGroup(hall, WHYS)
  expect(await goOn(hall)).toBe('fours')
  await nowhere([...WHYS, ...DOING], [hall.console, hall.wall])
  expect(await goOn(hall)).toBe('surfaced')
  expect(await goOn(hall)).toBe('together')
  const kit = hall.of('Kit')
  await button(kit, 'I write for the room').click()
  await write(kit, 'A note', 'We ask the wards before we write the paper.')
  await button(kit, 'Note it').click()
  await everywhere('We ask the wards before we write the paper.', [hall.console, hall.wall, ...pagesOf(hall)])
})

it('lets somebody in late, to where the room is and to nothing that was before', async () => {
  const { code } = (await nowOf(hall.maya, hall.room)).room
  const page = hall.of('Vic')
  await comeTo(hall, hall.phones.at(-1)!, code!)
  await asked(page, 'You are at the door')
  await nowhere(['We ask the wards', ...NAMES.slice(0, -1)], [page])
  await button(hall.console, 'Let in: Vic Stone').click()
  await everywhere('We ask the wards before we write the paper.', [page])
  await nowhere([...DOING, ...WHYS], [page])
  hall.here = hall.phones
})

it('takes in a line of each without a name, also of one who is offline, and shows none before all', async () => {
  expect(await goOn(hall)).toBe('drafts')
  const [lena, una] = [hall.of('Lena'), hall.of('Una')]
  await lena.context().setOffline(true)
  await all(hall, async ({ page }, at) => {
    await write(page, /Why do we do this work/, PURPOSES[at]!)
    await choose(page, 'What may leave this room', 3)
    await putIn(page)
  })
  await lena.getByText('On this device; it goes when there is a connection.').waitFor()
  await lena.reload()
  await lena.getByText(PURPOSES[6]!).waitFor()
  await una.getByText('In. You can change it until all are shown.').waitFor()
  await una.getByText('These words may be told in ').waitFor()
  await inSoFar(hall, 9)
  await hall.wall.getByText('9 of 11 are in').waitFor()
  await onlyTheirOwn(hall, PURPOSES)
  await nowhere(NAMES, [hall.console, hall.wall])
  await picture(hall.console, 'console-writing')
  await picture(hall.wall, 'wall-writing')
  await picture(hall.of('Tess'), 'phone-writing')
  await lena.context().setOffline(false)
  await inSoFar(hall, 10)
  await onlyTheirOwn(hall, PURPOSES)
  await lena.getByText('In. You can change it until all are shown.').waitFor()
})

it('shows all lines together, each once and nobody’s', async () => {
  expect(await goOn(hall)).toBe('show')
  for (const words of PURPOSES) await everywhere(words, screens(hall))
  for (const page of screens(hall)) {
    const text = (await page.getByRole('main').textContent())!
    for (const words of PURPOSES) expect(text.split(words)).toHaveLength(2)
    expect(NAMES.filter((name) => text.includes(name))).toEqual([])
  }
  await picture(hall.console, 'console-shown')
  await picture(hall.wall, 'wall-shown')
  await picture(hall.of('Tess'), 'phone-shown', true)
})

it('puts them together, says one sentence, and takes it: agreed, lived with, or not yet', async () => {
  expect(await goOn(hall)).toBe('merge')
  await write(hall.console, 'A new name', 'One door')
  await button(hall.console, 'Begin it').click()
  await everywhere('One door', [hall.wall, ...pagesOf(hall)])
  expect(await goOn(hall)).toBe('statement')
  const kit = hall.of('Kit')
  await button(kit, 'I write for the room').click()
  await write(kit, /We exist to/, SENTENCE)
  await putIn(kit)
  await everywhere(SENTENCE, screens(hall))
  expect(await goOn(hall)).toBe('accept')
  await all(hall, async ({ page }, at) => {
    await choose(page, 'Your answer', at === 3 ? 3 : 1 + (at % 2))
    if (at === 3) await write(page, 'What stands against it?', AGAINST)
    await putIn(page)
  })
  await inSoFar(hall, 10)
  await onlyTheirOwn(
    hall,
    PEOPLE.map((_, at) => (at === 3 ? AGAINST : '')),
  )
  await nowhere(NAMES, [hall.console, hall.wall])
  expect(await goOn(hall)).toBe('accepted')
  await everywhere(AGAINST, screens(hall))
  await everywhere('10 answered.', pagesOf(hall))
  await nowhere(NAMES, [hall.console, hall.wall])
  await end('What do we want it for?')
})

const PROMISED = [
  ['Tess', 'I ring the carers’ forum, and say sorry first.'],
  ['Denise', 'I ask the executive for ten minutes.'],
] as const

async function end(title: string): Promise<void> {
  await hall.console.getByRole('button', { name: /^End it( here)?$/ }).click()
  await hall.console.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click()
  await all(hall, ({ page }) => asked(page, `“${title}” is over`))
}

it('places those who matter, alone and then together, and says who speaks to whom', async () => {
  expect(await goTo(hall, 'Begin: Who has to agree, and do they trust us?')).toBe('change')
  await placeThose(hall, PROMISED)
  await end('Who has to agree, and do they trust us?')
})

it('closes, and each says on their own phone what of theirs may leave; silence stays', async () => {
  await button(hall.console, 'Close the gathering').click()
  await button(hall.console, 'Close it').click()
  await all(hall, ({ page }) => asked(page, 'This gathering is closed'))
  await asked(hall.wall, 'Thank you.')
  await nowhere([...NAMES, ...PURPOSES], [hall.wall])
  await nowhere(PURPOSES, [hall.console])
  const [tess, denise] = [hall.of('Tess'), hall.of('Denise')]
  // Whose line it was in a round nobody can say, so it is not asked about.
  await nowhere(PURPOSES, pagesOf(hall))
  await letGo(tess, PROMISED[0][1], 'The words, with my name', 'It went.')
  await letGo(denise, PROMISED[1][1], 'The words, without my name', 'It goes with the next day.')
  await button(tess, 'Take my slip').click()
  await tess.getByRole('link', { name: /\/slip#/ }).waitFor()
  await picture(tess, 'phone-slip', true)
  const evidence = JSON.stringify(await hall.maya.api.library.evidence({ space: hall.space.id }))
  expect(evidence).toContain(PROMISED[0][1])
  expect(evidence).not.toContain(PROMISED[1][1])
  // Nothing was done with a pointer on the phone that is used by its keys.
  expect(await pointed(hall.of('Una'))).toBe(0)
})
