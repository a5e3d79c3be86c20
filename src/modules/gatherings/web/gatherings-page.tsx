import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { CallForm } from './call-form.tsx'
import { type Gathering, hasPassed, WAY_WORDS, whenWords } from './data.ts'
import styles from './gatherings.module.css'

/** The gatherings of a space: those to come, those that were, and a way to call one. */
export default function GatheringsPage({ params }: PageProps) {
  const address = params.address!
  const router = useRouter()
  const here = useHere(address)
  const list = useQuery(
    api.gatherings.list.queryOptions({ input: { space: here.data?.id ?? '' }, enabled: here.data !== undefined }),
  )
  const [calling, setCalling] = useState(location.hash === '#call')
  const open = here.data?.closed === null
  const call = open && (
    <Button kind="primary" onClick={() => setCalling(true)}>
      Call a gathering
    </Button>
  )
  const none = list.data !== undefined && list.data.coming.length + list.data.past.length === 0
  return (
    <SpacePage
      address={address}
      tab="gatherings"
      title="Gatherings"
      actions={(!calling && list.data !== undefined && !none && call) || undefined}
    >
      {calling && open && here.data && (
        <Section title="Call a gathering" note="A title, a day and a time are enough. The rest can follow.">
          <CallForm
            here={here.data}
            onDone={(id) => {
              setCalling(false)
              if (id !== '') router.history.push(`/s/${address}/gatherings/${id}`)
            }}
          />
        </Section>
      )}
      {list.isPending && <Loading what="Fetching the gatherings" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The gatherings could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what was called is still there.
        </Notice>
      )}
      {none && !calling && (
        <Empty title="No gathering yet" step={call || undefined}>
          A gathering is called here and held in a room of its own, with a run sheet of methods. People come in on their
          phones by a code, and nothing anybody writes is shown before its time.
        </Empty>
      )}
      {list.data && list.data.coming.length > 0 && (
        <Section title="To come">
          <Rows gatherings={list.data.coming} address={address} />
        </Section>
      )}
      {list.data && list.data.past.length > 0 && (
        <Section title="Held, or called off">
          <Rows gatherings={list.data.past} address={address} />
        </Section>
      )}
      {!none && (
        <p className={styles.meta} data-paper="no">
          <LinkTo to={`/s/${address}/gatherings/going-on`}>Series, being in touch, and how it was over time</LinkTo>
        </p>
      )}
    </SpacePage>
  )
}

function Rows({ gatherings, address }: { gatherings: readonly Gathering[]; address: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.list}>
      {gatherings.map((one) => (
        <li key={one.id} className={styles.item}>
          <p className={styles.title}>
            <LinkTo to={`/s/${address}/gatherings/${one.id}`}>{one.title}</LinkTo>
          </p>
          <p className={styles.meta}>
            {whenWords(one)} · {one.place || WAY_WORDS[one.way].toLowerCase()}
            {one.convenedBy && ` · called by ${one.convenedBy.name}`}
          </p>
          {stateOf(one) && <p className={styles.meta}>{stateOf(one)}</p>}
        </li>
      ))}
    </ul>
  )
}

/** How it stands, where that is not plain from its day. */
function stateOf(one: Gathering): string {
  if (one.cancelled !== null) return `Called off on ${dayWords(one.cancelled.on)}: ${one.cancelled.because}`
  if (one.heldOn !== null) return `Held on ${dayWords(one.heldOn)}.`
  if (one.room?.state === 'open') return 'The doors are open.'
  return hasPassed(one) ? 'Its day has passed, and nobody has closed it.' : ''
}
