import { type RefObject, useEffect, useRef, useState } from 'react'

// What was typed survives a reload, a lost connection and a closed page, in this tab only, until it is sent.
const key = (name: string) => `trefoil.kept.${name}`

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

export const forgetKept = (name: string) => storage()?.removeItem(key(name))

/** Everything whose name begins so; all of it on signing out. */
export function forgetAllKept(start = '') {
  const store = storage()
  if (!store) return
  for (const name of Object.keys(store)) if (name.startsWith(key(start))) store.removeItem(name)
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
