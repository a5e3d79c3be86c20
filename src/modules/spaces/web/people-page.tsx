import { lazy, Suspense } from 'react'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { AtTheDoor } from './at-the-door.tsx'
import { useHere, usePeople } from './data.ts'
import { InviteForm } from './invite-form.tsx'
import { LeaveHere } from './leaving.tsx'
import { RoleAsks } from './role-asks.tsx'
import { Seats } from './seats.tsx'
import { SharedWork } from './shared-work.tsx'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { WhoDoesWhat } from './who-does-what.tsx'

const Copies = lazy(() => import('./copies/copies.tsx'))

/** Who is in, who does what, who is about to come in, and whom one tells. */
export default function PeoplePage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const people = usePeople(address)
  return (
    <SpacePage address={address} tab="people" title="People">
      {people.isPending && <Loading what="Fetching the people" />}
      {people.isError && !people.data && (
        <Notice
          kind="error"
          title="The people could not be fetched"
          actions={<Button onClick={() => void people.refetch()}>Try again</Button>}
        >
          Nothing is lost, and nothing was changed.
        </Notice>
      )}
      {people.data && here.data && (
        <div className={here.data.closed ? styles.over : styles.whole}>
          <AtTheDoor people={people.data} zone={here.data.zone} />
          <RoleAsks people={people.data} address={address} zone={here.data.zone} />
          <WhoDoesWhat people={people.data} name={here.data.name} address={address} />
          {here.data.can.invite && (
            <div data-paper="no">
              <InviteForm address={address} people={people.data} />
            </div>
          )}
          <Seats address={address} people={people.data} />
          <SharedWork address={address} people={people.data} />
        </div>
      )}
      {/* A closed space is read, and so it can be taken along. */}
      {people.data && here.data && (
        <Suspense fallback={null}>
          <Copies address={address} space={here.data.id} name={here.data.name} />
        </Suspense>
      )}
      {/* Leaving stays possible whatever has become of the space. */}
      {people.data && here.data && <LeaveHere people={people.data} name={here.data.name} address={address} />}
    </SpacePage>
  )
}
