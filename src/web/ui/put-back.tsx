import { Button } from './button.tsx'
import styles from './field.module.css'
import type { Stood } from './keep.ts'

const MOST_SHOWN = 300

/** Under a field into which somebody's unsent words came back: what stood there, which may be newer, is one press away. */
export function PutBack({ stood }: { stood: Stood }) {
  if (stood === null) return null
  const { words, take } = stood
  return (
    <div className={styles.hint} role="status">
      What you had typed is back. Without it, this stands here: “
      {words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words}”{' '}
      <Button small kind="quiet" onClick={take}>
        Take that instead
      </Button>
    </div>
  )
}
