import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/s/:address/gatherings', page: () => import('./gatherings-page.tsx') },
  { path: '/s/:address/gatherings/going-on', page: () => import('./around/going-on-page.tsx') },
  { path: '/s/:address/memory/asked', page: () => import('./around/asked-page.tsx') },
  { path: '/s/:address/gatherings/:id/after', page: () => import('./around/after-page.tsx') },
  { path: '/invitation', page: () => import('./around/invitation-page.tsx'), bare: true },
  { path: '/told', page: () => import('./leaving/back-page.tsx'), bare: true },
  { path: '/me/calendar', page: () => import('./around/calendar-page.tsx') },
  { path: '/rooms/:room/around', page: () => import('./around/threads-page.tsx'), bare: true },
  { path: '/s/:address/gatherings/:id', page: () => import('./gathering-page.tsx') },
  { path: '/rooms/:room/plan', page: () => import('./plan/plan-page.tsx') },
  { path: '/rooms/:room/console', page: () => import('./console/console-page.tsx'), bare: true },
  { path: '/rooms/:room/screen', page: () => import('./screen/screen-page.tsx'), bare: true },
  { path: '/rooms/:room/leaving', page: () => import('./leaving/leaving-page.tsx') },
  { path: '/gatherings/:id/told', page: () => import('./leaving/told-page.tsx') },
  { path: '/rooms/:room/paper', page: () => import('./paper/paper-page.tsx') },
]
export { GoingQuiet } from './going-quiet.tsx'
export { NextGathering } from './next-gathering.tsx'
