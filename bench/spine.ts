// The speed of what people do all day, over HTTP to a place started as anybody starts it: at 10,000 pieces of evidence and at
// 1,000,000, beside the same statements in plain SQL, and what a browser fetches until the first screen can be used.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openCluster, PLACE } from '#platform/db/cluster.ts'
import { goal, type Ordeal, progress, type Report, root, say } from '../ordeals/ground.ts'
import { type Running, startMain } from '../ordeals/http.ts'
import { buildWeb } from '../scripts/build-web.ts'
import { PLACES } from '../seeds/landscape-words.ts'
import { launchChromium } from '../tests/support/chromium.ts'
import { weighScreen } from '../tests/support/first-screen.ts'
import { type Found, KINDS, type Kind, type Plan } from './spine/load.ts'
import { compare, listen } from './spine/statements.ts'
import { type Aim, aimAt, keptWorld, tidy } from './spine/world.ts'

const SHORT = { sizes: [10_000], rounds: 1, closed: 2, open: 6, aims: 60, again: 4 }
const WHOLE = { sizes: [10_000, 1_000_000], rounds: 3, closed: 5, open: 20, aims: 200, again: 12 }
const CLIENTS = 8
const RATE = 150
/** Of a hundred requests at the steady rate. */
const MIX: Record<Kind, number> = { list: 40, open: 30, search: 15, trace: 10, write: 5 }
const MOST_MS: Record<Kind, number> = { list: 50, open: 50, search: 100, trace: 50, write: 100 }
const MOST_RATIO = 1.3
const MOST_GROWTH = 2
const BUDGET = 150_000
/** What is looked for: common words, beginnings of words, rare places, two words, and as they stand beside each other. */
const WORDS = [
  ...[
    'families',
    'waiting',
    'car',
    'fam',
    'appoint',
    'interpreter',
    'quilt',
    'lighthouse',
    'carers letter',
    'night shift nurse',
  ],
  ...['"waiting list"', 'nobody rang', 'th', ...[3, 40, 400, 1500].map((n) => PLACES[n]!), 'zebra'],
]

type Site = { items: number; dataDir: string; aims: Aim[]; place: Running }

export const spine: Ordeal = async ({ quick, report }) => {
  const form = quick ? SHORT : WHOLE
  const sites: Site[] = []
  await buildWeb()
  try {
    for (const items of form.sizes) sites.push(await openSite(items, form.aims))
    for (const site of sites) await besidePlain(report, site, form.again)
    for (const site of sites) site.place = await startMain(site.dataDir)
    const closed = await closedRounds(sites, form)
    const open = await openRounds(sites, form)
    for (const site of sites) tellTimes(report, site, closed, open, form.closed)
    tellGoals(report, sites, closed, open)
    await firstScreen(report, sites.at(-1)!)
    for (const { items, place } of sites) report.figures[`${items}: memory of the server process, MB`] = memoryOf(place)
  } finally {
    for (const { place, dataDir } of sites) {
      await place?.stop()
      await inside(dataDir, tidy)
    }
  }
}

async function inside<T>(
  dataDir: string,
  run: Parameters<Awaited<ReturnType<typeof openCluster>>['inside']>[1],
): Promise<T> {
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  try {
    // Also brings a landscape that was kept up to the tables of today.
    await cluster.place(PLACE, { demonstration: false })
    return (await cluster.inside(PLACE, run)) as T
  } finally {
    await cluster.stop()
  }
}

async function openSite(items: number, aims: number): Promise<Site> {
  const dataDir = await keptWorld(items)
  const drawn = await inside<Aim[]>(dataDir, async (admin) => {
    await tidy(admin)
    return aimAt(admin, aims)
  })
  say(`${items}: ${drawn.length} people and what they ask for`)
  return { items, dataDir, aims: drawn, place: undefined as never }
}

/** What row-level security costs, and what the bare statements take: in this process, without HTTP. */
async function besidePlain(report: Report, { items, dataDir, aims }: Site, rounds: number): Promise<void> {
  const asks = aims.slice(0, 12).flatMap((aim, n) => [
    { what: 'list', path: 'library.evidence', aim, input: { space: aim.space } },
    { what: 'open evidence', path: 'library.evidenceItem', aim, input: { space: aim.space, id: aim.evidence } },
    { what: 'open document', path: 'library.document', aim, input: { space: aim.space, id: aim.document } },
    { what: 'open insight', path: 'insights.trace', aim, input: { id: aim.space, kind: 'insight', of: aim.insight } },
    { what: 'search', path: 'library.find', aim, input: { space: aim.space, text: WORDS[n % WORDS.length] } },
    { what: 'trace', path: 'insights.trace', aim, input: { id: aim.space, kind: 'decision', of: aim.decision } },
  ])
  const { recorded } = await listen(dataDir, 3390, asks)
  const found = await compare(dataDir, recorded, rounds)
  for (const [what, { under, written }] of found) {
    const ratio = round2(at(under, 0.5) / at(written, 0.5))
    report.figures[`${items}: ${what}: plain SQL, p50 and p95 ms`] = [at(written, 0.5), at(written, 0.95)]
    report.figures[`${items}: ${what}: under row-level security, p50 and p95 ms`] = [at(under, 0.5), at(under, 0.95)]
    goal(report, `${items}: ${what}: row-level security against written out`, ratio, 'times', '<=', MOST_RATIO)
  }
}

async function load(plan: Plan): Promise<Found> {
  const child = spawn(process.execPath, [join(root, 'bench/spine/load.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(plan))
  const found = JSON.parse(await text(child.stdout)) as Found
  for (const [what, times] of Object.entries(found.wrong)) say(`NOT ANSWERED ${times} times: ${what}`)
  return found
}

/** By size and kind, one list of times for each round. */
type Rounds = Map<number, Map<Kind, number[][]>>
const keep = (all: Rounds, items: number, kind: Kind, times: number[]) => {
  const kinds = all.get(items) ?? new Map<Kind, number[][]>()
  all.set(items, kinds.set(kind, [...(kinds.get(kind) ?? []), times]))
}

async function closedRounds(sites: Site[], form: typeof WHOLE): Promise<Rounds> {
  const all: Rounds = new Map()
  const tell = progress('eight clients, round', form.rounds)
  let from = 0
  for (const { place, aims } of sites)
    for (const kind of KINDS) await load({ ...plan(place, aims, 0), closed: kind, clients: CLIENTS, seconds: 1 })
  for (let round = 1; round <= form.rounds; round += 1) {
    from += 10_000
    // The sizes take turns, so that what else the machine does meets both alike.
    for (const kind of KINDS)
      for (const { items, place, aims } of sites) {
        const found = await load({ ...plan(place, aims, from), closed: kind, clients: CLIENTS, seconds: form.closed })
        keep(all, items, kind, found.times[kind] ?? [])
        failIfWrong(found)
      }
    tell(round)
  }
  return all
}

async function openRounds(sites: Site[], form: typeof WHOLE): Promise<Rounds> {
  const all: Rounds = new Map()
  const tell = progress(`${RATE} a second, round`, form.rounds)
  for (let round = 1; round <= form.rounds; round += 1) {
    for (const { items, place, aims } of sites) {
      const found = await load({ ...plan(place, aims, 100_000 * round), rate: RATE, seconds: form.open, mix: MIX })
      for (const kind of KINDS) keep(all, items, kind, found.times[kind] ?? [])
      failIfWrong(found)
    }
    tell(round)
  }
  return all
}

const plan = (place: Running, aims: Aim[], from: number) => ({ url: place.url, aims, words: WORDS, from })

function failIfWrong({ wrong }: Found): void {
  if (Object.keys(wrong).length > 0)
    throw new Error('Some requests were not answered as they should be, so nothing was measured.')
}

function tellTimes(report: Report, { items }: Site, closed: Rounds, open: Rounds, seconds: number): void {
  for (const kind of KINDS) {
    report.figures[`${items}: ${kind}, 8 clients: p50, p95, p99 ms; a second`] = [
      ...[0.5, 0.95, 0.99].map((part) => middle(closed, items, kind, part)),
      Math.round(closed.get(items)!.get(kind)!.flat().length / closed.get(items)!.get(kind)!.length / seconds),
    ]
    report.figures[`${items}: ${kind}, ${RATE} a second mixed: p50, p95, p99 ms`] = [0.5, 0.95, 0.99].map((part) =>
      middle(open, items, kind, part),
    )
    report.figures[`${items}: ${kind}: p95 of each round, 8 clients`] = closed
      .get(items)!
      .get(kind)!
      .map((times) => at(times, 0.95))
  }
}

function tellGoals(report: Report, sites: Site[], closed: Rounds, open: Rounds): void {
  for (const { items } of sites)
    for (const kind of KINDS) {
      goal(report, `${items}: ${kind}, 8 clients, p95`, middle(closed, items, kind, 0.95), 'ms', '<=', MOST_MS[kind])
      goal(
        report,
        `${items}: ${kind}, ${RATE} a second, p95`,
        middle(open, items, kind, 0.95),
        'ms',
        '<=',
        MOST_MS[kind],
      )
    }
  const [small, large] = [sites[0]!.items, sites.at(-1)!.items]
  if (small === large) return
  for (const kind of KINDS) {
    const growth = round2(middle(closed, large, kind, 0.95) / middle(closed, small, kind, 0.95))
    goal(report, `${kind}: p95 at ${large} against ${small}`, growth, 'times', '<=', MOST_GROWTH)
  }
}

async function firstScreen(report: Report, { place, aims }: Site): Promise<void> {
  const browser = await launchChromium()
  const cookie = `trefoil=bench-${aims[0]!.person}`
  try {
    for (const [name, path] of [
      ['Today', '/today'],
      ['a space', `/s/${aims[0]!.address}`],
    ] as const) {
      const { scripts, ...screen } = await weighScreen(browser, `${place.url}${path}`, cookie, 'Waiting for you')
      report.figures[`first screen, ${name}`] = { ...screen, scripts: scripts.length }
      goal(report, `first screen, ${name}: script as sent`, screen.script, 'bytes', '<=', BUDGET)
    }
  } finally {
    await browser.close()
  }
}

/** What the process holds now, and the most it held. */
function memoryOf({ child }: Running): Record<string, number> {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now: of('VmRSS'), most: of('VmHWM') }
}

const round2 = (value: number) => Math.round(value * 100) / 100
const at = (times: number[], part: number) =>
  round2([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN)
/** The median of the rounds. */
const middle = (all: Rounds, items: number, kind: Kind, part: number) =>
  at(
    all
      .get(items)!
      .get(kind)!
      .map((times) => at(times, part)),
    0.5,
  )
