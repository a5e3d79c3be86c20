/** Says that something was committed. The fan-out looks at most every 10 ms, and once a second by itself. */
export type Wake = { soon(): void; on(look: () => void): () => void }

export function makeWake(): Wake {
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | null = null
  const look = () => {
    timer = null
    for (const listener of listeners) listener()
  }
  setInterval(look, 1000).unref()
  return {
    soon() {
      if (timer === null) timer = setTimeout(look, 10)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
