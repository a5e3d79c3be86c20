// A page that is used by its keys alone: nothing is pointed at, every place shows that it is there, and they come in order.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Whatever is pointed at in this page from now on is counted: a keyboard points at nothing. */
export const countPointing = (page: Page) =>
  page.addInitScript(`addEventListener('pointerdown', () => { window.pointed = (window.pointed ?? 0) + 1 }, true)`)
export const pointed = (page: Page) => page.evaluate<number>('window.pointed ?? 0')

type Focus = { name: string; seen: boolean; below: boolean }
const FOCUS = `(() => {
  const at = document.activeElement
  const before = window.focusedBefore
  window.focusedBefore = at
  const { outlineStyle, outlineWidth } = getComputedStyle(at)
  const named = at.labels?.length ? [...at.labels].map((label) => label.textContent).join(' ') : at.getAttribute('aria-label') ?? at.textContent
  return {
    name: named.trim(),
    seen: at === document.body || (outlineStyle !== 'none' && outlineWidth !== '0px'),
    below: !before?.isConnected || before === document.body || at === document.body
      || (before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  }
})()`
/** Goes to what is called so by Tab alone: each place on the way shows that it is there, and lies further down the page. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const way: string[] = []
  await page.evaluate('window.focusedBefore = document.activeElement')
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate<Focus>(FOCUS)
    way.push(focus.name)
    expect({ ...focus, way }).toMatchObject({ seen: true, below: true })
    if (name.test(focus.name)) return
  }
  throw new Error(`Not come to ${name} by Tab: ${way.join(' > ')}`)
}
