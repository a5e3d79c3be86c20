// What is asked until there is an answer: once what is on a screen needs it, and again, with pauses that grow, while there is none.
import { useEffect } from 'preact/hooks'
import { pauseAfter } from './outbox.ts'

const SECOND = 1000

/** Tries until it is done; `what` says for what, and asks anew when it changes. Nothing is said of it but that there is no connection. */
export function useUntilDone(run: () => Promise<boolean>, what = ''): void {
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    const go = async () => {
      const done = await run().catch(() => false)
      if (done || gone) return
      failures += 1
      timer = setTimeout(go, pauseAfter(failures, Math.random))
    }
    // All phones of a hall are asked in the same moment; they need not answer in it.
    timer = setTimeout(go, what === 'ticket' ? Math.random() * SECOND : 0)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [run, what])
}
