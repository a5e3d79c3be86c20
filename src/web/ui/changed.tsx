import { difference } from '#shared/difference.ts'
import styles from './changed.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** A text with what was taken out of the one before it struck through, and what came in underlined: never by colour alone. */
export function Changed({ before, after }: { before: string; after: string }) {
  let at = 0
  return (
    <span className={styles.changed}>
      {difference(before, after).map(({ text, is }) => {
        const key = at++
        if (is === 'same') return <span key={key}>{text}</span>
        return is === 'gone' ? (
          <del key={key}>
            <VisuallyHidden>taken out: </VisuallyHidden>
            {text}
          </del>
        ) : (
          <ins key={key}>
            <VisuallyHidden>new: </VisuallyHidden>
            {text}
          </ins>
        )
      })}
    </span>
  )
}
