import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const CHANNEL = 'trefoil-live'
const LOCK = 'trefoil-live'

/**
 * Keeps what is on the screen as it is in the place: whatever changes in a chapter the reader may read is asked for
 * again. One tab of a browser holds the stream and tells the others, since a browser opens few connections to one host.
 */
export function useLive(on: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!on) return
    let soon: number | undefined
    const refresh = () => {
      soon ??= window.setTimeout(() => {
        soon = undefined
        void queries.invalidateQueries()
      }, 50)
    }
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = refresh
    const ended = new AbortController()
    void navigator.locks
      .request(LOCK, { signal: ended.signal }, () =>
        holdStream(ended.signal, () => {
          refresh()
          channel.postMessage('changed')
        }),
      )
      .catch(() => undefined)
    return () => {
      ended.abort()
      channel.close()
      window.clearTimeout(soon)
    }
  }, [on, queries])
}

/** Holds the stream until it is no longer wanted. The browser itself connects again after a cut. */
function holdStream(ended: AbortSignal, changed: () => void): Promise<void> {
  return new Promise((resolve) => {
    const stream = new EventSource('/live')
    stream.onmessage = changed
    for (const kind of ['changed', 'fresh', 'ended']) stream.addEventListener(kind, changed)
    ended.addEventListener('abort', () => {
      stream.close()
      resolve()
    })
  })
}
