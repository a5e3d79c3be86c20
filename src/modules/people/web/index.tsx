import { lazy } from 'react'
import type { PageRoute } from '#web/lib/route.ts'

export { JournalDoor } from './journal-door.tsx'
/** Loaded where something is taken out of the place: who asks shows first that it is them. */
export const WithProof = lazy(() => import('./with-proof.tsx'))

export const routes: PageRoute[] = [
  { path: '/set-up', page: () => import('./set-up-page.tsx'), bare: true },
  { path: '/sign-in', page: () => import('./sign-in-page.tsx'), bare: true },
  { path: '/join', page: () => import('./join-page.tsx'), bare: true },
  { path: '/mail-in', page: () => import('./mail-in-page.tsx'), bare: true },
  { path: '/new-address', page: () => import('./new-address-page.tsx'), bare: true },
  { path: '/place/asked', page: () => import('./keeper-asked-page.tsx') },
  { path: '/place', page: () => import('./place-page.tsx') },
  { path: '/come-back', page: () => import('./come-back-page.tsx'), bare: true },
  { path: '/for-programs', page: () => import('./for-programs-page.tsx') },
  { path: '/me/codes', page: () => import('./codes-page.tsx') },
  { path: '/me', page: () => import('./me-page.tsx') },
]
