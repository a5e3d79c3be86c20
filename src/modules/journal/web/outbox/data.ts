import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { api, type client } from '#web/lib/client.ts'
import {
  dropKept,
  forgetWriter,
  type Kept,
  keepHere,
  keptFor,
  keptPhoto,
  lastWriter,
  onKept,
  rememberWriter,
  type Writer,
} from '../kept/data.ts'
import { deliver, Stopped } from '../sending/data.ts'

type Me = NonNullable<Awaited<ReturnType<typeof client.people.me>>>
/** With their journal shut they write like somebody with only a pen: what they kept here before is not shown to them. */
const asWriter = ({ id, kind, journal }: Me): Writer => ({ id, kind: journal === 'open' ? kind : 'pen' })

/** Whose words these are: `null` when nobody is signed in here and no pen is left; undefined until that is known. */
export function useWriter(): Writer | null | undefined {
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const [last, setLast] = useState<Writer | null>()
  const cut = me.data === undefined && (me.fetchStatus === 'paused' || me.failureCount + me.errorUpdateCount > 0)
  useEffect(() => {
    if (me.data) void rememberWriter(asWriter(me.data)).catch(() => undefined)
    if (me.data === null) void forgetWriter().catch(() => undefined)
  }, [me.data])
  useEffect(() => {
    if (cut)
      void lastWriter().then(
        (writer) => setLast(writer ?? null),
        () => setLast(null),
      )
  }, [cut])
  if (me.data !== undefined) return me.data === null ? null : asWriter(me.data)
  return cut ? last : undefined
}

/** Why something has not gone yet. */
export const WHY = { unreachable: 'unreachable', signedOut: 'signed_out', stopped: 'stopped' } as const

type Listener = (kept: Kept, entry: string) => void
const listeners = new Set<Listener>()
/** Told what has just been acknowledged by the place. */
export function onArrived(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says that the place has it. */
export function told(kept: Kept, entry: string): void {
  for (const listener of listeners) listener(kept, entry)
}

/**
 * Sends what waits, one after the other, from one tab at a time. A repeat is the same attempt, so nothing arrives twice.
 * What its writer stopped goes again only when they ask.
 */
export async function sendUnsent(person: string, asked = false): Promise<void> {
  const go = async () => {
    for (const kept of await keptFor(person, 'unsent')) {
      if (kept.why === WHY.stopped && !asked) continue
      const { entry, why } = await send(kept)
      if (entry !== undefined) {
        await dropKept(kept.id)
        told(kept, entry)
        continue
      }
      if (kept.why !== why) await keepHere({ ...kept, why })
      if (why === WHY.unreachable || why === WHY.signedOut) return
    }
  }
  if (navigator.locks) await navigator.locks.request('trefoil-outbox', go)
  else await go()
}

/** The entry it became; otherwise why not. */
async function send(kept: Kept): Promise<{ entry: string; why?: never } | { entry?: never; why: string }> {
  try {
    const done = await deliver(kept, kept.photo ? await keptPhoto(kept.id) : null)
    return done.ok ? { entry: done.id } : { why: done.sentence }
  } catch (fault) {
    if (fault instanceof Stopped) return { why: WHY.stopped }
    const { status, message } = fault as { status?: number; message: string }
    if (status === 401) return { why: WHY.signedOut }
    if (status === undefined || status >= 500 || status === 429) return { why: WHY.unreachable }
    return { why: message }
  }
}

const AGAIN = 15_000

/** What waits to go, kept up to date; it is tried when the connection comes back, and every quarter of a minute. */
export function useUnsent(person: string | undefined): { unsent: Kept[]; tryNow: () => Promise<void> } {
  const [unsent, setUnsent] = useState<Kept[]>([])
  const look = useCallback(() => {
    if (person) void keptFor(person, 'unsent').then(setUnsent, () => setUnsent([]))
    else setUnsent([])
  }, [person])
  const tryNow = useCallback(
    async (asked = true) => {
      if (person) await sendUnsent(person, asked).catch(() => undefined)
    },
    [person],
  )
  useEffect(() => {
    look()
    void tryNow(false)
    const back = () => void tryNow(false)
    window.addEventListener('online', back)
    window.addEventListener('focus', back)
    const timer = window.setInterval(back, AGAIN)
    const stop = onKept(look)
    return () => {
      window.removeEventListener('online', back)
      window.removeEventListener('focus', back)
      window.clearInterval(timer)
      stop()
    }
  }, [look, tryNow])
  return { unsent, tryNow }
}
