import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Thread } from '../around/data.ts'
import { count } from '../data.ts'
import { useActs } from '../inputs/put.tsx'
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
  const free = before.lines.filter((line) => line.forRoom).length
  return (
    <section>
      <h2>Written before: {count(before.lines.length, 'line')}</h2>
      <p className={styles.meta}>
        By people who may not be here. Those who wrote there read it, and you; whoever came by the code does not.{' '}
        {free === 0
          ? 'Ask its writer before you read it out.'
          : `${free} of them may be shown in the room, under their writer’s name; for the others ask before you read them out.`}
      </p>
      <Button small onClick={() => setOpen(true)}>
        Read it
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Written before">
        {before.lines.map((line) => (
          <One key={`${line.id} ${now.activity?.step?.id}`} line={line} now={now} />
        ))}
      </Dialog>
    </section>
  )
}

/** One of them, with what can be done about it in the step that is on. */
function One({ line, now }: { line: Thread['lines'][number]; now: Now }) {
  const attempt = useAttempt()
  const { run } = useActs()
  const [said, setSaid] = useState('')
  const step = now.activity === null || now.activity.state === 'done' ? null : now.activity.step
  const bring = async () => {
    const wrong = await run(() => client.gatherings.bringIn({ attempt: attempt.id, line: line.id, step: step!.id }))
    attempt.renew()
    setSaid(wrong || 'It is in. It is shown when the others of this step are.')
  }
  return (
    <div className={styles.stack}>
      <Quote by={`${line.by}, before the day`}>{line.words}</Quote>
      {!line.forRoom && <p className={styles.meta}>Not for the room: ask {line.by} before you read it out.</p>}
      {line.forRoom && step === null && <p className={styles.meta}>May be brought into a step once one is on.</p>}
      {line.forRoom && step !== null && said === '' && (
        <p>
          <Button small onClick={() => void bring()}>
            Bring it into “{now.activity!.steps[step.place]!.title}”
          </Button>
        </p>
      )}
      <p className={styles.meta} role="status">
        {said}
      </p>
    </div>
  )
}
