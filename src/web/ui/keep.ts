import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

// What was typed survives a reload, a lost connection and a closed form, in this tab only, until it is sent.
const START = 'trefoil.kept.'
const key = (name: string) => `${START}${name}`
/** What stood in the field when the typing began: whether somebody said it anew since can be told by it. */
const stoodAs = (name: string) => `${name} before`
/** On which page it was typed, and what the field asked for. */
const placeOf = (name: string) => `${name} at`

function storage() {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}

export const kept = (name: string) => storage()?.getItem(key(name)) ?? null

export function keep(name: string, text: string) {
  try {
    if (text) storage()?.setItem(key(name), text)
    else storage()?.removeItem(key(name))
  } catch {
    // A full store keeps nothing more; what is on the screen is still there.
  }
}

/** Keeps what a field or a choice holds now, beside what stood there before. */
export function keepOver(name: string, text: string, stood: string) {
  if (text === stood) return forgetKept(name)
  if (kept(name) === null) keep(stoodAs(name), stood)
  keep(name, text)
}

export function forgetKept(name: string) {
  storage()?.removeItem(key(name))
  storage()?.removeItem(key(stoodAs(name)))
  storage()?.removeItem(key(placeOf(name)))
}

export type Begun = { name: string; page: string; label: string }

/** What is kept of fields, with the page each was typed on. */
export function allBegun(): Begun[] {
  return Object.keys(storage() ?? {}).flatMap((at) => {
    const name = at.endsWith(placeOf('')) ? at.slice(START.length, -placeOf('').length) : ''
    const [page, label] = name ? (kept(placeOf(name)) ?? '').split('\n') : []
    return page && label && kept(name) !== null ? [{ name, page, label }] : []
  })
}

/** On signing out. */
export function forgetAllKept() {
  const store = storage()
  if (!store) return
  for (const name of Object.keys(store)) if (name.startsWith(START)) store.removeItem(name)
}

/** Whoever comes to this tab after somebody else, whose session ended without signing out, finds nothing of theirs. */
export function keepFor(person: string) {
  const before = kept(WHOSE)
  if (before === person) return
  if (before !== null) forgetAllKept()
  keep(WHOSE, person)
}
const WHOSE = '(person)'

/** What was chosen in a form, put back only over what it was chosen over. */
export const keptOver = (name: string, stands: string) => ((kept(stoodAs(name)) ?? '') === stands ? kept(name) : null)

type Field = HTMLInputElement | HTMLTextAreaElement
/** What a field asks for, and what stands in it: its caller's, or the browser's own. */
type Stands = {
  label: string
  value?: string | undefined
  defaultValue?: string | undefined
  onChange?: ((text: string) => void) | undefined
}
/** What was typed is back: over what stands there, which may have been said anew since. */
export type Back = { stands: string; anew: boolean }

/** The fields that have been on the page since it was loaded: what was typed into them is seen there. */
const seen = new Set<string>()
const listeners = new Set<() => void>()
export const seenSince = (name: string) => seen.has(name)
export function onSeen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps what is typed into a field, and puts it back once, over what stands there. */
export function useKept(
  ref: RefObject<Field | null>,
  name: string | undefined,
  { label, value, defaultValue, onChange }: Stands,
) {
  const change = useRef(onChange)
  change.current = onChange
  const stood = useRef(value ?? defaultValue ?? '')
  const [back, setBack] = useState<Back | null>(null)
  const put = useCallback(
    (text: string) => {
      if (ref.current) ref.current.value = text
      change.current?.(text)
    },
    [ref],
  )
  useEffect(() => {
    const field = ref.current
    const text = name && kept(name)
    if (name && !seen.has(name)) {
      seen.add(name)
      for (const listener of listeners) listener()
    }
    if (!field || !text || field.value !== stood.current || text === stood.current) return
    put(text)
    if (stood.current) setBack({ stands: stood.current, anew: kept(stoodAs(name)) !== stood.current })
  }, [ref, name, put])
  return {
    back,
    keep: (text: string) => {
      if (!name) return
      // What was sent stands there now, and is what the next words are typed over.
      if (kept(name) === null && value === undefined) stood.current = defaultValue ?? ''
      keepOver(name, text, stood.current)
      if (kept(name) !== null) keep(placeOf(name), `${location.pathname}\n${label}`)
    },
    /** Leaves what was typed, and takes what stands there. */
    leave: () => {
      if (name) forgetKept(name)
      put(stood.current)
      setBack(null)
    },
  }
}
