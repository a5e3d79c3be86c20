import { monotonic } from '#platform/time.ts'

/** What is to be looked at: some chapters, or everything that is listened to. */
export type Looked = ReadonlySet<string> | 'all'
/** Says that something was committed. The fan-out looks at most every 10 ms, and at everything once a second by itself. */
export type Wake = {
  /** These chapters have something new, committed by this process; without any named, everything may have. */
  soon(chapters?: Iterable<string>): void
  /** The same, said by another process of the place: it is not passed on. */
  heard(chapters?: Iterable<string>): void
  on(look: (what: Looked) => void): () => void
  /** Is called with what this process committed itself, for whoever tells the others. */
  onOwn(tell: (chapters: ReadonlySet<string>) => void): () => void
}

const PAUSE_MS = 10
const BY_ITSELF_MS = 1000

export function makeWake(): Wake {
  const listeners = new Set<(what: Looked) => void>()
  const tellers = new Set<(chapters: ReadonlySet<string>) => void>()
  let own = new Set<string>()
  let named = new Set<string>()
  let all = false
  let timer: NodeJS.Timeout | null = null
  let looked = Number.NEGATIVE_INFINITY
  const look = () => {
    timer = null
    looked = monotonic()
    const what: Looked = all ? 'all' : named
    const told = own
    own = new Set()
    named = new Set()
    all = false
    for (const listener of listeners) listener(what)
    if (told.size > 0) for (const tell of tellers) tell(told)
  }
  const note = (chapters: Iterable<string> | undefined, into: Set<string>[]) => {
    if (chapters === undefined) all = true
    else for (const chapter of chapters) for (const set of into) set.add(chapter)
    if (timer === null) timer = setTimeout(look, Math.max(0, looked + PAUSE_MS - monotonic()))
  }
  setInterval(() => note(undefined, []), BY_ITSELF_MS).unref()
  return {
    soon: (chapters) => note(chapters, [named, own]),
    heard: (chapters) => note(chapters, [named]),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onOwn(tell) {
      tellers.add(tell)
      return () => tellers.delete(tell)
    },
  }
}
