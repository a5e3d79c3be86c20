import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/journal', page: () => import('./journal-page.tsx') },
  { path: '/journal/pictures', page: () => import('./pictures/pictures-page.tsx') },
  { path: '/journal/:id', page: () => import('./entry-page.tsx') },
  { path: '/write', page: () => import('./write-page.tsx'), bare: true },
  { path: '/s/:address/wall', page: () => import('./wall-page.tsx') },
]

export { Capture } from './capture.tsx'
export { forgetPerson, forgetWriter, SigningOut } from './signing-out.tsx'
export { WallLink } from './wall-link.tsx'
