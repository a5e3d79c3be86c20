import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/methods', page: () => import('./methods-page.tsx') },
  { path: '/methods/:key', page: () => import('./method-page.tsx') },
]
export { AlonePage } from './alone.tsx'
export type { Limits } from './data.ts'
export { Limit } from './limit.tsx'
