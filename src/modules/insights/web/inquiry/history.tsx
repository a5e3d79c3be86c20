import { dayWords } from '#web/lib/day.ts'
import type { Change } from './data.ts'
import styles from './inquiry.module.css'

/** How the state of a thing went on, oldest first, with the reasons that were given. */
export function History({ changes, words }: { changes: readonly Change[]; words: Record<string, string> }) {
  if (changes.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>How it came to this</summary>
      <ol className={styles.history}>
        {changes.map((one) => (
          <li key={`${one.on} ${one.was} ${one.becomes} ${one.why}`}>
            {dayWords(one.on)}: {(words[one.was] ?? one.was).toLowerCase()}, then{' '}
            {(words[one.becomes] ?? one.becomes).toLowerCase()}.{' '}
            {one.why && <span className={styles.said}>{one.why}</span>} {one.by && `${one.by}.`}
          </li>
        ))}
      </ol>
    </details>
  )
}
