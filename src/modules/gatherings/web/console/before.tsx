import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { count } from '../data.ts'
import type { Now } from '../room/data.ts'
import styles from './console.module.css'

/** What was put in before by those who cannot be here, to be brought in by whoever runs it. Nothing before the doors open. */
export function Before({ now }: { now: Now }) {
  const [open, setOpen] = useState(false)
  const room = now.room.id
  const told = useQuery(
    api.gatherings.threads.queryOptions({
      input: { room },
      enabled: !now.room.rehearsal && now.room.state === 'open',
      retry: false,
    }),
  )
  const before = told.data?.threads.find((thread) => thread.part === 'before' && !thread.open)
  if (before === undefined || before.lines.length === 0) return null
  return (
    <section>
      <h2>Written before: {count(before.lines.length, 'line')}</h2>
      <p className={styles.meta}>
        By people who may not be here. Those who wrote there read it, and you; whoever came by the code does not. Ask
        its writer before you read it out.
      </p>
      <Button small onClick={() => setOpen(true)}>
        Read it
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Written before">
        {before.lines.map((line) => (
          <Quote key={line.id} by={`${line.by}, before the day`}>
            {line.words}
          </Quote>
        ))}
      </Dialog>
    </section>
  )
}
