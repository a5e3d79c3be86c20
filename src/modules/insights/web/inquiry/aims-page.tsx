import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Sections } from '../sections.tsx'
import { AimForm } from './aim-form.tsx'
import { AIM_WORDS, type Aim, byWhen, countWords, ended, KIND_NAMES, type Kind } from './data.ts'
import styles from './inquiry.module.css'

/** What a space is for, each aim with what was produced for it so far. */
export default function AimsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [setting, setSetting] = useState(false)
  const list = useQuery(api.insights.aims.queryOptions({ input: { address } }))
  const open = here.data?.closed === null
  const set = open && (
    <Button kind="primary" onClick={() => setSetting(true)}>
      Set an aim
    </Button>
  )
  const items = list.data ?? []
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Aims"
      actions={(items.length > 0 && !setting && set) || undefined}
    >
      <Sections address={address} now="aims" />
      {setting && open && here.data && (
        <Section title="Set an aim" note="One minute. Everybody who is in reads it, now and later.">
          <AimForm here={here.data} onDone={() => setSetting(false)} />
        </Section>
      )}
      {list.isPending && <Loading what="Fetching the aims" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The aims could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && !setting && (
        <Empty title="No aim yet" step={set || undefined}>
          What is all this for? Set an aim, and tie insights, decisions, documents and the rest to it: its page then
          shows what has been produced for it.
        </Empty>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((aim) => (
          <li key={aim.id} className={styles.item}>
            <p className={styles.sentence}>
              <LinkTo to={`/s/${address}/insights/aims/${aim.id}`}>{aim.words}</LinkTo>
            </p>
            <p className={styles.meta}>{aboutAim(aim)}</p>
            <p className={styles.meta}>{producedFor(aim)}</p>
          </li>
        ))}
      </ul>
    </SpacePage>
  )
}

export function aboutAim(aim: Aim): string {
  return [`${AIM_WORDS[aim.kind]}.`, aim.whose && `Whose: ${ended(aim.whose)}`, byWhen(aim.by_on, aim.near)]
    .filter(Boolean)
    .join(' ')
}

/** “3 insights, 1 decision.”: what its reader may open one by one. */
function producedFor(aim: Aim): string {
  const kinds = (Object.keys(KIND_NAMES) as Kind[]).flatMap((kind) => {
    const many = aim.linked.filter((one) => one.kind === kind).length
    return many === 0 ? [] : [countWords(kind, many)]
  })
  return kinds.length === 0 ? 'Nothing has been tied to it yet.' : `${kinds.join(', ')}.`
}
