import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/me/letters', page: () => import('./letters-page.tsx') },
  { path: '/letters/stop', page: () => import('./stop-page.tsx'), bare: true },
]
/** The parts of its page; the web client puts them together with another module's, in `src/web/today.tsx`. */
export { Agenda } from './agenda.tsx'
export { TodayPage } from './today-page.tsx'
export { WaitingForYou } from './waiting-for-you.tsx'
