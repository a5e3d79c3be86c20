import { type RefObject, useEffect, useRef } from 'react'

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

/** On signing out. */
export function forgetAllKept() {
  const store = storage()
  if (!store) return
  for (const name of Object.keys(store)) if (name.startsWith(key(''))) store.removeItem(name)
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** Puts back what was kept, once, where the field is still empty. */
export function usePutBack(
  ref: RefObject<Field | null>,
  name: string | undefined,
  onChange: ((text: string) => void) | undefined,
) {
  const change = useRef(onChange)
  change.current = onChange
  useEffect(() => {
    const field = ref.current
    const text = name && kept(name)
    if (!field || !text || field.value) return
    field.value = text
    change.current?.(text)
  }, [ref, name])
}
