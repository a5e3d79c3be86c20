import { Button } from './button.tsx'
import type { Back } from './keep.ts'
import styles from './put-back.module.css'
import { Quote } from './quote.tsx'

/** Under a field that holds again what was typed and not sent; where somebody said it anew meanwhile, theirs beside it. */
export function PutBack({ back, onLeave }: { back: Back | null; onLeave: () => void }) {
  if (back === null) return null
  return (
    <div className={styles.back} role="status">
      {back.anew ? (
        <>
          <p>You typed this before it was said anew. It now stands there like this:</p>
          <Quote bare>{back.stands}</Quote>
        </>
      ) : (
        <p>You typed this before, and it was not sent.</p>
      )}
      <Button small kind="quiet" onClick={onLeave}>
        {back.anew ? 'Take that instead of mine' : 'Take what stands there instead'}
      </Button>
    </div>
  )
}
