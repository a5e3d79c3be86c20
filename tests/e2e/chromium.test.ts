import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

test('the browser of the tests runs script, lays out text and takes a click', async () => {
  const page = await browser.newPage({ viewport: { width: 768, height: 600 } })
  await page.setContent('<button onclick="this.textContent = innerWidth">Press</button>')
  await page.getByRole('button', { name: 'Press' }).click()
  expect(await page.getByRole('button').textContent()).toBe('768')
  expect((await page.getByRole('button').boundingBox())?.width).toBeGreaterThan(20)
})

test('each context starts without anything of the one before', async () => {
  const first = await browser.newContext()
  await first.addCookies([{ name: 'left', value: 'behind', url: 'http://localhost' }])
  await first.close()
  const second = await browser.newContext()
  expect(await second.cookies()).toEqual([])
  await second.close()
})
