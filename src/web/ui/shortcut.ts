import { useEffect, useRef, useSyncExternalStore } from 'react'

export type Shortcut = {
  /** One letter or sign; `mod+k` is Ctrl+K, or Cmd+K on a Mac. */
  key: string
  what: string
  onAct: () => void
}

const store = 'trefoil.single-keys'
const told = new Set<() => void>()
const read = () => {
  try {
    return localStorage.getItem(store) !== 'off'
  } catch {
    return true
  }
}

/** Single keys can be switched off: for those who speak to their computer, or type by accident. */
export function chooseSingleKeys(on: boolean) {
  try {
    if (on) localStorage.removeItem(store)
    else localStorage.setItem(store, 'off')
  } catch {
    // It holds for nothing, then: the browser keeps nothing.
  }
  for (const tell of told) tell()
}

export const useSingleKeys = () =>
  useSyncExternalStore((tell) => {
    told.add(tell)
    return () => told.delete(tell)
  }, read)

const writing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role=menu], [role=listbox]')

export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const mod = event.ctrlKey || event.metaKey
      const found = latest.current.find(({ key }) =>
        key.startsWith('mod+') ? mod && event.key.toLowerCase() === key.slice(4) : !mod && event.key === key,
      )
      if (!found || (!mod && (writing(event.target) || !read()))) return
      event.preventDefault()
      found.onAct()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
