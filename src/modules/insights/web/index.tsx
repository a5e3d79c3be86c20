import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/s/:address/insights', page: () => import('./insights-page.tsx') },
  { path: '/s/:address/insights/questions', page: () => import('./inquiry/questions-page.tsx') },
  { path: '/s/:address/insights/questions/:id', page: () => import('./inquiry/question-page.tsx') },
  { path: '/s/:address/insights/cycles', page: () => import('./inquiry/cycles-page.tsx') },
  { path: '/s/:address/insights/cycles/:id', page: () => import('./inquiry/cycle-page.tsx') },
  { path: '/s/:address/insights/aims', page: () => import('./inquiry/aims-page.tsx') },
  { path: '/s/:address/insights/aims/:id', page: () => import('./inquiry/aim-page.tsx') },
  { path: '/s/:address/insights/findings', page: () => import('./finding/findings-page.tsx') },
  { path: '/s/:address/insights/decisions', page: () => import('./decision/decisions-page.tsx') },
  { path: '/s/:address/insights/:id', page: () => import('./trace-page.tsx') },
  { path: '/s/:address/insights/:id/page', page: () => import('./paper/one-page.tsx') },
  { path: '/seat', page: () => import('./seat-page.tsx'), bare: true },
]
export { Unheard } from './unheard.tsx'
