import type { ReactNode } from 'react'
import { Dialog } from '#web/ui/dialog.tsx'
import { type Shortcut, useShortcuts } from '#web/ui/shortcut.ts'
import { type Now, nextAct } from '../room/data.ts'
import styles from './keys.module.css'
import type { Running } from './moves.tsx'

type Props = { now: Now | null; running: Running; open: boolean; onOpen: (open: boolean) => void }

/** The keys of the console, and the list of them. They act on what is on, and never while somebody writes. */
export function useKeys({ now, running, open, onOpen }: Props): ReactNode {
  const activity = now?.activity
  const on = activity != null && activity.state !== 'done'
  const paused = activity?.state === 'paused'
  const keys: Shortcut[] = [
    {
      ...{ key: 'n', what: 'Go on: show together, the next step, or begin what comes next' },
      onAct: () => {
        const next = now?.agenda.find((item) => item.state === 'coming')
        if (on) {
          const act = nextAct(activity)
          // Ending is never one key away.
          if (act !== 'end') running.move({ to: act })
        } else if (next !== undefined && now?.room.state === 'open') running.begin(next.id)
      },
    },
    { key: 'b', what: 'Back to the step before', onAct: () => on && running.move({ to: 'back' }) },
    { key: '+', what: 'One minute more', onAct: () => on && running.move({ to: 'extend', seconds: 60 }) },
    {
      ...{ key: 'p', what: 'Pause, and go on' },
      onAct: () => on && running.move({ to: paused ? 'resume' : 'pause' }),
    },
    { key: '?', what: 'Show this list', onAct: () => onOpen(true) },
  ]
  useShortcuts(keys)
  return (
    <Dialog open={open} onClose={() => onOpen(false)} title="Keys">
      <dl className={styles.keys}>
        {keys.map((one) => (
          <div key={one.key}>
            <dt>
              <kbd>{one.key}</kbd>
            </dt>
            <dd>{one.what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
