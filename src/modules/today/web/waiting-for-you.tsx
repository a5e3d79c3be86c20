import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Menu } from '#web/ui/menu.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import { type Ask, useAside } from './data.ts'
import styles from './today.module.css'

const UntilDay = lazy(() => import('./until-day.tsx'))
const PutAside = lazy(() => import('./put-aside.tsx'))

/** At most five things, each with its minutes and why it is here. In a space, what waits in that space. */
export function WaitingForYou({ space }: { space?: string }) {
  const list = useQuery(api.today.list.queryOptions({ input: { space } }))
  const aside = useAside()
  useNamed(list.isSuccess)
  if (list.isPending) return <Loading what="Fetching what waits for you" lines={2} />
  if (list.isError)
    return (
      <Notice
        kind="error"
        title="What waits for you could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing is lost: what waits is still there.
      </Notice>
    )
  const { waiting, more, aside: later } = list.data
  return (
    <Section title="Waiting for you">
      {aside.said && (
        <Notice kind="saved" actions={<Button onClick={aside.undo}>Undo</Button>}>
          {aside.said}
        </Notice>
      )}
      {aside.problem && (
        <Notice kind="error" title="That did not go through">
          {aside.problem}
        </Notice>
      )}
      {waiting.length === 0 ? (
        <p>Nothing waits for you here.</p>
      ) : (
        <WaitingList>
          {waiting.map((ask) => (
            <One key={ask.key} ask={ask} putAside={aside.put} />
          ))}
        </WaitingList>
      )}
      {more > 0 && <p className={styles.quiet}>{more} more will come up when these are done.</p>}
      {later.length > 0 && (
        <Suspense>
          <PutAside asks={later} onBack={aside.back} />
        </Suspense>
      )}
    </Section>
  )
}

function One({ ask, putAside }: { ask: Ask & { because: string }; putAside: (ask: Ask, until: string) => void }) {
  const [why, setWhy] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const until = (id: string, label: string, hint?: string) => ({
    ...{ id, label, onAct: () => putAside(ask, id) },
    ...(hint ? { hint } : {}),
  })
  return (
    <Waiting
      id={ask.anchor}
      meta={ask.why}
      minutes={ask.minutes}
      act={{ label: ask.verb, to: ask.to }}
      more={
        <>
          <Button kind="quiet" small aria-expanded={why} onClick={() => setWhy(!why)}>
            Why this?
          </Button>
          <Menu
            label="Not now"
            name={`Not now: ${ask.words}`}
            small
            items={[
              [
                until('tomorrow', 'Until tomorrow'),
                until('next_week', 'Until next week'),
                { id: 'day', label: 'Until a day …', onAct: () => setChoosing(true) },
              ],
              [until('not_mine', 'It is not mine', 'Goes from your list. Nobody is told, and nothing is answered.')],
            ]}
          />
          {why && (
            <p className={styles.why} role="status">
              {ask.because} Five things are shown at most: what is wanted within a week first, then each part of this
              place in turn, the shortest first.
            </p>
          )}
          {choosing && (
            <Suspense>
              <UntilDay
                onClose={() => setChoosing(false)}
                onDay={(day) => {
                  setChoosing(false)
                  putAside(ask, day)
                }}
              />
            </Suspense>
          )}
        </>
      }
    >
      {ask.words}
    </Waiting>
  )
}

/** A letter leads to one of them: it is brought into view once it is there. */
function useNamed(there: boolean) {
  useEffect(() => {
    const name = location.hash.slice(1)
    if (there && /^[0-9a-f]{10}$/.test(name)) document.getElementById(name)?.scrollIntoView({ block: 'center' })
  }, [there])
}
