import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/s/:address/gatherings', page: () => import('./gatherings-page.tsx') },
  { path: '/s/:address/gatherings/:id', page: () => import('./gathering-page.tsx') },
  { path: '/rooms/:room/plan', page: () => import('./plan/plan-page.tsx') },
]
export { NextGathering } from './next-gathering.tsx'
