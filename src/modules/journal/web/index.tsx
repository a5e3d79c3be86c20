import type { PageRoute } from '#web/lib/route.ts'

// Opened without a connection, the journal stands alone: the shell round it would wait for the place.
const alone = typeof navigator !== 'undefined' && navigator.onLine === false
const journal = () => import('./journal-page.tsx')

export const routes: PageRoute[] = [
  { path: '/journal', page: journal, bare: alone },
  { path: '/journal/:id', page: () => import('./entry-page.tsx') },
  { path: '/write', page: () => import('./write-page.tsx'), bare: true },
]

export { Capture } from './capture.tsx'
