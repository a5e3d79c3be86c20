import { useCallback, useEffect, useRef, useState } from 'react'
import { client } from '#web/lib/client.ts'
import type { EntryKind } from '../contract.ts'
import { beganHere, begunHere, dropKept, keepHere, keptFor, type Writer } from './kept/data.ts'
import { sendUnsent, told } from './outbox/data.ts'

const PAUSE = 200
/** Holds a draft for this page, so that a second tab does not write into the same one. */
function hold(id: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => undefined)
  return new Promise((resolve) => {
    void navigator.locks.request(`trefoil-draft-${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null)
      return new Promise<void>((release) => resolve(release))
    })
  })
}

/** One thing that is being written: kept on the device as it is typed, found again, and handed over to be sent. */
export function useDraft(writer: Writer | undefined) {
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<EntryKind>('noticed')
  const [safe, setSafe] = useState(true)
  const draft = useRef({ id: crypto.randomUUID() as string, release: null as (() => void) | null })
  const now = useRef({ words, kind, dirty: false, timer: 0 })
  const person = writer?.id
  const whole = writer?.kind === 'full'

  const save = useCallback(async () => {
    window.clearTimeout(now.current.timer)
    if (!person || !now.current.dirty) return
    now.current.dirty = false
    const { words, kind } = now.current
    const { id } = draft.current
    try {
      if (words.trim() === '') return await dropKept(id)
      beganHere(id)
      await keepHere({ id, person, state: 'draft', at: Date.now(), words, kind })
      setSafe(true)
    } catch {
      setSafe(false)
    }
  }, [person])

  const change = useCallback(
    (next: { words?: string; kind?: EntryKind }) => {
      Object.assign(now.current, next, { dirty: true })
      if (next.words !== undefined) setWords(next.words)
      if (next.kind !== undefined) setKind(next.kind)
      window.clearTimeout(now.current.timer)
      now.current.timer = window.setTimeout(() => void save(), PAUSE)
    },
    [save],
  )

  useEffect(() => {
    if (!person) return
    let gone = false
    const find = async () => {
      const drafts = await keptFor(person, 'draft').catch(() => [])
      for (const kept of drafts.reverse()) {
        if (!whole && !begunHere().includes(kept.id)) continue
        const release = await hold(kept.id)
        if (!release) continue
        // Whoever has begun to type in the meantime keeps what is on the screen; the other is found next time.
        if (gone || now.current.words !== '') return release()
        draft.current = { id: kept.id, release }
        Object.assign(now.current, { words: kept.words, kind: kept.kind })
        setWords(kept.words)
        setKind(kept.kind)
        return
      }
      const release = await hold(draft.current.id)
      if (gone) release?.()
      else draft.current.release = release
    }
    void find()
    const leave = () => void save()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      gone = true
      void save()
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      draft.current.release?.()
    }
  }, [person, whole, save])

  /** Hands it over: from here on it is sent as it stands, and the sheet is empty again. */
  const handOver = useCallback(async (): Promise<void> => {
    const { words, kind } = now.current
    const { id, release } = draft.current
    if (!person || words.trim() === '') return
    window.clearTimeout(now.current.timer)
    now.current.dirty = false
    beganHere(id)
    try {
      await keepHere({ id, person, state: 'unsent', at: Date.now(), words, kind })
    } catch {
      // A browser that keeps nothing: it goes straight away, and stays on the screen if it cannot.
      const done = await client.journal.write({ attempt: id, words, kind, writer: person })
      if (!done.ok) throw new Error(done.sentence)
      told({ id, person, state: 'unsent', at: Date.now(), words, kind })
    }
    release?.()
    draft.current = { id: crypto.randomUUID(), release: null }
    Object.assign(now.current, { words: '', kind: 'noticed' })
    setWords('')
    setKind('noticed')
    await sendUnsent(person).catch(() => undefined)
  }, [person])

  return { words, kind, safe, change, handOver }
}
