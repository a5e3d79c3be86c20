import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Changed } from '#web/ui/changed.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Slider } from '#web/ui/slider.tsx'
import { SpacePage } from '../space-page.tsx'
import styles from '../spaces.module.css'
import picture from './picture.module.css'

/** What the space said of itself, version by version, with what changed from one to the next. */
export default function VersionsPage({ params }: PageProps) {
  const address = params.address!
  const versions = useQuery(api.spaces.versions.queryOptions({ input: { address } }))
  return (
    <SpacePage address={address} tab="memory" title="What we said of ourselves">
      <p data-paper="no">
        <LinkTo to={`/s/${address}/memory`}>Memory</LinkTo>
      </p>
      <Section title="What we said of ourselves, step by step">
        {versions.isPending && <Loading what="Fetching what we said" />}
        {versions.isError && (
          <Notice
            kind="error"
            title="What we said could not be fetched"
            actions={<Button onClick={() => void versions.refetch()}>Try again</Button>}
          >
            Nothing is lost: every version is still kept.
          </Notice>
        )}
        {versions.data &&
          (versions.data.length < 2 ? (
            <Empty title="It has not changed yet">
              When the purpose, the priorities or who pays is changed, what it said before stays here, and you step from
              one to the next.
            </Empty>
          ) : (
            <Replay versions={versions.data} />
          ))}
      </Section>
    </SpacePage>
  )
}

type Version = {
  version: number
  purpose: string
  priorities: string[]
  payer: string
  since: string
  by: string | null
}
const PARTS: { label: string; of: (one: Version) => string }[] = [
  { label: 'What we are here for', of: (one) => one.purpose },
  { label: 'Our priorities', of: (one) => one.priorities.join('\n') },
  { label: 'Who pays', of: (one) => one.payer },
]

function Replay({ versions }: { versions: Version[] }) {
  const [at, setAt] = useState(versions.length - 1)
  const now = versions[at]!
  const before = versions[at - 1]
  const last = versions.length - 1
  const says = (one: number) => `${one + 1} of ${versions.length}, from ${dayWords(versions[one]!.since)}`
  return (
    <div className={picture.version}>
      <div data-paper="no">
        <Slider label="Which one?" {...{ at, last, says }} onGo={setAt} />
        <Buttons>
          <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
            The one before
          </Button>
          <Button disabled={at === last} onClick={() => setAt(at + 1)}>
            The next one
          </Button>
        </Buttons>
      </div>
      <p role="status" className={styles.meta}>
        {says(at)}
        {now.by && `, changed by ${now.by}`}
        {at === last && '. It says this now.'}
        {before === undefined && ' This is how it began.'}
      </p>
      {PARTS.map(({ label, of }) => {
        const [was, is] = [before ? of(before) : of(now), of(now)]
        if (was === '' && is === '') return null
        return (
          <div key={label}>
            <p className={styles.meta}>
              {label}
              {was === is && before !== undefined && ' (as before)'}
            </p>
            <p className={styles.words}>
              <Changed before={was} after={is} />
            </p>
          </div>
        )
      })}
    </div>
  )
}
