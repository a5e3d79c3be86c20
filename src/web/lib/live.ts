import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { holdStream, type Message } from '#shared/stream.ts'

/** Something that happened in a chapter the reader may read. `holds`: what everybody in it may know of it, where it says so. */
export type Told = { space: string; chapter: string; number: number; kind: string; subject: string; holds?: unknown }
export type Hearing = {
  told(events: Told[]): void
  /** What is shown of a chapter each second to everybody in it alike. */
  pulse?(of: { chapter: string; holds: unknown }): void
}

const EVENTS = ['message', 'changed', 'fresh', 'ended', 'pulse', 'beat']
/** Of these there is nothing to hear, only to ask for everything again. */
const AFRESH = new Set(['changed', 'fresh', 'ended'])
/** So long several things that happen are asked for together. */
const TOGETHER_MS = 50

type Hear = (message: Message) => void
/** The streams this tab takes part in, by their addresses, each with those who hear it here. */
const streams = new Map<string, { hear: Set<Hear>; letGo(): void }>()

/** Hears a stream. Whoever hears the same in this tab, or in another tab of this browser, hears it by the same connection. */
function listen(address: string, hear: Hear): () => void {
  let stream = streams.get(address)
  if (stream === undefined) {
    const all = new Set<Hear>()
    const toAll: Hear = (message) => {
      for (const one of all) one(message)
    }
    stream = { hear: all, letGo: takePart(address, toAll) }
    streams.set(address, stream)
  }
  const { hear: all, letGo } = stream
  all.add(hear)
  return () => {
    all.delete(hear)
    if (all.size > 0 || streams.get(address) !== stream) return
    streams.delete(address)
    letGo()
  }
}

/**
 * One tab of a browser holds the stream and tells the others, since a browser opens few connections to one host. It tells
 * them how far it has come, too, so that the tab that follows it goes on from there. Where tabs cannot speak to each other
 * or cannot agree who holds it, each holds its own.
 */
function takePart(address: string, hear: Hear): () => void {
  if (!('BroadcastChannel' in window && 'locks' in navigator)) return hold(address, '', hear)
  const name = `trefoil ${address}`
  let cursor = ''
  const heard: Hear = (message) => {
    if (message.id !== '') cursor = message.id
    hear(message)
  }
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<Message>) => heard(data)
  const ended = new AbortController()
  const untilEnded = () =>
    new Promise<void>((done) => {
      const letGo = hold(address, cursor, (message) => {
        heard(message)
        channel.postMessage(message)
      })
      ended.signal.addEventListener('abort', () => {
        letGo()
        done()
      })
    })
  navigator.locks.request(name, { signal: ended.signal }, untilEnded).catch(() => undefined)
  return () => {
    ended.abort()
    channel.close()
  }
}

function hold(address: string, cursor: string, hear: Hear): () => void {
  return holdStream(
    {
      cursor,
      open(after, hears, lost) {
        const separator = address.includes('?') ? '&' : '?'
        const source = new EventSource(
          after === '' ? address : `${address}${separator}after=${encodeURIComponent(after)}`,
        )
        for (const event of EVENTS)
          source.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) =>
            hears({ event, data, id: lastEventId }),
          )
        // By itself a browser comes back after the same pause as every other.
        source.onerror = lost
        return source
      },
      later(run, ms) {
        const timer = window.setTimeout(run, ms)
        return () => window.clearTimeout(timer)
      },
      lot: Math.random,
    },
    hear,
  )
}

/** Asks for everything on the screen again, some things that happen at once together. */
function askAgain(queries: QueryClient): { soon(): void; stop(): void } {
  let soon: number | undefined
  return {
    soon() {
      soon ??= window.setTimeout(() => {
        soon = undefined
        void queries.invalidateQueries()
      }, TOGETHER_MS)
    },
    stop: () => window.clearTimeout(soon),
  }
}

/** How many pages of this tab show a room, and hear it alone meanwhile. */
let rooms = 0
const watchers = new Set<() => void>()
function showRoom(more: 1 | -1): void {
  rooms += more
  for (const watcher of watchers) watcher()
}
const watchRooms = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Keeps what is on the screen as it is in the place: whatever changes in a chapter the reader may read is asked for again. */
export function useLive(on: boolean): void {
  const queries = useQueryClient()
  const inRoom = useSyncExternalStore(watchRooms, () => rooms > 0)
  useEffect(() => {
    if (!on || inRoom) return
    const again = askAgain(queries)
    const stop = listen('/live', ({ event }) => {
      if (event === 'message' || AFRESH.has(event)) again.soon()
    })
    return () => {
      again.stop()
      stop()
    }
  }, [on, inRoom, queries])
}

/**
 * On the page of a room: hears that room and the smaller ones in it, and nothing else until the page is left, so that a hall
 * of two thousand is told once for all of them. What cannot be told is asked for again by itself.
 * @public
 */
export function useRoom(room: string, hearing: Hearing): void {
  const queries = useQueryClient()
  const hear = useEffectEvent(({ event, data }: Message) => {
    if (event === 'message') hearing.told(JSON.parse(data))
    if (event === 'pulse') hearing.pulse?.(JSON.parse(data))
  })
  useEffect(() => {
    const again = askAgain(queries)
    const stop = listen(`/live?room=${encodeURIComponent(room)}`, (message) => {
      if (AFRESH.has(message.event)) again.soon()
      else hear(message)
    })
    showRoom(1)
    return () => {
      again.stop()
      stop()
      showRoom(-1)
      // What happened elsewhere meanwhile.
      void queries.invalidateQueries()
    }
  }, [room, queries])
}
