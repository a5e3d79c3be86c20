import type { ReactNode } from 'react'
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

/** As much of a label as there is room for; the list has it whole. */
export const cut = (words: string, most: number) => {
  const line = words.split('\n')[0]!
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}
