import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './reach.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export type ReachProps = {
  person: 'first' | 'second' | 'third'
  /** Who is in, in words: “11 people in this room, no names”. */
  sentence: string
  /** Beside it, outside the pill: who is not here, the agreement. */
  more?: ReactNode
}

const icon = { first: 'person', second: 'people', third: 'commons' } as const

/** Who sees this. The one component that says it, and the only place of its three colours. */
export function Reach({ person, sentence, more }: ReachProps) {
  return (
    <div className={styles.line} data-reach={person}>
      <span className={`${styles.pill} ${styles[person]}`}>
        <Icon name={icon[person]} size="0.95rem" />
        <span>
          <VisuallyHidden>Who sees this: </VisuallyHidden>
          {sentence}
        </span>
      </span>
      {more && <span className={styles.more}>{more}</span>}
    </div>
  )
}
