// A phone that loses its connection while somebody writes (F25): before a request leaves, or after it was done and before the
// answer came; a reload, a tab that is closed, a battery that dies. What was acknowledged is in once, what was refused is said
// on the phone with its words, what was typed lasts as long as the device, and whoever comes next on it sees none of it.
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { launchChromium } from '../tests/support/chromium.ts'
import { type Chance, chance, goal, type Ordeal, progress, type Report, say, scratchCopy } from './ground.ts'
import { firstPerson, makeDataDir, makeSpace, pause, type Running, removeDataDir, startMain, Visitor } from './http.ts'

const WAIT = 15_000
const ACTS = 7
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const QUESTION = /What happened/

/** What becomes of the next request that puts in, changes or takes out. */
type Cut = 'before' | 'after' | 'none'
type Hall = { place: Running; ada: Visitor; browser: Browser; room: string; item: string; code: string }
type Phone = { guest: Visitor; context: BrowserContext; page: Page; cuts: Cut[]; dead: boolean }
type Seen = {
  acknowledged: number
  lost: string[]
  doubled: string[]
  typed: number
  typedLost: string[]
  refused: number
  unsaid: string[]
  seenByNext: string[]
}

export const offline: Ordeal = async ({ quick, report }) => {
  const many = quick ? 3 : Number(process.env.ORDEAL_HISTORIES ?? 300)
  const seen = await withHall(undefined, (hall) => tell(hall, many, quick ? 3 : 2))
  report.figures.histories = many
  report.figures['lines acknowledged'] = seen.acknowledged
  report.figures['texts found again'] = seen.typed
  report.figures['lines refused'] = seen.refused
  for (const one of [...seen.lost, ...seen.doubled, ...seen.typedLost, ...seen.unsaid, ...seen.seenByNext].slice(0, 20))
    say(one)
  goal(report, 'lines acknowledged', seen.acknowledged, 'lines', '>=', many)
  goal(report, 'acknowledged lines that are not there as written', seen.lost.length, 'lines', '=', 0)
  goal(report, 'lines that are there twice, or after they were taken out', seen.doubled.length, 'lines', '=', 0)
  goal(report, 'typed words that went while the device lived', seen.typedLost.length, `of ${seen.typed}`, '=', 0)
  goal(report, 'refused lines that the phone does not keep and say', seen.unsaid.length, `of ${seen.refused}`, '=', 0)
  goal(report, 'words seen by whoever has the device next', seen.seenByNext.length, 'words', '=', 0)
  await control(report)
}

/** Where a line gets its id from the place, an answer that is lost makes another line of it. */
async function control(report: Report): Promise<void> {
  const copy = scratchCopy('line-without-its-id')
  try {
    const leaky = nothing()
    await withHall(copy.folder, (hall) => lostOnce(hall, leaky))
    goal(
      report,
      'control line-without-its-id: lines doubled are found',
      leaky.doubled.length > 0 ? 1 : 0,
      'of 1',
      '=',
      1,
    )
  } finally {
    copy.remove()
  }
}

async function tell(hall: Hall, many: number, everySo: number): Promise<Seen> {
  const seen = nothing()
  const told = progress('histories', many)
  for (let seed = 1; seed <= many; seed += 1) {
    await history(hall, chance(seed), seed, seen, seed % everySo === 0).catch((fault: Error) => {
      throw new Error(`history ${seed}: ${fault.message}`, { cause: fault })
    })
    told(seed)
  }
  return seen
}

const nothing = (): Seen => ({
  ...{ acknowledged: 0, lost: [], doubled: [], typed: 0, typedLost: [], refused: 0, unsaid: [], seenByNext: [] },
})

async function withHall<T>(folder: string | undefined, run: (hall: Hall) => Promise<T>): Promise<T> {
  const dataDir = makeDataDir()
  const place = await startMain(dataDir, { folder })
  const browser = await launchChromium()
  try {
    return await run(await openHall(place, browser))
  } finally {
    await browser.close()
    await place.stop()
    removeDataDir(dataDir)
  }
}

async function openHall(place: Running, browser: Browser): Promise<Hall> {
  const ada = await firstPerson(place, 'ada')
  const space = await makeSpace(ada, 'place', 'Place')
  const here = await ada.must('spaces.here', { address: space.address })
  const { room } = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing, call: { title: 'Thursday', startsOn: TOMORROW, startsAt: '14:00' } },
  })
  const item = { sort: 'method', method: 'what-so-what-now-what', title: 'What', minutes: 10 }
  const { id } = await ada.change('gatherings.addItem', { room, ...item })
  const { code } = await ada.change('gatherings.openDoors', { room })
  // Whoever comes late comes into an activity in which somebody like them is.
  await new Visitor(place, 'resident').change('gatherings.comeInAsGuest', { code, name: 'A resident' })
  await ada.change('gatherings.begin', { room, item: id })
  return { place, ada, browser, room, item: id, code }
}

/** A device of somebody who is in the room; with what lay on another, it is that one after its battery died. */
async function phoneOf(hall: Hall, guest: Visitor, before?: BrowserContext): Promise<Phone> {
  const context = await hall.browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, serviceWorkers: 'block', locale: 'en-GB' },
    ...(before === undefined ? {} : { storageState: await before.storageState() }),
  })
  context.setDefaultTimeout(WAIT)
  if (before === undefined)
    await context.addCookies([...guest.jar].map(([name, value]) => ({ name, value, url: hall.place.url })))
  await before?.close()
  const phone: Phone = { guest, context, page: await context.newPage(), cuts: [], dead: false }
  await context.route(/\/rpc\/gatherings\/(put|changeLine|takeOut)$/, (route) => onTheWay(phone, route))
  await open(hall, phone)
  return phone
}

async function onTheWay(phone: Phone, route: Route): Promise<void> {
  const cut = phone.dead ? 'before' : (phone.cuts.shift() ?? 'none')
  if (cut === 'none') return route.continue()
  const asked = route.request()
  if (cut === 'after')
    await fetch(asked.url(), { method: 'POST', headers: await asked.allHeaders(), body: asked.postData() })
  await route.abort()
}

async function open(hall: Hall, { page }: Phone): Promise<void> {
  await page.goto(`${hall.place.url}/in/${hall.room}`, { waitUntil: 'domcontentloaded' })
  await page.getByRole('heading', { level: 1, name: QUESTION }).waitFor()
}

const box = (page: Page) => page.getByRole('textbox', { name: QUESTION })
const mine = (page: Page, mark: string) => page.locator('.mine li', { hasText: mark })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function put({ page }: Phone, words: string): Promise<void> {
  await box(page).fill(words)
  await press(page, 'Put it in')
}

/** A line whose answer is lost, and nothing else. */
async function lostOnce(hall: Hall, seen: Seen): Promise<void> {
  const guest = new Visitor(hall.place, 'guest')
  await guest.change('gatherings.comeInAsGuest', { code: hall.code, name: guest.name })
  const phone = await phoneOf(hall, guest)
  phone.cuts = ['after']
  await put(phone, 'said once')
  await allGone(phone)
  await count(hall, phone, new Map([['said once', 'said once']]), seen)
}

/** One history: lines put in, changed and taken out on a phone whose connection and life are cut at random. */
async function history(hall: Hall, luck: Chance, seed: number, seen: Seen, movesOn: boolean): Promise<void> {
  const guest = new Visitor(hall.place, `guest ${seed}`)
  await guest.change('gatherings.comeInAsGuest', { code: hall.code, name: guest.name })
  let phone = await phoneOf(hall, guest)
  const lines = new Map<string, string | null>()
  const mark = (n: number) => `m${seed}x${n}y${luck.below(1e6)}`
  phone.cuts = ['after']
  const first = mark(99)
  await put(phone, first)
  lines.set(first, first)
  for (let act = 0; act < ACTS; act += 1) {
    phone.cuts.push(
      ...[luck.next(), luck.next()].map((of): Cut => (of < 0.35 ? 'after' : of < 0.6 ? 'before' : 'none')),
    )
    const of = luck.next()
    const in_ = [...lines].filter(([, words]) => words !== null)
    if (of < 0.35 && in_.length < 2) {
      const words = mark(act)
      await put(phone, words)
      lines.set(words, words)
    } else if (of < 0.55 && in_.length > 0) {
      const [key, words] = luck.pick(in_) as [string, string]
      if (await change(phone, words, `${words}c${act}`)) lines.set(key, `${words}c${act}`)
    } else if (of < 0.65 && in_.length > 1) {
      const [key, words] = luck.pick(in_) as [string, string]
      await mine(phone.page, words).getByRole('button', { name: 'Take out' }).click()
      lines.set(key, null)
    } else phone = await breakOff(hall, phone, luck, mark(act), seen)
  }
  await allGone(phone)
  await count(hall, phone, lines, seen)
  if (movesOn) await goesOn(hall, phone, mark(98), seen)
  await next(hall, phone, [...lines.keys()], seen)
  await phone.context.close()
}

/** Changes what stands as in; what is on its way still cannot be changed on the screen. */
async function change({ page }: Phone, words: string, into: string): Promise<boolean> {
  const button = mine(page, words).getByRole('button', { name: 'Change', exact: true })
  if ((await button.count()) === 0) return false
  await button.click()
  await page.locator('.mine').getByRole('textbox').fill(into)
  await press(page, 'Change it')
  return true
}

/** In the middle of a line the page is loaded again, its tab closed, or the battery dies: the line stands there afterwards. */
async function breakOff(hall: Hall, phone: Phone, luck: Chance, words: string, seen: Seen): Promise<Phone> {
  await box(phone.page).fill(words)
  const how = luck.below(3)
  let after = phone
  if (how === 0) await open(hall, phone)
  else if (how === 1) {
    await phone.page.close()
    phone.page = await phone.context.newPage()
    await open(hall, phone)
  } else after = await phoneOf(hall, phone.guest, phone.context)
  after.cuts = phone.cuts
  seen.typed += 1
  if ((await box(after.page).inputValue()) !== words) seen.typedLost.push(`what was typed as ${words} is not there`)
  return after
}

/** The room goes on while a line cannot leave: it stays on the phone, which says so. Then the room begins anew. */
async function goesOn(hall: Hall, phone: Phone, words: string, seen: Seen): Promise<void> {
  phone.dead = true
  await put(phone, words)
  await move(hall, 'next')
  phone.dead = false
  phone.cuts = []
  await phone.page.evaluate('window.dispatchEvent(new Event("online"))')
  seen.refused += 1
  const said = phone.page.locator('.left li', { hasText: words }).filter({ hasText: 'The room has gone on' })
  await said.waitFor().catch(() => seen.unsaid.push(`${words} was refused and is not said`))
  await press(phone.page, 'Throw it away')
  await move(hall, 'end')
  await hall.ada.change('gatherings.begin', { room: hall.room, item: hall.item })
  await phone.page.getByRole('heading', { level: 1, name: QUESTION }).waitFor()
}
async function move({ ada, room }: Hall, to: string): Promise<void> {
  const { activity } = await ada.must('gatherings.now', { room })
  await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to })
}

/** Waits until nothing on the phone is on its way. */
async function allGone(phone: Phone): Promise<void> {
  const left = `Object.entries(localStorage).filter(([key, value]) => / out /.test(key) && JSON.parse(value).refusal === null).length`
  for (let waited = 0; waited < WAIT; waited += 50) {
    if ((await phone.page.evaluate(left)) === 0) return
    await phone.page.evaluate('window.dispatchEvent(new Event("online"))')
    await pause(50)
  }
  throw new Error('Not everything went in.')
}

async function count(hall: Hall, { guest }: Phone, lines: Map<string, string | null>, seen: Seen): Promise<void> {
  const now = await guest.must('gatherings.now', { room: hall.room })
  const there: string[] = now.lines.map((line: { value: { text: string } }) => line.value.text)
  for (const [key, words] of lines) {
    const found = there.filter((one) => one.startsWith(key))
    seen.acknowledged += 1
    if (words !== null && !found.includes(words)) seen.lost.push(`${words} is not there, but ${JSON.stringify(found)}`)
    if (found.length > (words === null ? 0 : 1)) seen.doubled.push(`${key} is there ${found.length} times`)
  }
}

/** Somebody else comes in on the same device. */
async function next(hall: Hall, { context, page }: Phone, marks: string[], seen: Seen): Promise<void> {
  await box(page).fill(`left behind ${marks[0]}`)
  await page.goto(`${hall.place.url}/in/${hall.code}`)
  await press(page, 'I am somebody else')
  await page.getByLabel('Your name').fill(`Next ${randomUUID().slice(0, 4)}`)
  await page.getByLabel('a resident, or somebody it is about').check()
  await press(page, 'Come in')
  await page.getByRole('heading', { level: 1, name: QUESTION }).waitFor()
  const text = `${await page.textContent('body')} ${JSON.stringify((await context.storageState()).origins)}`
  seen.seenByNext.push(...marks.filter((one) => text.includes(one)))
}
