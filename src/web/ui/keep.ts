import { type RefObject, useEffect, useRef, useState } from 'react'

// What was typed survives a reload, a lost connection and a closed page, in this tab only, until it is sent.
const START = 'trefoil.kept.'
const key = (name: string) => `${START}${name}`
/** What a choice was made over: it is put back over nothing else. */
const beforeOf = (name: string) => `${name} before`
/** On which page a field was, and what it asked for. */
const placeOf = (name: string) => `${name} at`
/** Whose words these are. */
const WHOSE = '(person)'

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

/** Keeps what is typed into a field of this page. */
export function keepTyped(name: string, text: string, label: string) {
  keep(name, text)
  keep(placeOf(name), text && `${location.pathname}\n${label}`)
}

/** Keeps what was chosen, beside what it was chosen over. */
export function keepChoice(name: string, state: string, before: string) {
  keep(name, state === before ? '' : state)
  keep(beforeOf(name), state === before ? '' : before)
}

export const keptChoice = (name: string, stands: string) =>
  (kept(beforeOf(name)) ?? '') === stands ? kept(name) : null

export function forgetKept(name: string) {
  for (const one of [name, beforeOf(name), placeOf(name)]) storage()?.removeItem(key(one))
}

export type Begun = { name: string; page: string; label: string }

/** What is kept of fields, with the page each was on. */
export function allBegun(): Begun[] {
  return Object.keys(storage() ?? {}).flatMap((at) => {
    const name = at.startsWith(START) && at.endsWith(placeOf('')) ? at.slice(START.length, -placeOf('').length) : ''
    const [page, label] = name ? (kept(placeOf(name)) ?? '').split('\n') : []
    return page && label && kept(name) !== null ? [{ name, page, label }] : []
  })
}

/** Whoever comes to this tab after somebody whose session ended without signing out finds nothing of theirs. */
export function keepFor(person: string) {
  const before = kept(WHOSE)
  if (before === person) return
  if (before !== null) forgetWindow()
  keep(WHOSE, person)
}

/** Everything whose name begins so. */
export function forgetAllKept(start: string) {
  const store = storage()
  if (!store) return
  for (const name of Object.keys(store)) if (name.startsWith(key(start))) store.removeItem(name)
}

/** On signing out: whatever any page of the place kept in this window, the phone's and the journal's too. */
export function forgetWindow() {
  storage()?.clear()
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** Text that several steps of a form share: like `useState`, and kept in this tab under a name until that is forgotten. */
export function useKept(name: string, first: string) {
  const [text, setText] = useState(() => kept(name) ?? first)
  const set = (next: string) => {
    keep(name, next)
    setText(next)
  }
  return [text, set] as const
}

/** What stood in a field before what was kept was put back there, and how it is taken instead. */
export type Stood = { words: string; take: () => void } | null

/** The fields that have been on the page since it was loaded: what was typed into them is seen there. */
const seen = new Set<string>()
const listeners = new Set<() => void>()
export const wasSeen = (name: string) => seen.has(name)
export function onSeen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Puts back what was kept, once, where nobody has typed yet. */
export function usePutBack(
  ref: RefObject<Field | null>,
  name: string | undefined,
  onChange: ((text: string) => void) | undefined,
): Stood {
  const [stood, setStood] = useState('')
  const opened = useRef(false)
  const change = useRef(onChange)
  change.current = onChange
  useEffect(() => {
    const field = ref.current
    const text = name && kept(name)
    const typed = opened.current && field?.value
    opened.current = true
    if (name && !seen.has(name)) {
      seen.add(name)
      for (const listener of listeners) listener()
    }
    if (!field || !text || typed || text === field.value) return
    setStood(field.value)
    field.value = text
    change.current?.(text)
  }, [ref, name])
  const take = () => {
    if (!ref.current || !name) return
    ref.current.value = stood
    change.current?.(stood)
    forgetKept(name)
    setStood('')
  }
  return stood === '' ? null : { words: stood, take }
}
