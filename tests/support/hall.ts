// A place with somebody who runs gatherings in it, and phones that come in by the code.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { CallInput } from '#modules/gatherings/contract/call.ts'
import { done, moveOn, nowOf, openGathering } from '#modules/gatherings/server/testing.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { type RunningPlace, startRunning } from './running.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export type Hall = {
  place: RunningPlace
  /** Whoever runs it. */
  ruth: Visitor
  space: { id: string; address: string }
  stop(): Promise<void>
}

/** A place of its own, in which Ruth Adams runs gatherings. */
export async function openHall(): Promise<Hall> {
  const place = await startRunning()
  const ruth = visitorOf(place.url)
  done(
    (await ruth.api.people.setUp({
      ...{ attempt: randomUUID(), token: place.setupLink!.split('#')[1]!, place: 'Wearmouth', host: 'Kept here' },
      ...{ name: 'Ruth Adams', email: 'ruth@example.org', password: 'four plain words here' },
    } as never)) as never,
  )
  const space = done(
    await ruth.api.spaces.create({
      ...{ attempt: randomUUID(), template: 'place', name: 'Wearmouth partnership' },
      ...{ class: 'public_body', roles: ['manager', 'facilitator'] },
    } as never),
  ) as unknown as Hall['space']
  return { place, ruth, space, stop: () => place.stop() }
}

export type Gathering = { room: string; code: string; items: string[] }
/** A gathering of these methods, with its doors open. */
export const callTogether = (hall: Hall, methods: string[], call: Partial<CallInput> = {}): Promise<Gathering> =>
  openGathering(
    hall.ruth,
    hall.space,
    methods.map((method) => ({ method })),
    call,
  )

/** Begins what stands there, at one of its steps. */
export async function beginAt(hall: Hall, { room, items }: Gathering, step?: string, item = 0): Promise<void> {
  done(await hall.ruth.api.gatherings.begin({ attempt: randomUUID(), room, item: items[item]! }))
  if (step !== undefined) await goTo(hall, room, step)
}
/** Where the door asks for a yes, whoever runs it says it to all who wait. */
export async function letAllIn(hall: Hall, { room }: Gathering): Promise<void> {
  const { atDoor } = await hall.ruth.api.gatherings.people({ room })
  for (const { person } of atDoor) done(await hall.ruth.api.gatherings.letIn({ attempt: randomUUID(), room, person }))
}
export async function goTo(hall: Hall, room: string, step: string): Promise<void> {
  const { activity } = await nowOf(hall.ruth, room)
  const place = activity!.steps.findIndex((one) => one.key === step)
  if (place === -1) throw new Error(`There is no step ${step}.`)
  if (activity!.step!.place !== place) done((await moveOn(hall.ruth, room, 'step', { place })) as never)
}
export const goOn = async (hall: Hall, room: string): Promise<void> =>
  void done((await moveOn(hall.ruth, room, 'next')) as never)

/** Somebody who comes in by the code with nothing but the calls of a phone. */
export async function guest(hall: Hall, { code }: Gathering, name: string): Promise<Visitor> {
  const visitor = visitorOf(hall.place.url)
  done(await visitor.api.gatherings.comeInAsGuest({ attempt: randomUUID(), code, name }))
  return visitor
}
/** Answers, as a phone does, where nobody is named. */
export async function answer(hall: Hall, { room }: Gathering, visitor: Visitor, things: unknown): Promise<void> {
  const { activity } = await nowOf(visitor, room)
  const asked = await visitor.api.rounds.round({ round: activity!.step!.round! })
  const ticket = await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)
  if (ticket === null) throw new Error('There is no ticket.')
  done((await send(hall.place.url, asked.id, bodyOf(ticket as Ticket, asked.bytes, things, 'stays'))) as never)
}

export const PHONE = { width: 390, height: 844 }
/** A phone of its own: nothing is kept on it, and no worker stands between unless it is asked for. */
export async function phone(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    ...{ viewport: PHONE, hasTouch: true, deviceScaleFactor: 1, serviceWorkers: 'block', bypassCSP: true },
    ...options,
  })
}

/** Comes in as a guest by the code, as somebody would. */
export async function comeIn(page: Page, hall: Hall, { code }: Gathering, name: string): Promise<void> {
  await page.goto(`${hall.place.url}/in/${code}`)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Where you come from').fill('Riverside')
  await page.getByLabel('a resident, or somebody it is about').check()
  await page.getByRole('button', { name: 'Come in', exact: true }).click()
  await page.waitForURL(/\/in\/[0-9a-f-]{36}$/)
}

let axe = ''
/** What axe finds wrong on the page as it stands, by day unless it is said otherwise. */
export async function wrongOn(page: Page, schemes: readonly ('light' | 'dark')[] = ['light']): Promise<string[]> {
  axe ||= await readFile(AXE, 'utf8')
  await page.evaluate(axe)
  const found = new Set<string>()
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    const { violations } = (await page.evaluate(
      (rules) => (globalThis as never as { axe: { run(o: object): unknown } }).axe.run({ runOnly: rules }),
      RULES,
    )) as { violations: { id: string; nodes: { html: string }[] }[] }
    for (const one of violations)
      found.add(`${one.id}: ${one.nodes.map((node) => node.html).join(' ')} (${colorScheme})`)
  }
  return [...found]
}
