import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const CHANNEL = 'trefoil-live'
const LOCK = 'trefoil-live'
/** A place that is being started again answers nothing for a moment; then the browser itself gives up. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Keeps what is on the screen as it is in the place: whatever changes in a chapter the reader may read is asked for
 * again. One tab of a browser holds the stream and tells the others, since a browser opens few connections to one host.
 * It tells them how far it has come, too, so that the tab that follows it goes on from there.
 */
export function useLive(on: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!on) return
    let soon: number | undefined
    let cursor = ''
    const heard = (id: string) => {
      cursor = id === '' ? cursor : id
      soon ??= window.setTimeout(() => {
        soon = undefined
        void queries.invalidateQueries()
      }, 50)
    }
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = (message) => heard(String(message.data))
    const ended = new AbortController()
    void navigator.locks
      .request(LOCK, { signal: ended.signal }, () =>
        holdStream(
          ended.signal,
          () => cursor,
          (id) => {
            heard(id)
            channel.postMessage(id)
          },
        ),
      )
      .catch(() => undefined)
    return () => {
      ended.abort()
      channel.close()
      window.clearTimeout(soon)
    }
  }, [on, queries])
}

/** Holds the stream until it is no longer wanted. After a cut the browser connects again and says how far it had come. */
function holdStream(ended: AbortSignal, after: () => string, heard: (id: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let stream: EventSource
    let pause = FIRST_PAUSE_MS
    let timer: number | undefined
    const connect = () => {
      const cursor = after()
      stream = new EventSource(cursor === '' ? '/live' : `/live?after=${encodeURIComponent(cursor)}`)
      const hear = (event: MessageEvent) => {
        pause = FIRST_PAUSE_MS
        heard(event.lastEventId)
      }
      stream.onmessage = hear
      for (const kind of ['changed', 'fresh', 'ended']) stream.addEventListener(kind, hear)
      stream.onerror = () => {
        if (stream.readyState !== EventSource.CLOSED) return
        timer = window.setTimeout(connect, pause)
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      }
    }
    connect()
    ended.addEventListener('abort', () => {
      window.clearTimeout(timer)
      stream.close()
      resolve()
    })
  })
}
