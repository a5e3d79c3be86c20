import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { api } from '#web/lib/client.ts'
import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [{ path: '/demonstration', page: () => import('./people-page.tsx'), bare: true }]

export { LookAround } from './look-around.tsx'

const Bar = lazy(() => import('./bar.tsx'))

/** The strip that says this is a demonstration, and through whose eyes one is looking. Nothing in a real place. */
export function DemonstrationBar() {
  const place = useQuery(api.people.place.queryOptions({ input: {} }))
  if (!place.data?.demonstration) return null
  return (
    <Suspense>
      <Bar />
    </Suspense>
  )
}
