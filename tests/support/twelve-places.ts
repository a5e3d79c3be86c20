import { expect } from 'vitest'
import {
  all,
  button,
  choose,
  everywhere,
  goOn,
  inSoFar,
  NAMES,
  nowhere,
  onlyTheirOwn,
  PEOPLE,
  pagesOf,
  picture,
  press,
  putIn,
  screens,
  type Twelve,
  write,
} from './twelve.ts'

/** Stakeholders by agreement and trust, from the change in a sentence to who speaks to whom. */
export async function placeThose(hall: Twelve, promised: readonly (readonly [string, string])[]): Promise<void> {
  await write(hall.console, 'The line', 'One front door for families going home')
  await button(hall.console, 'Put it in').click()
  await everywhere('One front door for families going home', pagesOf(hall))
  expect(await goOn(hall)).toBe('list')
  const listed = ['The executive', 'The carers’ forum', 'Ward sisters']
  await all(hall, async ({ page }, at) => {
    if (at >= listed.length) return press(page, 'Pass')
    await write(page, 'Role or body', listed[at]!)
    await write(page, /How they are touched/, `Known to ${at}`)
    await putIn(page)
  })
  await inSoFar(hall, 3)
  await onlyTheirOwn(
    hall,
    PEOPLE.map((_, at) => listed[at] ?? ''),
  )
  expect(await goOn(hall)).toBe('show-list')
  for (const words of listed) await everywhere(words, screens(hall))
  expect(await goOn(hall)).toBe('merge')
  for (const name of ['Those who decide', 'Those it is for']) {
    await write(hall.console, 'A new name', name)
    await button(hall.console, 'Begin it').click()
    await everywhere(name, pagesOf(hall))
  }
  expect(await goOn(hall)).toBe('place')
  const because = PEOPLE.map((_, at) => `Seen with our own eyes, ${at}`)
  await all(hall, async ({ page }, at) => {
    for (const left of ['2 are left', 'One is left']) {
      await page.getByText(left).waitFor()
      await choose(page, /Do they agree/, 1 + (at % 5))
      await choose(page, /How far do they trust/, 5 - (at % 3))
      await write(page, 'Why, if you like', because[at]!)
      await press(page, 'Place it')
    }
    await page.getByText('In. You can change it until all are shown.').waitFor()
  })
  await inSoFar(hall, 10)
  await onlyTheirOwn(hall, because)
  await nowhere(NAMES, [hall.console, hall.wall])
  expect(await goOn(hall)).toBe('spread')
  for (const words of because) await everywhere(words, pagesOf(hall))
  await nowhere(NAMES, [hall.console, hall.wall])
  await picture(hall.wall, 'wall-spread')
  expect(await goOn(hall)).toBe('differ')
  expect(await goOn(hall)).toBe('agree')
  const kit = hall.of('Kit')
  await button(kit, 'I write for the room').click()
  for (const left of ['2 are left', 'One is left']) {
    await kit.getByText(left).waitFor()
    await choose(kit, /Do they agree/, 4)
    await choose(kit, /How far do they trust/, 2)
    await kit.getByLabel('Fairly sure').check()
    await button(kit, 'Place it').click()
  }
  await hall.wall.getByText('Those it is for').first().waitFor()
  expect(await goOn(hall)).toBe('tables')
  await all(hall, ({ page }) => page.getByRole('heading', { level: 2, name: /^Table/ }).waitFor())
  expect(await goOn(hall)).toBe('approach')
  expect(await goOn(hall)).toBe('talk')
  expect(await goOn(hall)).toBe('keep')
  // Their answers are shown when all are done, in the step itself.
  await button(hall.console, 'Reveal together').click()
  await button(hall.console, 'Next step').waitFor()
  expect(await goOn(hall)).toBe('who')
  for (const [name, what] of promised) {
    await write(hall.of(name), 'What?', what)
    await button(hall.of(name), 'Put it in').click()
  }
  for (const [, what] of promised) await everywhere(what, screens(hall))
}
