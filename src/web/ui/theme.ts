import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const key = 'trefoil.theme'
const told = new Set<() => void>()

const now = (): Theme => (document.documentElement.dataset.theme as Theme | undefined) ?? 'system'

/** Chosen on this device; `public/theme.js` sets it before the first paint. */
export function chooseTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // It holds until this page is closed.
  }
  for (const tell of told) tell()
}

export const useTheme = () =>
  useSyncExternalStore((tell) => {
    told.add(tell)
    return () => told.delete(tell)
  }, now)
