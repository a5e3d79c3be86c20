import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/s/:address/across', page: () => import('./requests/across-page.tsx') },
  { path: '/s/:address/asked', page: () => import('./requests/asked-page.tsx') },
  { path: '/words', page: () => import('./words-page.tsx') },
]

export { BringTo, type BringToProps } from './bring-to.tsx'
export { NOT_RECALLED } from './says.tsx'
