import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { api } from '#web/lib/client.ts'
import { useRoom } from '#web/lib/live.ts'
import type { Now } from './data.ts'

/** So often a room is asked for by itself, for what no frame tells and where none come through. */
const ASK_MS = 2_500
/** What happens at once is asked for together. */
const TOGETHER_MS = 150
/** A difference that no network makes: the clock was set, or this device slept. */
const JUMP_MS = 5_000

/** How far the clock of the place is from this device's monotonic one. It never goes back by a slow answer. */
let ahead: number | null = null

function hearClock(now: number): void {
  const heard = now - performance.now()
  ahead = ahead === null || heard > ahead || Math.abs(heard - ahead) > JUMP_MS ? heard : ahead
}

/** What time it is in the place, in milliseconds. */
const placeNow = () => performance.now() + (ahead ?? 0)

/** The time of the place, each second anew, at the second. */
export function useClock(): number {
  return useSyncExternalStore(everySecond, () => Math.floor(placeNow() / 250) * 250)
}
function everySecond(tell: () => void): () => void {
  const timer = window.setInterval(tell, 250)
  return () => window.clearInterval(timer)
}

type Counted = { step: string; in: number; people: number }

function withCount(now: Now, told: Counted): Now {
  const { activity } = now
  if (activity?.step?.id !== told.step) return now
  return { ...now, activity: { ...activity, step: { ...activity.step, in: told.in, people: told.people } } }
}

/** What the room is doing, as it is told and asked for; `since` is when it was last heard, where it cannot be reached now. */
export function useRoomNow(room: string) {
  const queries = useQueryClient()
  const [pulsed, setPulsed] = useState<(Counted & { at: number }) | null>(null)
  const now = useQuery(
    api.gatherings.now.queryOptions({
      input: { room },
      ...{ staleTime: 0, refetchInterval: ASK_MS, refetchIntervalInBackground: true, retry: 1 },
    }),
  )
  const soon = useRef<number | undefined>(undefined)
  useRoom(room, {
    told: () => {
      soon.current ??= window.setTimeout(() => {
        soon.current = undefined
        void queries.invalidateQueries({ queryKey: api.gatherings.key() })
      }, TOGETHER_MS)
    },
    // In a tab behind another a browser hardly lets a clock run, so little is asked there; what is told comes all the same.
    pulse: ({ holds }) => setPulsed({ ...(holds as Counted), at: Date.now() }),
  })
  useEffect(() => () => window.clearTimeout(soon.current), [])
  useEffect(() => {
    const seen = () => document.hidden || void queries.invalidateQueries({ queryKey: api.gatherings.key() })
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [queries])
  const asked: Now | null = now.data !== undefined && 'room' in now.data ? now.data : null
  const inside = asked !== null && pulsed !== null && pulsed.at > now.dataUpdatedAt ? withCount(asked, pulsed) : asked
  const said = inside?.now
  useEffect(() => {
    if (said !== undefined) hearClock(said)
  }, [said])
  const cut = now.data !== undefined && (now.fetchStatus === 'paused' || now.failureCount > 0 || now.isError)
  return { query: now, now: inside, cut, heardAt: now.dataUpdatedAt }
}
