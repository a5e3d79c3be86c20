import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import type { Now } from '../room/data.ts'
import styles from './console.module.css'
import type { Running } from './moves.tsx'

/** Where every name stands: how many have been heard, and a word to one who has not. Elsewhere there is nothing here. */
export function Heard({ now, running }: { now: Now; running: Running }) {
  const [open, setOpen] = useState(false)
  const { activity } = now
  const on = activity !== null && activity.state !== 'done' && activity.step !== null
  const told = useQuery(
    api.gatherings.heard.queryOptions({
      input: { activity: activity?.id ?? '' },
      enabled: on,
      refetchInterval: 10_000,
    }),
  )
  if (!on || told.data == null || told.data.heard === null || told.data.people === 0) return null
  const { heard, people, notYet } = told.data
  const step = activity.step!.id
  return (
    <section>
      <h2>
        Heard so far: {heard} of {people}
      </h2>
      <p className={styles.meta}>By what is shown under a name, and by turns taken.</p>
      {notYet.length > 0 && (
        <Button small onClick={() => setOpen(true)}>
          Who has not been heard
        </Button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title="Not heard yet">
        <p className={styles.meta}>
          You can tell one of them, on their phone and once a step, that you would like to hear from them, if they wish.
          Nobody else learns of it, and you are not told what they do with it.
        </p>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
        <ul role="list" className={styles.people}>
          {notYet.map((one) => (
            <li key={one.id}>
              <p>{one.name}</p>
              {one.asked ? (
                <p className={styles.meta}>You told them.</p>
              ) : (
                <Button
                  small
                  aria-label={`Tell ${one.name} privately`}
                  onClick={() => void running.act(() => client.gatherings.nudge({ step, person: one.id }))}
                >
                  Tell them privately
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Dialog>
    </section>
  )
}
