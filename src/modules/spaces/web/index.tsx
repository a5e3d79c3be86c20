import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = []
export { useHere } from './data.ts'
export { NowPage } from './now-page.tsx'
export { SpacePage, type SpacePageProps } from './space-page.tsx'
