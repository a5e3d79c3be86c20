// Two tables that do two methods at once, on a phone each, and whoever runs them at a console.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { done, nowOf } from '#modules/gatherings/server/testing.ts'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'

type Scene = {
  ada: Visitor
  place: { url: string }
  room: string
  /** The console, with nothing on; and the screen on the wall. */
  page: Page
  wall: Page
  phoneOf(visitor: Visitor): Promise<Page>
  wrongOn(screen: Page): Promise<string[]>
}
const METHODS = { method: 'what-so-what-now-what', beside: ['story-circle'] }

/** Each at a table of their own: they begin, one writes and shows it there, the other has a pause; then it ends. */
export async function twoTables(scene: Scene): Promise<void> {
  const { page, wall, wrongOn } = scene
  const [bo, cy] = await seated(scene)
  await page.getByRole('button', { name: 'Next step', exact: true }).click()
  await bo.getByRole('heading', { name: 'What happened? What did you see or hear?' }).waitFor()
  const bothGo = cy.getByText('Whoever presses goes on for all at Table 2.')
  await bothGo.waitFor()
  const row = (table: number) => page.getByRole('listitem').filter({ hasText: new RegExp(`^Table ${table}`) })
  await row(1).getByText('What? So what? Now what?').waitFor()
  await row(2).getByText('Story circle').waitFor()
  const words = 'Only our table reads this'
  await bo.getByRole('textbox').fill(words)
  await bo.getByRole('button', { name: 'Put it in', exact: true }).click()
  await bo.getByRole('button', { name: 'Show it at our table' }).click()
  await row(1).getByText('2 of 7').waitFor()
  await bo.getByText(words).first().waitFor()
  for (const screen of [page, wall, cy]) expect(await screen.textContent('body')).not.toContain(words)
  // One has a pause of its own, from the console; the other goes on.
  await page.getByRole('button', { name: 'More for Table 2' }).click()
  await page.getByRole('menuitem', { name: 'Pause', exact: true }).click()
  await cy.getByText('Table 2 has a pause.').waitFor()
  await row(2).getByText('paused').waitFor()
  expect(await bo.textContent('body')).not.toContain('a pause')
  for (const screen of [page, bo, cy]) expect(await wrongOn(screen)).toEqual([])
  await cy.getByRole('button', { name: 'Go on, for our table' }).click()
  await bothGo.waitFor()
  for (const phone of [bo, cy]) await phone.context().close()
  await page.getByRole('button', { name: 'End it', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click()
  await page
    .getByText('The doors are open')
    .or(page.getByText(/That was all|Next on the run sheet/))
    .first()
    .waitFor()
}

/** Two who came in by the code and sat down on their phones. */
async function seated({ ada, place, room, phoneOf }: Scene): Promise<[Page, Page]> {
  const { gatherings } = ada.api
  const about = { attempt: randomUUID(), room, sort: 'method', title: 'Two at once', minutes: 20 } as const
  const { id: item } = done(await gatherings.addItem({ ...about, ...METHODS }))
  const { code } = (await nowOf(ada, room)).room
  const come = async (name: string) => {
    const visitor = visitorOf(place.url)
    done(await visitor.api.gatherings.comeInAsGuest({ attempt: randomUUID(), code: code!, name, organisation: '' }))
    return phoneOf(visitor)
  }
  const phones: [Page, Page] = [await come('Bo'), await come('Cy')]
  done(await gatherings.begin({ attempt: randomUUID(), room, item }))
  const { id: activity, version } = (await nowOf(ada, room)).activity!
  done(await gatherings.ownTables({ attempt: randomUUID(), activity, version, own: true }))
  for (const [at, phone] of phones.entries()) {
    await phone.goto(`${place.url}/in/${room}`)
    await phone.getByLabel('The number of your table').fill(String(at + 1))
    await phone.getByRole('button', { name: 'Sit here' }).click()
    await phone.getByRole('heading', { name: `Table ${at + 1}` }).waitFor()
  }
  return phones
}
