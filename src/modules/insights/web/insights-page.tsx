import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
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
import { Quote } from '#web/ui/quote.tsx'
import { answerWords, type Listed, SURE_WORDS } from './data.ts'
import { type Loop, NextLoop } from './inquiry/next-loop.tsx'
import { ByParties, LoopsOverTime, type Parties } from './inquiry/overview.tsx'
import styles from './insights.module.css'
import { Sections } from './sections.tsx'
import { WriteInsight } from './write.tsx'

/** What a space has made of its evidence, newest first. */
export default function InsightsPage({ params }: PageProps) {
  const address = params.address!
  const from = new URLSearchParams(useLocation({ select: (at) => at.searchStr })).getAll('evidence')
  const here = useHere(address)
  const [writing, setWriting] = useState(from.length > 0)
  const [written, setWritten] = useState<Loop | null>(null)
  const [parties, setParties] = useState<Parties | null>(null)
  const list = useInfiniteQuery(
    api.insights.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ address, cursor, ...(parties === null ? {} : { parties }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  // A closed space says so above; what would be refused is not offered.
  const write = here.data?.closed === null && (
    <Button kind="primary" onClick={() => setWriting(true)}>
      Write an insight
    </Button>
  )
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Insights"
      actions={(items.length > 0 && !writing && write) || undefined}
    >
      <Sections address={address} now="insights" />
      {writing && here.data?.closed === null && (
        <Section title="Write an insight" note="Two minutes. What do these say, when you lay them side by side?">
          <WriteInsight here={here.data} from={from} onDone={() => setWriting(false)} onWritten={setWritten} />
        </Section>
      )}
      {written !== null && !writing && <NextLoop loop={written} address={address} onDone={() => setWritten(null)} />}
      <ByParties address={address} value={parties} onChange={setParties} />
      {list.isPending && <Loading what="Fetching the insights" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The insights could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && parties !== null && <p>There is no insight of this kind here.</p>}
      {list.isSuccess && items.length === 0 && parties === null && !writing && (
        <Empty title="No insight yet" step={write || undefined}>
          An insight is one sentence on what the evidence means, with what it rests on, who sees it differently, and who
          needs to hear it.
        </Empty>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
        <ul role="list" className={styles.list}>
          {items.map((item) => (
            <Item key={item.id} item={item} address={address} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier insights
        </Button>
      )}
      <LoopsOverTime address={address} />
    </SpacePage>
  )
}

function Item({ item, address }: { item: Listed; address: string }) {
  return (
    <li className={styles.item}>
      <p className={styles.sentence}>
        <LinkTo to={`/s/${address}/insights/${item.id}`}>
          {item.words ?? <em>Hidden until its curators look again.</em>}
        </LinkTo>
      </p>
      {item.place_taken !== null && (
        <p className={styles.meta}>
          <LinkTo to={`/s/${address}/insights/${item.place_taken}`}>Another has taken its place.</LinkTo>
        </p>
      )}
      {item.dissent.map((one) => (
        <Quote
          key={one.id}
          against
          by={`A view against, kept beside it.${one.carried ? ' Said of what this took the place of.' : ''}${one.by ? ` ${one.by}.` : ''}`}
        >
          {one.words}
        </Quote>
      ))}
      <p className={styles.meta}>
        {dayWords(item.made_on)}. {restsOn(item.evidence)} {SURE_WORDS[item.confidence]} sure. {heardBy(item)}{' '}
        {item.stopped !== null ? `Stopped here, because: ${item.stopped}` : item.decided ? 'Decided upon.' : ''}{' '}
        {item.wants_another_look && <strong className={styles.again}>Wants another look.</strong>}
      </p>
    </li>
  )
}

function restsOn({ supports, quotes, against }: Listed['evidence']): string {
  const lines = supports + quotes
  const first = lines === 0 ? 'Nothing left under it' : lines === 1 ? 'From 1 line' : `From ${lines} lines`
  return against === 0 ? `${first}.` : `${first}, ${against} against.`
}

function heardBy(item: Listed): string {
  if (item.receivers.length === 0) return 'Nobody has been asked to hear it.'
  return item.receivers
    .map((one) => (one.answer === null ? `${one.title}: not heard yet.` : `${one.title}: ${answerWords(one.answer)}.`))
    .join(' ')
}
