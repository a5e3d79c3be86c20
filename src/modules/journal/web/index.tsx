import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = []
