// What was put in on this device and is not in yet. It is sent in its order, tried again with pauses that grow and are not
// the same on every phone, and kept until the place has said yes or why not. The same id twice is one, so nothing doubles.
import type { Answer } from './call.ts'

export type Entry = {
  /** Of the line, made on this device. */
  id: string
  act: 'put' | 'change' | 'out'
  /** Where in the method it belongs, so that it is shown there. */
  place: string
  step: string
  /** Who saw it when it was written. */
  chapter: string
  value: unknown
  forTable: boolean
  /** Its writer agreed to their name. */
  withName: boolean
  version: number
  /** In which order. */
  turn: number
  /** Whether it may have arrived already, its answer being lost. */
  tried: boolean
  /** What stands there by now, should an earlier try have arrived: a change goes over these and over nothing else. */
  before: unknown[]
  /** Not sent together with others: one of those was refused. */
  alone: boolean
  /** Why the place did not take it. */
  refusal: string | null
}
export type NewEntry = Pick<
  Entry,
  'id' | 'act' | 'place' | 'step' | 'chapter' | 'value' | 'forTable' | 'withName' | 'version'
>

export type Shelf = {
  all(): Entry[]
  keep(entry: Entry): void
  drop(entry: Pick<Entry, 'id' | 'act'>): void
}
type Parts = {
  shelf: Shelf
  /** Sends some of one kind together. */
  send(entries: Entry[]): Promise<Answer<unknown>>
  /** Something is in, or was refused. */
  changed(): void
  random?: () => number
  wait?: (ms: number, run: () => void) => () => void
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const MOST_TOGETHER = 50

/** How long to wait before the next try: longer each time, and never the same for all who lost the line together. */
export const pauseAfter = (failures: number, random: () => number): number =>
  Math.round(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS) * (0.5 + random()))

/** What goes in one call: the first in the row, and those after it that go to the same step. */
export function together(waiting: readonly Entry[]): Entry[] {
  const [first] = waiting
  if (first === undefined) return []
  if (first.act !== 'put' || first.alone) return [first]
  const same = (one: Entry) =>
    one.act === 'put' &&
    !one.alone &&
    one.step === first.step &&
    one.chapter === first.chapter &&
    one.forTable === first.forTable
  const end = waiting.findIndex((one) => !same(one))
  return waiting.slice(0, Math.min(end === -1 ? waiting.length : end, MOST_TOGETHER))
}

const usualWait = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export type Outbox = ReturnType<typeof makeOutbox>
export function makeOutbox({ shelf, send, changed, random = Math.random, wait = usualWait }: Parts) {
  let failures = 0
  let busy = false
  let stopped = false
  /** The pause is as long as it is because nothing was reached. */
  let far = false
  let unwait: (() => void) | null = null

  const all = () => shelf.all().sort((one, other) => one.turn - other.turn)
  const waiting = () => all().filter((one) => one.refusal === null)

  async function flush(): Promise<void> {
    if (busy || stopped) return
    unwait?.()
    unwait = null
    busy = true
    try {
      for (let next = together(waiting()); next.length > 0 && !stopped; next = together(waiting())) {
        for (const one of next) shelf.keep({ ...one, tried: true })
        const answer = await send(next)
        if (answer.ok) {
          failures = 0
          for (const one of next) if (stands(one)) shelf.drop(one)
        } else if (answer.fault === 'refused') settle(next, answer.sentence)
        else return later(answer.fault === 'offline')
        changed()
      }
    } finally {
      busy = false
    }
  }

  /** What was written over while it was on its way is another thing, and goes after it. */
  const stands = (sent: Entry) =>
    shelf.all().some((one) => one.id === sent.id && one.act === sent.act && one.turn === sent.turn)

  /** One of several may be what is wrong: then each goes alone. */
  function settle(entries: Entry[], sentence: string): void {
    failures = 0
    const [first] = entries
    if (entries.length > 1) for (const one of entries.filter(stands)) shelf.keep({ ...one, tried: true, alone: true })
    else if (stands(first!)) shelf.keep({ ...first!, tried: true, refusal: sentence })
  }

  function later(offline: boolean): void {
    failures += 1
    far = offline && failures > 2
    unwait = wait(pauseAfter(failures, random), () => void flush())
    changed()
  }

  /**
   * Takes something in. What has not left the device yet is changed or taken back there; what may have arrived is followed
   * by the change, or by the taking out.
   */
  function add(entry: NewEntry): void {
    const rows = all()
    const before = rows.filter((one) => one.id === entry.id)
    const fresh = before.find((one) => !one.tried)
    const turn = (rows[rows.length - 1]?.turn ?? 0) + 1
    const earlier = before.flatMap((one) => [...one.before, one.value])
    const full = { ...entry, turn, tried: false, before: earlier, alone: false, refusal: null }
    if (entry.act === 'out') {
      before.forEach(shelf.drop)
      if (!(fresh?.act === 'put' && before.length === 1)) shelf.keep(full)
    } else if (entry.act === 'change' && fresh) shelf.keep({ ...fresh, value: entry.value, refusal: null })
    else shelf.keep(full)
    changed()
    void flush()
  }

  return {
    all,
    add,
    flush,
    /** The place was reached again: no pause that grew meanwhile is sat out. */
    reached(): void {
      if (!far || unwait === null) return
      far = false
      failures = 1
      unwait()
      unwait = wait(pauseAfter(2, random), () => void flush())
    },
    /** Nothing goes any more: what has not gone stays, with the reason. */
    shut(sentence: string): void {
      stopped = true
      unwait?.()
      for (const one of waiting()) shelf.keep({ ...one, refusal: sentence })
    },
    /** What was refused is given up, or written again: the caller has its words. */
    dropEntry(entry: Entry): void {
      shelf.drop(entry)
      changed()
    },
    stop(): void {
      stopped = true
      unwait?.()
    },
  }
}
