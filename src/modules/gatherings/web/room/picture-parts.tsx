import type { ReactNode } from 'react'
import { sayMonth, sayWholeDay } from '#shared/day.ts'
import styles from './shown.module.css'

// Drawn from the list beside it, which says all of it in words: so none of these is read aloud. One width for all, so that
// words in them stay readable on the wall; heights follow what is in them.
export const WIDE = 720

export function Svg({ height, children }: { height: number; children: ReactNode }) {
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDE} ${height}`} aria-hidden="true" focusable="false">
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
