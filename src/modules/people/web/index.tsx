import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/set-up', page: () => import('./set-up-page.tsx'), bare: true },
  { path: '/sign-in', page: () => import('./sign-in-page.tsx'), bare: true },
  { path: '/join', page: () => import('./join-page.tsx'), bare: true },
  { path: '/me', page: () => import('./me-page.tsx') },
]
