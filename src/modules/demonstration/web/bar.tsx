import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { sayWholeWeekday } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { useWorld } from './data.ts'
import styles from './demonstration.module.css'

const SixMonthsOn = lazy(() => import('./six-months-on.tsx'))

export default function Bar() {
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const world = useWorld()
  return (
    <div className={styles.bar} data-paper="no">
      A demonstration: everybody in it is invented. Here it is {sayWholeWeekday(today())}. You are looking through the
      eyes of <strong>{me.data?.name}</strong>. <LinkTo to="/demonstration">Look through somebody else’s</LinkTo>
      {world.data?.name === 'wearmouth' && world.data.stop === 1 && (
        <Suspense>
          {' · '}
          <SixMonthsOn />
        </Suspense>
      )}
    </div>
  )
}
