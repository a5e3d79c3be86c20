import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { EntryKind } from '../contract.ts'
import {
  beganHere,
  begunHere,
  dropKept,
  type Kept,
  keepHere,
  keepPhoto,
  keptFor,
  keptPhoto,
  type Writer,
} from './kept/data.ts'
import { sendUnsent, told } from './outbox/data.ts'
import { deliver } from './sending/data.ts'

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

type Bytes = Uint8Array<ArrayBuffer>
/** What stands on a sheet. */
export type Sheet = { words: string; kind: EntryKind; tell: string; photo: { bytes: Bytes; said: string } | null }
const BLANK: Sheet = { words: '', kind: 'noticed', tell: '', photo: null }
export const isBlank = ({ words, tell, photo }: Sheet) => `${words}${tell}`.trim() === '' && photo === null

/** One thing that is being written: kept on the device as it is typed, found again, and handed over to be sent. */
export function useDraft(writer: Writer | undefined, towards?: string) {
  const [sheet, setSheet] = useState(BLANK)
  const [safe, setSafe] = useState(true)
  const draft = useRef({ id: crypto.randomUUID() as string, release: null as (() => void) | null })
  const now = useRef({ sheet: BLANK, dirty: false, timer: 0 })
  const person = writer?.id
  const whole = writer?.kind === 'full'

  const keptNow = useCallback(
    (state: 'draft' | 'unsent', person: string): Kept => {
      const { words, kind, tell, photo } = now.current.sheet
      return {
        ...{ id: draft.current.id, person, state, at: Date.now(), words, kind },
        ...(tell === '' || kind !== 'did_not_work' ? {} : { tell }),
        ...(photo === null ? {} : { photo: { said: photo.said } }),
        ...(towards === undefined ? {} : { towards }),
      }
    },
    [towards],
  )

  const save = useCallback(async () => {
    window.clearTimeout(now.current.timer)
    if (!person || !now.current.dirty) return
    now.current.dirty = false
    const { id } = draft.current
    try {
      if (isBlank(now.current.sheet)) return await dropKept(id)
      beganHere(id)
      await keepHere(keptNow('draft', person))
      setSafe(true)
    } catch {
      setSafe(false)
    }
  }, [person, keptNow])

  const change = useCallback(
    (next: Partial<Sheet>) => {
      now.current.sheet = { ...now.current.sheet, ...next }
      now.current.dirty = true
      setSheet(now.current.sheet)
      window.clearTimeout(now.current.timer)
      now.current.timer = window.setTimeout(() => void save(), PAUSE)
    },
    [save],
  )

  const changePhoto = useCallback(
    (bytes: Bytes | null) => {
      change({ photo: bytes && { bytes, said: now.current.sheet.photo?.said ?? '' } })
      if (person) void keepPhoto(draft.current.id, person, bytes).catch(() => setSafe(false))
    },
    [change, person],
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
        const bytes = kept.photo ? await keptPhoto(kept.id).catch(() => null) : null
        // Whoever has begun to write in the meantime keeps what is on the screen; the other is found next time.
        if (gone || !isBlank(now.current.sheet)) return release()
        draft.current = { id: kept.id, release }
        const photo = bytes && { bytes, said: kept.photo?.said ?? '' }
        now.current.sheet = { words: kept.words, kind: kept.kind, tell: kept.tell ?? '', photo }
        setSheet(now.current.sheet)
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
    if (!person || isBlank(now.current.sheet)) return
    window.clearTimeout(now.current.timer)
    now.current.dirty = false
    const { id, release } = draft.current
    const kept = keptNow('unsent', person)
    const bytes = now.current.sheet.photo?.bytes ?? null
    beganHere(id)
    try {
      if (bytes) await keepPhoto(id, person, bytes)
      await keepHere(kept)
    } catch {
      // A browser that keeps nothing: it goes straight away, and stays on the screen if it cannot.
      const done = await deliver(kept, bytes)
      if (!done.ok) throw new Error(done.sentence)
      told(kept, done.id)
    }
    release?.()
    draft.current = { id: crypto.randomUUID(), release: null }
    now.current.sheet = BLANK
    setSheet(BLANK)
    const sent = sendUnsent(person).catch(() => undefined)
    // A photo may be long on its way: the next note can be written meanwhile.
    if (bytes === null) await sent
  }, [person, keptNow])

  return { sheet, safe, change, changePhoto, handOver }
}

/** How the writer likes to learn, as their profile says: pictures first, words first, or speaking. Words until it is known. */
export function usePrefers(writer: Writer | null | undefined): 'words' | 'pictures' | 'sound' {
  const profile = useQuery(api.people.profile.queryOptions({ input: {}, enabled: writer?.kind === 'full' }))
  return profile.data?.prefers ?? 'words'
}
