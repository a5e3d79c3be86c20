// Guesses who wrote which line. It knows nothing of how the place works: it orders the people and the lines by everything that
// can be ordered, learns from rounds whose authors it is told which two orders go together, and then guesses the others.
import type { Chance } from './ground.ts'
import type { Copied, Copy } from './linkability-copies.ts'

/** All of one round that can be had, but for who wrote what. */
export type Held = {
  people: string[]
  /** The words of the lines, as everybody in the room reads them after the reveal. */
  lines: string[]
  before: Copy
  during: Copy
  after: Copy
  wal: Buffer
  /** What the stream told a member meanwhile, what the place logged, and what a member was answered. */
  heard: { stream: string; log: string; lines: string; roster: string }
}
/** Of each line, by its place in `lines`, who wrote it: by their place in `people`. */
type Authors = readonly number[]
/** A way to put eight things in order: for each of them its rank. */
type Orders = Map<string, number[]>

/** By rank of their values: null unless each has one of its own. */
function ranked(values: readonly (string | number | null | undefined)[]): number[] | null {
  if (values.some((value) => value === null || value === undefined || value === -1)) return null
  const sorted = [...(values as (string | number)[])].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  )
  if (new Set(sorted).size !== sorted.length) return null
  return (values as (string | number)[]).map((value) => sorted.indexOf(value))
}

const placeOf = (ctid: string) => {
  const [block, item] = /\((\d+),(\d+)\)/.exec(ctid)!.slice(1).map(Number)
  return block! * 100_000 + item!
}

/** Everything in a row that has an order: where it lies, what wrote it, and each value in it, however deep. */
function valuesOf(row: Copied): Map<string, string | number> {
  const values = new Map<string, string | number>([
    ['ctid', placeOf(row.ctid)],
    ['xmin', Number(row.xmin)],
  ])
  const walk = (value: unknown, at: string) => {
    if (typeof value === 'string' || typeof value === 'number') values.set(at, value)
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) walk(one, `${at}.${key}`)
  }
  walk(JSON.parse(row.json), '')
  return values
}

/** For each thing the rows it is found in, one table at a time; then every order that those rows have. */
function ordersIn(copy: Copy, found: readonly ((row: Copied) => boolean)[], named: string, orders: Orders): void {
  for (const [table, rows] of copy) {
    const of = found.map((is) => rows.filter(is))
    if (of.some((some) => some.length === 0)) continue
    for (const end of ['first', 'last'] as const) {
      const values = of.map((some) => valuesOf(end === 'first' ? some[0]! : some.at(-1)!))
      for (const key of values[0]!.keys()) {
        const order = ranked(values.map((one) => one.get(key)))
        if (order !== null) orders.set(`${named} ${table}${key.startsWith('.') ? '' : ' '}${key} ${end}`, order)
      }
    }
  }
}

function ordersInBytes(bytes: Buffer, things: readonly Buffer[], named: string, orders: Orders): void {
  for (const [end, at] of [
    ['first', things.map((thing) => bytes.indexOf(thing))],
    ['last', things.map((thing) => bytes.lastIndexOf(thing))],
  ] as const) {
    const order = ranked(at)
    if (order !== null) orders.set(`${named} ${end}`, order)
  }
}

const rowsNot = (copy: Copy, before: Copy): Copy =>
  new Map(
    [...copy].map(([table, rows]) => {
      const known = new Set(before.get(table)?.map((row) => row.ctid + row.xmin))
      return [table, rows.filter((row) => !known.has(row.ctid + row.xmin))]
    }),
  )

function ordersOfPeople(held: Held): Orders {
  const orders: Orders = new Map()
  const names = held.people.map((person) => (row: Copied) => row.json.includes(person))
  const fresh = rowsNot(held.during, held.before)
  ordersIn(fresh, names, 'written meanwhile:', orders)
  ordersIn(rowsNot(held.after, held.before), names, 'left:', orders)
  ordersIn(held.after, names, 'at the end:', orders)
  const raw = held.people.map((person) => Buffer.from(person.replaceAll('-', ''), 'hex'))
  ordersInBytes(held.wal, raw, 'log ahead', orders)
  for (const [name, text] of Object.entries(held.heard))
    ordersInBytes(
      Buffer.from(text),
      held.people.map((person) => Buffer.from(person)),
      name,
      orders,
    )
  return orders
}

const LONG = /[0-9a-f-]{32,}/g

function ordersOfLines(held: Held): Orders {
  const orders: Orders = new Map()
  const inHex = held.lines.map((line) => Buffer.from(line).toString('hex'))
  const holds = held.lines.map((line, at) => (row: Copied) => row.json.includes(line) || row.json.includes(inHex[at]!))
  for (const [name, copy] of [
    ['sealed', held.during],
    ['opened', held.after],
  ] as const)
    ordersIn(copy, holds, `${name}:`, orders)
  // What lies with the line after the reveal, and lay somewhere else before it.
  const marks = held.lines.map((_, at) => {
    const own = [...held.after.values()].flat().filter(holds[at]!)
    return new Set(own.flatMap((row) => row.json.match(LONG) ?? []))
  })
  const alone = marks.map((own, at) =>
    [...own].filter((mark) => marks.every((other, of) => of === at || !other.has(mark))),
  )
  if (alone.every((own) => own.length > 0))
    ordersIn(
      held.during,
      alone.map((own) => (row: Copied) => own.some((mark) => row.json.includes(mark))),
      'joined:',
      orders,
    )
  const raw = held.lines.map((line) => Buffer.from(line))
  ordersInBytes(held.wal, raw, 'log ahead', orders)
  for (const [name, text] of Object.entries(held.heard)) ordersInBytes(Buffer.from(text), raw, name, orders)
  return orders
}

type Lesson = { people: Orders; lines: Orders }
const readRound = (held: Held): Lesson => ({ people: ordersOfPeople(held), lines: ordersOfLines(held) })

/** Whoever stands at a place among the people wrote what stands there among the lines; or counted from the other end. */
function guess({ people, lines }: Lesson, [one, other, turned]: Pair): Authors | null {
  const [ranks, of] = [people.get(one), lines.get(other)]
  if (ranks === undefined || of === undefined) return null
  return of.map((rank) => ranks.indexOf(turned ? of.length - 1 - rank : rank))
}
type Pair = readonly [people: string, lines: string, turned: boolean]
const right = (guessed: Authors | null, authors: Authors) =>
  guessed === null ? 0 : authors.filter((author, at) => guessed[at] === author).length

export type Outcome = { accuracy: number; by: string[]; orders: number; guesses: number }

/** Learns from some rounds, guesses the others, and says how often it was right there. Where it has nothing, it draws lots. */
export function attack(
  told: readonly { held: Held; authors: Authors }[],
  asked: readonly { held: Held; authors: Authors }[],
  random: Chance,
): Outcome {
  const lessons = told.map((one) => ({ ...one, read: readRound(one.held) }))
  let best: Pair[] = []
  let most = 0
  let orders = 0
  for (const people of lessons[0]!.read.people.keys())
    for (const lines of lessons[0]!.read.lines.keys())
      for (const turned of [false, true]) {
        orders += 1
        const pair: Pair = [people, lines, turned]
        const hits = lessons.reduce((sum, one) => sum + right(guess(one.read, pair), one.authors), 0)
        if (hits > most) best = []
        if (hits >= most && hits > 0) best.push(pair)
        most = Math.max(most, hits)
      }
  let hits = 0
  let guesses = 0
  for (const { held, authors } of asked) {
    const read = readRound(held)
    const said = best.flatMap((pair) => guess(read, pair) ?? []) as number[]
    hits += right(matched(said, authors.length, random), authors)
    guesses += authors.length
  }
  const by = best.map(([people, lines, turned]) => `${people} ~ ${lines}${turned ? ', turned' : ''}`)
  return { accuracy: Math.round((1000 * hits) / guesses) / 1000, by: by.slice(0, 5), orders, guesses }
}

/** What most of the best ways say, each of the people once; by lot where they say nothing. `said`: the guesses, one after the other. */
function matched(said: readonly number[], n: number, random: Chance): number[] {
  const votes = shuffled(n * n, random).map((at) => ({ person: at % n, line: Math.floor(at / n), for: 0 }))
  const of = new Map(votes.map((vote) => [`${vote.person} ${vote.line}`, vote]))
  for (const [at, person] of said.entries()) of.get(`${person} ${at % n}`)!.for += 1
  const made: number[] = []
  for (const { person, line } of votes.toSorted((one, other) => other.for - one.for))
    if (made[line] === undefined && !made.includes(person)) made[line] = person
  return made
}

function shuffled(n: number, random: Chance): number[] {
  const all = Array.from({ length: n }, (_, at) => at)
  for (let last = n - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    ;[all[last], all[other]] = [all[other]!, all[last]!]
  }
  return all
}
