import { useState, useSyncExternalStore } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import styles from './journal.module.css'
import { begunHere, dropKept, type Kept, keepHere, keepPhoto, type Writer } from './kept/data.ts'
import { when } from './kinds.tsx'
import { useUnsent, WHY } from './outbox/data.ts'
import { underWay } from './sending/data.ts'

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
  if (why === WHY.stopped) return 'You stopped it. It is kept on this device, and goes when you press “Try now”.'
  return `It was not taken in: ${why} It is kept on this device.`
}

/** What is written and has not arrived yet: it stays until the place has it, or its writer throws it away. */
export function Unsent({ writer }: { writer: Writer }) {
  const { unsent, tryNow } = useUnsent(writer.id)
  const going = useSyncExternalStore(underWay.subscribe, underWay.now)
  const onItsWay = unsent.filter((kept) => going.has(kept.id))
  const waiting = unsent.filter((kept) => !going.has(kept.id) && (kept.why !== undefined || !navigator.onLine))
  return (
    <>
      {onItsWay.map((kept) => (
        <div key={kept.id} className={styles.going}>
          <label>
            Sending the photo
            <progress max={1} value={going.get(kept.id)?.part} />
          </label>
          <Button small onClick={() => going.get(kept.id)?.stop()}>
            Stop
          </Button>
        </div>
      ))}
      {waiting.length > 0 && <Waiting writer={writer} waiting={waiting} onTry={tryNow} />}
    </>
  )
}

/** Lets the words go without the photo that was not taken in. */
async function withoutPhoto(kept: Kept, onTry: () => Promise<void>): Promise<void> {
  const { photo: _photo, why: _why, ...words } = kept
  await keepPhoto(kept.id, kept.person, null)
  await keepHere(words)
  await onTry()
}

type WaitingProps = { writer: Writer; waiting: Kept[]; onTry: () => Promise<void> }

function Waiting({ writer, waiting, onTry: tryNow }: WaitingProps) {
  const [dropping, setDropping] = useState<Kept | null>(null)
  const refused = (why: string | undefined) => why !== undefined && !(Object.values(WHY) as string[]).includes(why)
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
              <span className={styles.words}>
                {kept.words || kept.photo?.said || 'A photo'}
                {kept.photo && kept.words && ' (with a photo)'}
              </span>
            ) : (
              <span>Written {when(kept.at)}</span>
            )}
            {kept.photo && kept.words.trim() !== '' && refused(kept.why) && (
              <Button kind="quiet" small onClick={() => void withoutPhoto(kept, tryNow)}>
                Send the words alone
              </Button>
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
        <p className={styles.words}>{dropping?.words || 'A photo'}</p>
        <p>It is nowhere but on this device. There is no way back.</p>
      </Dialog>
    </Notice>
  )
}
