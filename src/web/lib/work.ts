import { useSyncExternalStore } from 'react'

/** Work that goes on when its page is left: files on their way in, a copy on its way out. It tells of itself here. */
export type Work = {
  key: string
  /** The id of the space it is for, and the page of that space on which it is shown whole, as the end of its address. */
  space: string
  at: string
  going: boolean
  /** Between 0 and 1; null while it is not known. */
  part: number | null
  /** How it stands, with its counts; `place` is what the space is called. No name of a file: others may look on. */
  says: (place: string) => string
  /** Ends what is under way. */
  stop: () => void
  /** Ends it, and keeps no word of what is over either. */
  forget: () => void
}

let all: readonly Work[] = []
const listeners = new Set<() => void>()

function put(next: readonly Work[]) {
  all = next
  for (const listener of listeners) listener()
}

/** Tells how something stands; with `null`, that there is nothing of it any more. */
export function tellWork(key: string, work: Omit<Work, 'key'> | null): void {
  const others = all.filter((one) => one.key !== key)
  if (work === null && others.length === all.length) return
  const at = all.findIndex((one) => one.key === key)
  put(work === null ? others : at < 0 ? [...all, { ...work, key }] : all.with(at, { ...work, key }))
}

/** It is over, and was seen: nothing more is said of it. */
export function seenWork(key: string): void {
  put(all.filter((one) => one.key !== key || one.going))
}

/** Whoever signs out leaves nothing running behind them, and no word of it. */
export function stopAllWork(): void {
  for (const one of all) one.forget()
  put([])
}

export function useWork(): readonly Work[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
}
