import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [{ path: '/words', page: () => import('./words-page.tsx') }]

export { BringTo, type BringToProps } from './bring-to.tsx'
