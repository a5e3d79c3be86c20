import { type ReactNode, useSyncExternalStore } from 'react'
import { sayMonth, sayWholeDay } from '#shared/day.ts'
import styles from './shown.module.css'

// Drawn from the list beside it, which says all of it in words: so none of these is read aloud. One width for all, so that
// words in them stay readable on the wall, and half of it on a phone, where less stands beside each other; heights follow.
const WIDE = 720
const NARROW = '(max-width: 40rem)'

function whenTurned(run: () => void) {
  const narrow = matchMedia(NARROW)
  narrow.addEventListener('change', run)
  return () => narrow.removeEventListener('change', run)
}
/** How wide a picture is drawn, and whether that is for a narrow screen. */
export function useWide(): { wide: number; narrow: boolean } {
  const narrow = useSyncExternalStore(whenTurned, () => matchMedia(NARROW).matches)
  return { wide: narrow ? WIDE / 2 : WIDE, narrow }
}

export function Svg({ height, children }: { height: number; children: ReactNode }) {
  const { wide } = useWide()
  return (
    <svg className={styles.picture} viewBox={`0 0 ${wide} ${height}`} aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

/** A day or a month of a timeline as people read it; a year or an hour is read as it is. */
export const sayWhen = (when: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(when) ? sayWholeDay(when) : /^\d{4}-\d\d$/.test(when) ? sayMonth(when) : when

/** As much of a label as there is room for; the list has it whole. */
export const cut = (words: string, most: number) => {
  const line = words.split('\n')[0]!
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}
