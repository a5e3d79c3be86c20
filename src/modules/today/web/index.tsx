import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [{ path: '/today', page: () => import('./today-page.tsx') }]
export { WaitingForYou } from './waiting-for-you.tsx'
