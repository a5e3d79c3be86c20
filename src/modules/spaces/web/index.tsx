import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/new-space', page: () => import('./new-space-page.tsx') },
  { path: '/s/:address/people', page: () => import('./people-page.tsx') },
  { path: '/s/:address/handover/:membership', page: () => import('./handover-page.tsx') },
  { path: '/s/:address/memory', page: () => import('./memory-page.tsx') },
  { path: '/s/:address/memory/versions', page: () => import('./memory/versions-page.tsx') },
  { path: '/s/:address/memory/strategy', page: () => import('./memory/strategy-page.tsx') },
  { path: '/s/:address/settings', page: () => import('./settings-page.tsx') },
  { path: '/s/:address/rules', page: () => import('./rules-page.tsx') },
  { path: '/s/:address/limits', page: () => import('./limits-page.tsx') },
  { path: '/limits', page: () => import('./everywhere-limits-page.tsx') },
  { path: '/s/:address/partners', page: () => import('./partners-page.tsx') },
  { path: '/s/:address/closing', page: () => import('./closing-page.tsx') },
  { path: '/s/:address/bring', page: () => import('./bring-page.tsx') },
  { path: '/new-space/together', page: () => import('./together-page.tsx') },
  { path: '/calls', page: () => import('./calls-page.tsx') },
]
export { SaidInCopy, useSaidInCopy } from './copies/said.tsx'
export { useHere } from './data.ts'
export { InConfidence } from './in-confidence.tsx'
export { MyDoors } from './my-doors.tsx'
export { NowPage } from './now-page.tsx'
export { SpacePage } from './space-page.tsx'
