import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { DemonstrationBar } from '#modules/demonstration/web/index.tsx'
import { forgetPerson, forgetWriter, SigningOut } from '#modules/journal/web/index.tsx'
import { api, client } from './lib/client.ts'
import { forgetRooms, onErased } from './lib/erased.ts'
import { useLive } from './lib/live.ts'
import { stopAllWork } from './lib/work.ts'
import { Shell } from './shell.tsx'
import { Button } from './ui/button.tsx'
import { forgetWindow, keepFor } from './ui/keep.ts'
import { LinkTo } from './ui/link-to.tsx'
import { Loading } from './ui/loading.tsx'
import { Notice } from './ui/notice.tsx'
import { Unsent } from './ui/unsent.tsx'

const Find = lazy(() => import('./find.tsx'))

/** What belongs to no space, and is there for everybody. */
const LIBRARY = [{ label: 'Methods', to: '/methods' }]

/** Erased, somebody leaves nothing on this device: no draft, and nothing of a room they were in. */
async function forgetOnDevice(person: string) {
  forgetWindow()
  await forgetPerson(person).catch(() => undefined)
  forgetRooms(person)
}

/** Everything inside the place: the shell round the page, for somebody who is signed in. */
export function Frame() {
  const router = useRouter()
  const queries = useQueryClient()
  const here = useLocation({ select: (at) => at.pathname })
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const signedIn = me.data?.kind === 'full'
  const spaces = useQuery(api.spaces.list.queryOptions({ input: {}, enabled: signedIn }))
  const today = useQuery(api.today.list.queryOptions({ input: {}, enabled: signedIn }))
  const [finding, setFinding] = useState(false)
  const [only, setOnly] = useState(false)
  const [leaving, setLeaving] = useState<string | null>(null)
  const person = me.data?.id
  useEffect(() => (person === undefined ? undefined : onErased(() => forgetOnDevice(person))), [person])
  useLive(signedIn)

  useEffect(() => {
    if (me.isSuccess && !signedIn)
      router.history.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`)
  }, [me.isSuccess, signedIn, router])

  // Without a connection the shell stands all the same, and in it the one page that works: the sheet of the journal.
  // Once it could not be reached it stays so until there is an answer: asking again must not take the page away.
  const cut = me.data === undefined && (me.fetchStatus === 'paused' || me.failureCount + me.errorUpdateCount > 0)
  if (!cut && (!signedIn || !me.data)) return <Loading what="Opening the place" />

  if (me.data) keepFor(me.data.id)
  const mine = (spaces.data ?? []).filter((space) => space.member && space.kind !== 'room')
  const openSpace = mine.find((space) => here === `/s/${space.address}` || here.startsWith(`/s/${space.address}/`))
  const signOut = async () => {
    setLeaving(null)
    await client.people.signOut({ attempt: crypto.randomUUID() })
    forgetWindow()
    await forgetWriter().catch(() => undefined)
    stopAllWork()
    queries.clear()
    router.history.push('/sign-in')
  }
  return (
    <Shell
      here={here}
      me={{ name: me.data?.name ?? 'Me' }}
      spaces={mine}
      library={LIBRARY}
      waiting={today.data?.waiting.length}
      places={{ today: '/today', write: '/journal', sessions: '/me' }}
      onGo={(to) => router.history.push(to)}
      onSignOut={() => (me.data ? setLeaving(me.data.id) : undefined)}
      onFind={() => setFinding(true)}
      only={openSpace ? { on: only, space: openSpace, onChange: setOnly } : undefined}
    >
      <DemonstrationBar />
      {spaces.isError && (
        <Notice kind="error" title="Your spaces could not be fetched">
          Nothing is lost. They will be here again when you reload the page.
        </Notice>
      )}
      {me.data && <Unsent here={here} />}
      {cut && here !== '/journal' ? (
        <Notice
          kind="offline"
          title="We cannot reach the place"
          actions={<Button onClick={() => void me.refetch()}>Try again</Button>}
        >
          What you typed is kept on this device. You can <LinkTo to="/journal">write in your journal</LinkTo> meanwhile.
        </Notice>
      ) : (
        <Outlet />
      )}
      {leaving && <SigningOut writer={leaving} onStay={() => setLeaving(null)} onGo={() => void signOut()} />}
      {finding && (
        <Suspense>
          <Find
            space={openSpace ?? null}
            alone={only && openSpace !== undefined}
            onClose={() => setFinding(false)}
            onGo={(to) => {
              setFinding(false)
              router.history.push(to)
            }}
          />
        </Suspense>
      )}
    </Shell>
  )
}
