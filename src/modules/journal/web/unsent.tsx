import { useState } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import styles from './journal.module.css'
import { begunHere, dropKept, type Kept, type Writer } from './kept/data.ts'
import { when } from './kinds.tsx'
import { useUnsent, WHY } from './outbox/data.ts'

function says(why: string | undefined) {
  if (why === WHY.signedOut)
    return (
      <>
        You are signed out, so it waits on this device. <LinkTo to="/sign-in">Sign in</LinkTo> and it goes into your
        journal.
      </>
    )
  if (why === undefined || why === WHY.unreachable)
    return 'The place cannot be reached. It is kept on this device and goes by itself when you are connected again.'
  return `It was not taken in: ${why} It is kept on this device.`
}

/** What is written and has not arrived yet: it stays until the place has it, or its writer throws it away. */
export function Unsent({ writer }: { writer: Writer }) {
  const { unsent, tryNow } = useUnsent(writer.id)
  const [dropping, setDropping] = useState<Kept | null>(null)
  const waiting = unsent.filter((kept) => kept.why !== undefined || !navigator.onLine)
  if (waiting.length === 0) return null
  return (
    <Notice
      kind="offline"
      title={
        waiting.length === 1
          ? 'One note is not in your journal yet'
          : `${waiting.length} notes are not in your journal yet`
      }
      actions={
        <Button small onClick={() => void tryNow()}>
          Try now
        </Button>
      }
    >
      <p>{says(waiting[0]?.why)}</p>
      <ul className={styles.waiting}>
        {waiting.map((kept) => (
          <li key={kept.id}>
            {/* A phone with only a pen shows what was typed since it was opened, and nothing older. */}
            {writer.kind === 'full' || begunHere().includes(kept.id) ? (
              <span className={styles.words}>{kept.words}</span>
            ) : (
              <span>Written {when(kept.at)}</span>
            )}
            {writer.kind === 'full' && (
              <Button kind="quiet" small onClick={() => setDropping(kept)}>
                Throw it away
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        open={dropping !== null}
        onClose={() => setDropping(null)}
        title="Throw this note away?"
        actions={
          <Buttons>
            <Button
              kind="danger"
              onClick={() => {
                if (dropping) void dropKept(dropping.id)
                setDropping(null)
              }}
            >
              Throw it away
            </Button>
            <Button onClick={() => setDropping(null)}>Keep it</Button>
          </Buttons>
        }
      >
        <p className={styles.words}>{dropping?.words}</p>
        <p>It is nowhere but on this device. There is no way back.</p>
      </Dialog>
    </Notice>
  )
}
