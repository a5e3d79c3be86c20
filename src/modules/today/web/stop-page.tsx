import { useMutation } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import styles from './today.module.css'

/** From a letter: stops the letters by one press, since programs that look into mail open every link in it. */
export default function StopPage() {
  const token = useLocation({ select: (at) => at.hash.replace(/^#/, '') })
  const attempt = useAttempt()
  const stop = useMutation({
    mutationFn: () => client.today.stopLetters({ attempt: attempt.id, token }),
    onSettled: () => attempt.renew(),
  })
  return (
    <main className={styles.door}>
      <Page title="Stop these letters">
        {token === '' ? (
          <Notice kind="info" title="The end of the link is missing">
            Copy the whole link from the letter, with what stands after the #.
          </Notice>
        ) : stop.data?.ok ? (
          <Notice kind="saved" title="No more letters will come">
            Nothing else was changed. What waits stands on Today, and under Me you can choose letters again.
          </Notice>
        ) : (
          <>
            <p>No letter about what waits for you will come to this address any more. You need not sign in for it.</p>
            {stop.data && (
              <Notice
                kind="error"
                title="That did not go through"
                actions={<ButtonLink to="/me/letters">Sign in and choose</ButtonLink>}
              >
                {stop.data.ok ? '' : stop.data.sentence}
              </Notice>
            )}
            {stop.isError && (
              <Notice kind="error" title="That did not go through">
                {stop.error.message || 'Nothing was changed; try again in a moment.'}
              </Notice>
            )}
            <div>
              <Button kind="primary" pending={stop.isPending} onClick={() => stop.mutate()}>
                Stop the letters
              </Button>
            </div>
          </>
        )}
      </Page>
    </main>
  )
}
