import type { Locator, Page } from 'playwright-core'

/** More presses than this and nobody would call a control within reach. */
const PATIENCE = 120

type Where = 'here' | 'group' | 'no'
/**
 * Whether the focus is on it, or on the one radio of its group that the Tab key stops at. Made from text, because it runs
 * inside the page and Node has no types for what is there.
 */
const focused = new Function(
  'element',
  `const active = document.activeElement
   if (active === element || (active !== null && element.contains(active))) return 'here'
   const radio = (one) => one instanceof HTMLInputElement && one.type === 'radio'
   return radio(element) && radio(active) && element.name === active.name ? 'group' : 'no'`,
) as (element: unknown) => Where

/** Somebody who uses no mouse and no touch: what they press is all that happens. */
export class Keys {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
    // Asked for at the moment of the press, the browser may open its own dialogue before it knows that we wait for it.
    page.on('filechooser', () => {})
  }

  /** Goes on with Tab until the focus is there; fails where the keyboard cannot reach. */
  async reach(on: Locator): Promise<void> {
    await on.waitFor({ state: 'attached' })
    for (let press = 0; press < PATIENCE; press++) {
      const where = await on.evaluate(focused)
      if (where === 'here') return
      await this.page.keyboard.press(where === 'group' ? 'ArrowDown' : 'Tab')
    }
    throw new Error(`The keyboard does not reach ${on}.`)
  }

  /** Presses a button or follows a link. */
  async press(on: Locator): Promise<void> {
    await this.reach(on)
    await this.page.keyboard.press('Enter')
  }

  /** Ticks a box or chooses a radio button. */
  async choose(on: Locator): Promise<void> {
    await this.reach(on)
    if (!(await on.isChecked())) await this.page.keyboard.press('Space')
  }

  /** Writes into a field, over what stands there. */
  async write(on: Locator, words: string): Promise<void> {
    await this.reach(on)
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.type(words)
  }

  /** Chooses from a list of options by typing the beginning of one. */
  async select(on: Locator, option: string): Promise<void> {
    await this.reach(on)
    await this.page.keyboard.type(option)
  }

  /** Gives a file by the dialogue that a button opens. */
  async give(on: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.reach(on)
    const asked = this.page.waitForEvent('filechooser')
    await this.page.keyboard.press('Enter')
    await (await asked).setFiles(file)
  }
}
