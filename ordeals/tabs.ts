// One journal in two tabs of a laptop and one of a phone, offline and back, reloaded and closed in the middle (F25). Whatever
// was acknowledged is there at the end; whoever wrote on an older text was shown both; what was typed survives its tab.
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../tests/support/chromium.ts'
import { type Chance, chance, goal, type Ordeal, progress, type Report, say, scratchCopy } from './ground.ts'
import { firstPerson, makeDataDir, pause, type Running, removeDataDir, startMain, Visitor } from './http.ts'

const WAIT = 15_000
/** So many people at their desks at once in the full form, each on a place of their own. */
const DESKS = 4
/** A button of the sheet and of the form. */
const KEEP = { name: 'Keep it', exact: true } as const

type Device = { context: BrowserContext; offline: boolean }
type Tab = { device: Device; page: Page }
type Desk = { place: Running; ada: Visitor; browser: Browser; tabs: Tab[] }
type Seen = { acknowledged: number; lost: string[]; conflicts: number; drafts: number; draftsLost: string[] }

export const tabs: Ordeal = async ({ quick, report }) => {
  const many = quick ? 3 : Number(process.env.ORDEAL_HISTORIES ?? 2000)
  const seen: Seen = { acknowledged: 0, lost: [], conflicts: 0, drafts: 0, draftsLost: [] }
  // A long form can be told in parts, each from where the one before it ended.
  const first = Number(process.env.ORDEAL_FIRST ?? 1)
  const seeds = Array.from({ length: many }, (_, i) => i + first)
  const told = progress('histories', many)
  let ended = 0
  const sit = (desk: Desk) => tellAll(desk, seeds, seen, () => told(++ended))
  await Promise.all(Array.from({ length: quick ? 1 : DESKS }, () => withDesk(undefined, sit)))
  report.figures.histories = many
  report.figures.acknowledgedEdits = seen.acknowledged
  report.figures.conflictsOffered = seen.conflicts
  report.figures.draftsFoundAgain = seen.drafts
  for (const one of [...seen.lost, ...seen.draftsLost].slice(0, 20)) say(one)
  goal(report, 'acknowledged edits lost', seen.lost.length, `of ${seen.acknowledged}`, '=', 0)
  goal(report, 'edits acknowledged', seen.acknowledged, 'edits', '>=', many * 3)
  goal(report, 'texts being typed that went with their tab', seen.draftsLost.length, `of ${seen.drafts}`, '=', 0)
  const found = await withDesk('last-write-wins', (desk) => crossOver(desk, report))
  goal(report, 'control: lost where the last write wins', found, 'of 1', '=', 1)
}

async function withDesk<T>(control: string | undefined, run: (desk: Desk) => Promise<T>): Promise<T> {
  const copy = control === undefined ? undefined : scratchCopy(control)
  const dataDir = makeDataDir()
  const place = await startMain(dataDir, copy === undefined ? {} : { folder: copy.folder })
  const browser = await launchChromium()
  try {
    const ada = await firstPerson(place, 'ada')
    const [laptop, phone] = [await device(browser, ada, place), await device(browser, ada, place, true)]
    const desk: Desk = { place, ada, browser, tabs: [] }
    for (const on of [laptop, laptop, phone]) desk.tabs.push({ device: on, page: await on.context.newPage() })
    for (const tab of desk.tabs) {
      await open(desk, tab, '/journal')
      // From here on it opens without a connection too.
      await tab.page.waitForFunction(`caches.match('/index.html').then((page) => page !== undefined)`)
      await tab.page.getByRole('textbox', { name: 'Something I noticed' }).waitFor()
    }
    return await run(desk)
  } finally {
    await browser.close()
    await place.stop()
    removeDataDir(dataDir)
    copy?.remove()
  }
}

async function device(browser: Browser, ada: Visitor, place: Running, phone = false): Promise<Device> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 900 },
  })
  context.setDefaultTimeout(WAIT)
  // Each device is signed in for itself.
  const own = new Visitor(place, 'ada')
  await own.change('people.signIn', { email: ada.email, password: 'a long enough password' })
  await context.addCookies([...own.jar].map(([name, value]) => ({ name, value, url: place.url })))
  return { context, offline: false }
}

/** Loads a page anew, as from an address. */
async function open(desk: Desk, tab: Tab, path: string): Promise<void> {
  await tab.page.goto(`${desk.place.url}${path}`, { waitUntil: 'domcontentloaded' })
}

/** Goes to another page from the one that is open, as by a link in it. */
async function goTo(desk: Desk, tab: Tab, path: string): Promise<void> {
  const at = tab.page.url()
  if (!at.startsWith(desk.place.url) || at.endsWith(path)) return open(desk, tab, path)
  await tab.page.evaluate(`history.pushState({}, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`)
}

async function setOffline(of: Device, offline: boolean): Promise<void> {
  of.offline = offline
  await of.context.setOffline(offline)
}

/** Tells the next history of those that are left, until none is. */
async function tellAll(desk: Desk, left: number[], seen: Seen, told: () => void): Promise<void> {
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    await tell(desk, chance(seed), seen, seed).catch((fault: Error) => {
      throw new Error(`history ${seed}: ${fault.message}`, { cause: fault })
    })
    told()
  }
}

/** One history: an entry that three tabs change, notes beside it, cuts, reloads and tabs that are closed. */
async function tell(desk: Desk, luck: Chance, seen: Seen, seed: number): Promise<void> {
  const { id } = await desk.ada.change('journal.write', { words: `history ${seed}` })
  const edits: string[] = []
  const notes: string[] = []
  for (let step = 0; step < 7; step++) {
    const tab = luck.pick(desk.tabs)
    const mark = `m${seed}x${step}y${luck.below(1e6)}`
    const act = luck.next()
    if (act < 0.45) {
      if (tab.device.offline) await setOffline(tab.device, false)
      const how = { slow: luck.next() < 0.5, anew: luck.next() < 0.25 }
      if (await edit(desk, tab, id, mark, how, seen)) edits.push(mark)
    } else if (act < 0.7) {
      await note(desk, tab, mark, luck.next() < 0.25)
      notes.push(mark)
    } else if (act < 0.85) await setOffline(tab.device, !tab.device.offline)
    else if (!tab.device.offline) await crash(desk, tab, id, mark, seen)
  }
  for (const tab of desk.tabs) if (tab.device.offline) await setOffline(tab.device, false)
  for (const tab of desk.tabs) await goTo(desk, tab, '/journal')
  await allArrived(desk, notes)
  seen.acknowledged += edits.length + notes.length
  const { words } = await desk.ada.must('journal.read', { id })
  for (const mark of edits)
    if (!words.includes(mark)) seen.lost.push(`history ${seed}: the edit ${mark} is not in the text`)
  const { entries } = await desk.ada.must('journal.list', { most: 50 })
  for (const mark of notes) {
    const times = entries.filter((one: { words: string }) => one.words.includes(mark)).length
    if (times !== 1) seen.lost.push(`history ${seed}: the note ${mark} is there ${times} times`)
  }
}

/** `slow` lets somebody else be quicker; `anew` loads the page, rather than going to it from the one that is open. */
type How = { slow: boolean; anew: boolean }

/** Adds a mark to the entry in this tab. True when it was acknowledged. */
async function edit(desk: Desk, tab: Tab, id: string, mark: string, how: How, seen: Seen): Promise<boolean> {
  const { page } = tab
  await begin(desk, tab, id, mark, how.anew)
  if (how.slow) {
    const quick = desk.tabs.find((one) => one.device !== tab.device && !one.device.offline)
    if (quick) {
      const other = `${mark}q`
      if (await edit(desk, quick, id, other, { ...how, slow: false }, seen)) {
        seen.acknowledged += 1
        const { words } = await desk.ada.must('journal.read', { id })
        if (!words.includes(other)) seen.lost.push(`the edit ${other} was acknowledged and is not there`)
      }
    }
  }
  for (let again = 0; again < 4; again++) {
    const answered = page.waitForResponse((one) => one.url().endsWith('/rpc/journal/edit'))
    await page.getByRole('button', KEEP).click()
    if ((await answered).ok()) {
      await page.getByRole('button', { name: 'Change it' }).waitFor()
      return true
    }
    seen.conflicts += 1
    await page.getByText('You changed this entry somewhere else in the meantime').waitFor()
    await page.waitForTimeout(100)
    await page.getByRole('button', { name: 'Put both under each other' }).click()
  }
  return false
}

async function begin(desk: Desk, tab: Tab, id: string, mark: string, anew = true): Promise<void> {
  const { page } = tab
  await (anew ? open : goTo)(desk, tab, `/journal/${id}`)
  await page.getByRole('button', { name: 'Change it' }).click()
  const sheet = page.getByRole('textbox', { name: 'The entry' })
  await sheet.waitFor()
  // What was kept here of an edit that broke off comes first.
  await page.waitForTimeout(60)
  await sheet.press('Control+End')
  await sheet.pressSequentially(` ${mark}`)
}

async function note(desk: Desk, tab: Tab, mark: string, anew: boolean): Promise<void> {
  const { page } = tab
  // Without a connection too: a page that is loaded anew is opened from what is kept.
  await (anew ? open : goTo)(desk, tab, '/journal')
  const sheet = page.getByRole('textbox', { name: 'Something I noticed' })
  await sheet.fill(`a note ${mark}`)
  await page.getByRole('button', KEEP).click()
  for (let i = 0; i < 100 && (await sheet.inputValue()) !== ''; i++) await page.waitForTimeout(50)
}

/** Types into the entry and closes the tab in the middle; what was typed stands there when it is opened again. */
async function crash(desk: Desk, tab: Tab, id: string, mark: string, seen: Seen): Promise<void> {
  await begin(desk, tab, id, mark)
  // By the page's own clock, which stands still where the machine does not get round to it.
  await tab.page.evaluate('new Promise((go) => setTimeout(go, 350))')
  await tab.page.close()
  tab.page = await tab.device.context.newPage()
  await open(desk, tab, `/journal/${id}`)
  await tab.page.getByRole('button', { name: 'Change it' }).click()
  const sheet = tab.page.getByRole('textbox', { name: 'The entry' })
  let words = ''
  for (let i = 0; i < 40 && !words.includes(mark); i++) {
    await tab.page.waitForTimeout(50)
    words = await sheet.inputValue()
  }
  seen.drafts += 1
  if (!words.includes(mark)) seen.draftsLost.push(`what was typed as ${mark} went with its tab`)
  await tab.page.getByRole('button', { name: 'Leave it as it was' }).click()
}

/** Waits until every note of every device is with the place. */
async function allArrived(desk: Desk, notes: string[]): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < WAIT) {
    const { entries } = await desk.ada.must('journal.list', { most: 50 })
    const words = entries.map((one: { words: string }) => one.words).join('\n')
    if (notes.every((mark) => words.includes(mark))) return
    for (const tab of desk.tabs) await tab.page.evaluate('window.dispatchEvent(new Event("online"))')
    await pause(200)
  }
}

/** Two devices change one entry across each other: 1 where the first one's edit is gone and nobody was asked. */
async function crossOver(desk: Desk, report: Report): Promise<number> {
  const seen: Seen = { acknowledged: 0, lost: [], conflicts: 0, drafts: 0, draftsLost: [] }
  const { id } = await desk.ada.change('journal.write', { words: 'crossing over' })
  const mark = `c${randomUUID().slice(0, 8)}`
  const done = await edit(desk, desk.tabs[0]!, id, mark, { slow: true, anew: true }, seen)
  const { words } = await desk.ada.must('journal.read', { id })
  report.figures.controlConflicts = seen.conflicts
  return done && seen.conflicts === 0 && !words.includes(`${mark}q`) ? 1 : 0
}
