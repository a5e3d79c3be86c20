import { useQuery } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useParams,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { routes as crossings } from '#modules/crossings/web/index.tsx'
import { routes as demonstration } from '#modules/demonstration/web/index.tsx'
import { routes as gatherings } from '#modules/gatherings/web/index.tsx'
import { routes as insights } from '#modules/insights/web/index.tsx'
import { routes as journal } from '#modules/journal/web/index.tsx'
import { routes as library } from '#modules/library/web/index.tsx'
import { routes as methods } from '#modules/methods/web/index.tsx'
import { routes as people } from '#modules/people/web/index.tsx'
import { routes as spaces } from '#modules/spaces/web/index.tsx'
import { routes as todays } from '#modules/today/web/index.tsx'
import { Frame } from './frame.tsx'
import { api } from './lib/client.ts'
import { keepClock } from './lib/day.ts'
import type { PageProps, PageRoute } from './lib/route.ts'
import styles from './missing.module.css'
import { Loading } from './ui/loading.tsx'
import { NothingHere } from './ui/not-there.tsx'

/** An address that no page has, outside the shell. */
function NoSuchPage() {
  return (
    <main className={styles.alone}>
      <NothingHere to="/today" verb="Go to today" />
    </main>
  )
}

/** Every page knows the place's day before it says one. */
function Root() {
  const place = useQuery(api.people.place.queryOptions({ input: {} }))
  if (place.data) keepClock(place.data, place.dataUpdatedAt)
  return place.isPending && place.failureCount === 0 && place.fetchStatus === 'fetching' ? (
    <Loading what="Opening the place" />
  ) : (
    <Outlet />
  )
}

const root = createRootRoute({ component: Root, notFoundComponent: NoSuchPage })
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame })

/** A space's first page shows parts of several modules, which may not know each other; they meet here. */
const now: PageRoute = { path: '/s/:address', page: () => import('./now.tsx') }
const today: PageRoute = { path: '/today', page: () => import('./today.tsx') }
const alone: PageRoute = { path: '/methods/:key/alone', page: () => import('./alone.tsx') }
const front: PageRoute = { path: '/', page: () => import('./front.tsx'), bare: true }

const pages = [
  front,
  now,
  today,
  alone,
  ...people,
  ...todays,
  ...spaces,
  ...journal,
  ...crossings,
  ...library,
  ...insights,
  ...methods,
  ...gatherings,
  ...demonstration,
]

/** Starts afresh when the path it stands for changes, and not for what follows it: what is searched for or shown. */
function At({ page: Page, goesOn = '' }: { page: ComponentType<PageProps>; goesOn?: string | undefined }) {
  const params = useParams({ strict: false }) as Record<string, string>
  return <Page params={params} key={JSON.stringify({ ...params, [goesOn]: '' })} />
}

function toRoute({ page, path, bare, goesOn }: PageRoute): AnyRoute {
  const shown = lazyRouteComponent(page)
  const route = createRoute({
    getParentRoute: () => (bare ? root : framed) as typeof root,
    path: path.replace(/:(\w+)/g, '$$$1'),
    component: () => <At page={shown} goesOn={goesOn} />,
  })
  return route as unknown as AnyRoute
}

const pagesOf = (bare: boolean): AnyRoute[] => pages.filter((page) => (page.bare ?? false) === bare).map(toRoute)
// Addresses are plain strings here: pages come from many modules, and links are ordinary anchors.
const routeTree = root.addChildren([
  ...pagesOf(true),
  framed.addChildren(pagesOf(false) as never),
] as never) as unknown as AnyRoute

export const router = createRouter({
  routeTree,
  defaultPendingComponent: () => <Loading what="Opening the page" />,
  defaultPendingMs: 200,
  defaultNotFoundComponent: NoSuchPage,
  scrollRestoration: true,
})
