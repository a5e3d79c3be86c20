import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useGoingOn, useProgress } from './data.ts'
import styles from './demonstration.module.css'

/** One button, one way: what people here do until the second stop happens then, by those who do it. */
export default function SixMonthsOn() {
  const [asking, setAsking] = useState(false)
  const go = useGoingOn()
  const progress = useProgress(go.isPending)
  return (
    <>
      <button type="button" className={styles.on} onClick={() => setAsking(true)}>
        Six months on
      </button>
      <Dialog
        open={asking}
        onClose={() => !go.isPending && setAsking(false)}
        title="Six months on?"
        actions={
          <>
            <Button pending={go.isPending} onClick={() => go.mutate()}>
              Go on to 22 April 2027
            </Button>
            <Button kind="quiet" disabled={go.isPending} onClick={() => setAsking(false)}>
              Stay in October
            </Button>
          </>
        }
      >
        <p>
          The clock here goes on to Thursday 22 April 2027. What people do until then happens now, as them: a decision,
          an experiment through the winter, a review. It takes about half a minute and goes one way; you can begin
          again.
        </p>
        {go.isPending && (
          <p role="status">
            {progress.data ? `Six months: ${progress.data.done} of ${progress.data.total}.` : 'The winter begins.'}
          </p>
        )}
        {go.isError && (
          <Notice kind="error" title="It stopped on the way">
            Something that was to happen could not, perhaps because of what was tried out here before. What happened
            until then stands. Begin again under “Look through somebody else’s” for a whole world.
          </Notice>
        )}
      </Dialog>
    </>
  )
}
