import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { useSessions } from './data.ts'
import styles from './me.module.css'

/** Each device that is signed in, and each that may write into the journal, with the day it was last here. */
export function Sessions() {
  const sessions = useSessions()
  const queries = useQueryClient()
  const settled = { onSettled: () => queries.invalidateQueries() }
  const end = useMutation(api.people.endSession.mutationOptions(settled))
  const endOthers = useMutation(api.people.endOtherSessions.mutationOptions(settled))
  const pen = useMutation(api.people.makePen.mutationOptions(settled))
  if (sessions.isPending) return <Loading what="Fetching where you are signed in" />
  if (sessions.isError)
    return (
      <Notice kind="error" title="This could not be fetched">
        Nothing was changed. Reload the page to try again.
      </Notice>
    )
  const failed = end.isError || endOthers.isError || pen.isError
  const others = sessions.data.filter((session) => !session.here)
  return (
    <>
      <ul className={styles.list}>
        {sessions.data.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.device}</strong>
              {session.here && ' · this one'}
              <p>
                {session.kind === 'pen' ? 'May add to your journal, and do nothing else. ' : ''}Since{' '}
                {dayWords(session.made)}, last here {dayWords(session.seen)}
              </p>
            </div>
            {!session.here && (
              <Button
                small
                pending={end.isPending && end.variables.session === session.id}
                onClick={() => end.mutate({ attempt: crypto.randomUUID(), session: session.id })}
              >
                End it<VisuallyHidden>: {session.device}</VisuallyHidden>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failed && (
        <Notice kind="error" title="That did not go through">
          Everything is as it was. Try again in a moment.
        </Notice>
      )}
      <Buttons>
        {others.length > 1 && (
          <Button pending={endOthers.isPending} onClick={() => endOthers.mutate({ attempt: crypto.randomUUID() })}>
            End all but this one
          </Button>
        )}
        {!sessions.data.some((session) => session.kind === 'pen') && (
          <Button
            kind="quiet"
            icon="pen"
            pending={pen.isPending}
            onClick={() => pen.mutate({ attempt: crypto.randomUUID() })}
          >
            Let this device go on writing into my journal for 90 days
          </Button>
        )}
      </Buttons>
    </>
  )
}
