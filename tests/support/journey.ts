import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import type { RunningPlace } from './running.ts'

/** A real place's clock cannot be moved, so what is due at six tomorrow is made due yesterday, by the cluster's administrator. */
export async function letTheNightPass(place: RunningPlace): Promise<number | null> {
  const password = (await readFile(join(place.dataDir, 'secrets/superuser'), 'utf8')).trim()
  const admin = new pg.Client({
    host: join(place.dataDir, 'run/s'),
    user: 'administrator',
    password,
    database: 'trefoil',
  })
  await admin.connect()
  const moved = await admin.query("update look_again set due_at = due_at - interval '2 days'")
  await admin.end()
  return moved.rowCount
}

/** Sets a new place up by its one-time link, in a browser, and goes in as whoever runs it. */
export async function setUpIn(page: Page, place: RunningPlace, who: { name: string; email: string; password: string }) {
  await page.goto(place.setupLink!)
  await page.getByLabel('What is this place called?').fill('Wear learning')
  await page.getByLabel('Who runs it?').fill('Bede College runs this place.')
  await page.getByLabel('Your name').fill(who.name)
  await page.getByLabel('Your email address').fill(who.email)
  await page.locator('input[name=password]').fill(who.password)
  await page.getByRole('button', { name: 'Set it up and go in', exact: true }).click()
  await page.waitForURL('**/today')
}

/** Chooses the second paragraph of a text with the keys alone, wherever one stands in which words are chosen. */
export async function chooseByKeys(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'The text' }).focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'Enter']) await page.keyboard.press(key)
}

/** Chooses the second paragraph with the keys alone, and keeps it as evidence. */
export async function keepByKeys(page: Page): Promise<void> {
  await chooseByKeys(page)
  const sheet = page.getByRole('dialog')
  // Whose words they are is answered for nobody.
  await sheet.getByRole('radio', { name: /^Nobody’s/ }).press('Space')
  await sheet.getByRole('button', { name: 'Keep as evidence' }).press('Enter')
  await sheet.waitFor({ state: 'hidden' })
}
