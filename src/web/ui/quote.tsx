import type { ReactNode } from 'react'
import styles from './quote.module.css'

export type QuoteProps = {
  children: ReactNode
  /** Who, how it came here: “Without a name, by consent, brought in from elsewhere.” */
  by?: ReactNode
  /** A view against, kept beside it. */
  against?: boolean
  /** No quotation marks: a sentence made by several, an insight. */
  bare?: boolean
}

/** What somebody said or wrote, in serif, with its line of where it came from. */
export function Quote({ children, by, against, bare }: QuoteProps) {
  return (
    <figure className={against ? styles.against : styles.quote}>
      <blockquote className={styles.words}>{bare || against ? children : <>“{children}”</>}</blockquote>
      {by && <figcaption className={styles.by}>{by}</figcaption>}
    </figure>
  )
}
