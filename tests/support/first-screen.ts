// What a browser fetches until a screen can be used, in bytes as they were sent.
import type { Browser } from 'playwright-core'

export type Screen = {
  /** Bytes of script as sent, without headers. */
  script: number
  style: number
  font: number
  page: number
  answers: number
  requests: number
  /** Until the heading that was waited for stood there, on this machine. */
  ms: number
  scripts: string[]
}

/** Opens a page as somebody's first of the day: nothing kept in the browser, no worker, everything sent. */
export async function weighScreen(browser: Browser, url: string, cookies: string, heading: string): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, serviceWorkers: 'block' })
  try {
    await context.addCookies(
      cookies.split('; ').map((pair) => {
        const cut = pair.indexOf('=')
        return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: new URL(url).origin }
      }),
    )
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    await wire.send('Network.enable')
    const kinds = new Map<string, { type: string; url: string; head: number }>()
    const weights = new Map<string, number>()
    wire.on('Network.responseReceived', ({ requestId, type, response }) => {
      kinds.set(requestId, { type, url: response.url, head: response.encodedDataLength })
    })
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      weights.set(requestId, encodedDataLength - (kinds.get(requestId)?.head ?? 0))
    })
    const began = performance.now()
    await page.goto(url)
    await page.getByRole('heading', { name: heading }).first().waitFor({ timeout: 30_000 })
    const ms = Math.round(performance.now() - began)
    // What is still on its way belongs to the screen as well.
    await page.waitForTimeout(1000)
    const of = (...types: string[]) =>
      [...weights].reduce((sum, [id, bytes]) => sum + (types.includes(kinds.get(id)?.type ?? '') ? bytes : 0), 0)
    const scripts = [...weights.keys()].filter((id) => kinds.get(id)?.type === 'Script')
    return {
      script: of('Script'),
      style: of('Stylesheet'),
      font: of('Font'),
      page: of('Document'),
      answers: of('Fetch', 'XHR'),
      requests: weights.size,
      ms,
      scripts: scripts.map((id) => new URL(kinds.get(id)!.url).pathname),
    }
  } finally {
    await context.close()
  }
}
