import { randomBytes, randomUUID } from 'node:crypto'
import type { House } from '#platform/access/context.ts'
import { clock, moveClock } from '#platform/time.ts'
import { type Moment, momentOf, type Step } from './steps.ts'
import { VERBS } from './verbs.ts'
import { type Visitor, visitorOf } from './visitor.ts'

/** A running place, as far as a world needs it: its address, and its clock with the work that follows it. */
export type Stage = { url: string; setupLink: string | null; house: House; tick(): Promise<void> }
type Here = Awaited<ReturnType<Visitor['api']['spaces']['here']>>
export type Tell = (done: number, total: number) => void
/** What was made, by key: a space has its address too. */
export type Refs = Record<string, string>

export type Answer = { ok: true; id?: string } | { ok: false; sentence: string }

/** Unwraps an answer; a world that cannot be built says why. */
export function done<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error((answer as unknown as { sentence: string }).sentence)
  return answer as Extract<T, { ok: true }>
}

const ofOneDay = (one: Step, other: Step) => one.at.slice(0, 10) === other.at.slice(0, 10)
/** What somebody writes down without anything that is written beside it. */
const isAlone = ({ does }: Step) => does === 'journal' || does === 'evidence' || does === 'excerpt'

/**
 * Plays what happens in a world, through the same doors as everybody: each step as the person who takes it, at its own
 * moment. What each may see and do is decided by the running place.
 */
export class Player {
  readonly stage: Stage
  readonly refs: Refs
  readonly #people = new Map<string, Visitor>()
  #asked = new Map<Visitor, Map<string, Promise<Here>>>()
  #day = ''
  #due: Date | null = null

  constructor(stage: Stage, refs: Refs = {}) {
    this.stage = stage
    this.refs = refs
  }

  /** Plays the steps in the order of their moments; what people write on one day without each other, at once. */
  async play(steps: readonly Step[], tell: Tell): Promise<void> {
    const inOrder = steps.toSorted((a, b) => a.at.localeCompare(b.at))
    for (let next = 0; next < inOrder.length; ) {
      const first = inOrder[next]!
      const alone = inOrder.findIndex((step, at) => at > next && !(ofOneDay(step, first) && isAlone(step)))
      const batch = isAlone(first) ? inOrder.slice(next, alone === -1 ? undefined : alone) : [first]
      await this.#moving(first, () => this.moveTo(first.at))
      this.#asked = new Map()
      await Promise.all(batch.map((step) => this.#moving(step, () => this.#take(step))))
      next += batch.length
      tell(next, inOrder.length)
    }
  }

  async #take(step: Step): Promise<void> {
    const made = await VERBS[step.does](this, await this.who(step.who), step as never)
    if (step.key !== undefined && made !== undefined) this.refs[step.key] = made
  }

  async #moving(step: Step, run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (fault) {
      const why = fault instanceof Error ? fault.message : String(fault)
      const more = JSON.stringify((fault as { data?: unknown }).data ?? '')
      throw new Error(`${step.at}, ${step.who}, ${step.does} ${step.key ?? ''}: ${why} ${more}`, { cause: fault })
    }
  }

  /** Puts the world's clock on, never back, and lets what follows from a new day happen. */
  async moveTo(at: Moment): Promise<void> {
    const moment = momentOf(at)
    const { db } = this.stage.house
    const due = this.#due
    // Who was announced comes in a day later, not when the next thing happens to happen.
    if (due !== null && due < moment) {
      this.#due = null
      await db.as(null, (tx) => moveClock(tx, due))
      await this.stage.tick()
    }
    if (moment > (await db.read(null, clock))) await db.as(null, (tx) => moveClock(tx, moment))
    if (at.slice(0, 10) === this.#day) return
    this.#day = at.slice(0, 10)
    await this.stage.tick()
  }

  /** Somebody was announced: what follows from it is let happen when its day has come. */
  async awaitDay(): Promise<void> {
    const now = await this.stage.house.db.read(null, clock)
    this.#due = new Date(now.getTime() + 86_460_000)
  }

  /** Somebody signed in; who is not yet looks through their own eyes, as in a demonstration anybody may. */
  async who(name: string): Promise<Visitor> {
    const known = this.#people.get(name)
    if (known !== undefined) return known
    const visitor = visitorOf(this.stage.url)
    const person = (await visitor.api.demonstration.people({})).find((one) => one.name === name)
    if (person === undefined) throw new Error(`${name} is not in this world yet.`)
    await visitor.api.demonstration.look({ attempt: randomUUID(), person: person.id })
    this.#people.set(name, visitor)
    return visitor
  }

  knows(name: string): boolean {
    return this.#people.has(name)
  }

  remember(name: string, visitor: Visitor): void {
    this.#people.set(name, visitor)
  }

  everybody(): Visitor[] {
    return [...this.#people.values()]
  }

  ref(key: string): string {
    const id = this.refs[key]
    if (id === undefined) throw new Error(`There is no “${key}” yet.`)
    return id
  }

  /** Puts in what stands for something, as this person finds it. */
  async resolve(visitor: Visitor, given: unknown): Promise<unknown> {
    if (typeof given === 'string') return given.startsWith('$') ? this.#meant(visitor, given.slice(1)) : given
    if (Array.isArray(given)) return Promise.all(given.map((one) => this.resolve(visitor, one)))
    if (given === null || typeof given !== 'object') return given
    const parts = await Promise.all(
      Object.entries(given).map(async ([name, one]) => [name, await this.resolve(visitor, one)]),
    )
    return Object.fromEntries(parts)
  }

  async #meant(visitor: Visitor, what: string): Promise<string | number> {
    const [sort, space, name] = what.split(':')
    if (sort === 'person') return (await this.#member(visitor, 'wearmouth', space!)).person
    if (sort === 'member') return (await this.#member(visitor, space!, name!)).id
    if (sort === 'version') return this.#version(visitor, space!)
    const [key, part] = what.split('.')
    if (part === 'said' || part === 'standing' || part === 'version') {
      const here = await this.#here(visitor, key!)
      return part === 'version' ? here.charter!.version : part === 'said' ? here.chapter : here.standing
    }
    return this.ref(what)
  }

  async #version(visitor: Visitor, key: string): Promise<number> {
    const [id, of] = [this.ref('wearmouth'), this.ref(key)]
    const kind = key.startsWith('d-') ? ('decision' as const) : ('action' as const)
    const traced = await visitor.api.insights.trace({ id, kind, of })
    return [...traced.decisions, ...traced.actions].find((one) => one.id === of)!.version
  }

  /** Asked once at a moment: where things go does not change while somebody does one thing. */
  #here(visitor: Visitor, key: string): Promise<Here> {
    const known = this.#asked.get(visitor) ?? new Map<string, Promise<Here>>()
    this.#asked.set(visitor, known)
    const asked = known.get(key) ?? visitor.api.spaces.here({ address: this.ref(`${key}.address`) })
    known.set(key, asked)
    return asked
  }

  async #member(visitor: Visitor, space: string, name: string) {
    const { members } = await visitor.api.spaces.people({ address: this.ref(`${space}.address`) })
    const one = members.find((member) => member.name === name)
    if (one === undefined) throw new Error(`${name} is not in ${space}.`)
    return one
  }
}

export const attempt = () => randomUUID()
/** Passwords and links are drawn and forgotten: in a demonstration one looks through people's eyes instead of signing in. */
export const secret = () => randomBytes(32).toString('base64url')
export const mailOf = (name: string) => `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@wearmouth.example`
