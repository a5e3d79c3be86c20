import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { MadeNow } from '../made/made.tsx'
import { useRoomNow } from '../room/now.tsx'
import { Beside } from './beside.tsx'
import { Centre } from './centre.tsx'
import styles from './console.module.css'
import { useKeys } from './keys.tsx'
import { type TooFew, useRunning } from './moves.tsx'
import { RehearsalBar } from './rehearsal.tsx'
import { Sheet } from './sheet.tsx'

/**
 * From which a gathering is run, from any device of whoever facilitates: what is on, the step and its time, and counts.
 * Nothing of any other space is on this page, and never who has put in what.
 */
export default function ConsolePage({ params }: PageProps) {
  const room = params.room!
  const router = useRouter()
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const { query, now, cut, heardAt } = useRoomNow(room)
  const running = useRunning(now)
  const [keys, setKeys] = useState(false)
  const keysSheet = useKeys({ now, running, open: keys, onOpen: setKeys })
  const signedOut = me.isSuccess && me.data?.kind !== 'full'
  useEffect(() => {
    if (signedOut) router.history.replace(`/sign-in?to=${encodeURIComponent(location.pathname)}`)
  }, [signedOut, router])
  if (query.isPending || signedOut) return <Loading what="Opening the console" />
  if (now === null || !now.me.facilitates)
    return (
      <main className={styles.alone}>
        <NotThere
          fault={query.error ?? { code: 'not_found' }}
          to="/today"
          verb="Go to today"
          again={() => void query.refetch()}
        />
      </main>
    )
  return (
    <div className={styles.page}>
      <title>{`${now.room.title} · console · Trefoil`}</title>
      <a href="#step" className={styles.skip}>
        Go to the step that is on
      </a>
      {now.room.rehearsal && (
        <div className={styles.over}>
          <RehearsalBar now={now} />
        </div>
      )}
      {cut && (
        <div className={styles.over}>
          <Notice kind="offline" title="We cannot reach the place just now">
            This is what was known at {new Date(heardAt).toLocaleTimeString('en-GB')}. The time runs on by the place’s
            clock. What people write is kept on their phones. It is tried again by itself.
          </Notice>
        </div>
      )}
      <div className={styles.console}>
        <Sheet now={now} running={running} />
        <main className={styles.centre} id="step" tabIndex={-1}>
          {running.problem && (
            <Notice
              kind="error"
              title="Not done"
              actions={
                <Button small onClick={running.forget}>
                  I have seen it
                </Button>
              }
            >
              {running.problem}
            </Notice>
          )}
          {running.tooFew && <TooFewHere few={running.tooFew} onWait={running.forget} />}
          <Centre now={now} running={running} />
          <MadeNow now={now} />
        </main>
        <Beside now={now} running={running} onKeys={() => setKeys(true)} />
      </div>
      {keysSheet}
    </div>
  )
}

/** What cannot be asked without names, now or any more: it is for whoever facilitates to say what then. */
function TooFewHere({ few, onWait }: { few: TooFew; onWait: () => void }) {
  return (
    <Notice
      kind="error"
      title={few.title}
      actions={
        <>
          <Button small onClick={onWait}>
            {few.wait}
          </Button>
          {few.canName && (
            <Button small onClick={() => few.again('named')}>
              Ask it with names
            </Button>
          )}
          <Button small onClick={() => few.again('left_out')}>
            {few.canName ? 'Leave it out' : 'Go on without it'}
          </Button>
        </>
      }
    >
      {few.sentence}
    </Notice>
  )
}
