// What is done on a phone in a test, as somebody would: to come to a step, to write, to choose, to press.
import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { nowOf } from '#modules/gatherings/server/testing.ts'
import {
  beginAt,
  callTogether,
  comeIn,
  type Gathering,
  goTo,
  guest,
  type Hall,
  letAllIn,
  phone,
  wrongOn,
} from './hall.ts'

/** Set, every screen is also left there as a picture. */
const PICTURES = process.env.PHONE_PICTURES

export async function look(page: Page, name: string): Promise<void> {
  expect(await wrongOn(page)).toEqual([])
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
export const pick = (page: Page, question: string | RegExp, answer: string | RegExp) =>
  page.getByRole('group', { name: question }).getByText(answer, { exact: true }).first().click()
export const isIn = (page: Page, words: string | RegExp) => page.locator('.mine').getByText(words).first().waitFor()

/** A method begun, with two phones in it. */
export async function scene(hall: Hall, browser: Browser, method: string, step?: string, others = 0) {
  const gathering = await callTogether(hall, [method])
  const [ama, ben] = await Promise.all([0, 1].map(async () => (await phone(browser)).newPage()))
  await comeIn(ama!, hall, gathering, 'Ama Mensah')
  await comeIn(ben!, hall, gathering, 'Ben Hart')
  const more = await Promise.all(Array.from({ length: others }, (_, i) => guest(hall, gathering, `Guest ${i + 1}`)))
  await letAllIn(hall, gathering)
  await beginAt(hall, gathering, step)
  return { gathering, ama: ama!, ben: ben!, more }
}
export const to = async (hall: Hall, gathering: Gathering, page: Page, step: string) => {
  await goTo(hall, gathering.room, step)
  const { activity } = await nowOf(hall.ruth, gathering.room)
  const { prompt } = activity!.steps.find((one) => one.key === step)!
  await page.getByRole('heading', { level: 1, name: prompt.trim() }).waitFor()
}
export const write = async (page: Page, label: string | RegExp, words: string) =>
  page.getByRole('textbox', { name: label }).last().fill(words)
