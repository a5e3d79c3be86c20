import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { happenedWords } from './happened.tsx'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { dayWords } from './words.tsx'

/** What happened here, newest first, by month: from the chapters the reader was in. */
export default function MemoryPage({ params }: PageProps) {
  const address = params.address!
  const memory = useInfiniteQuery(
    api.spaces.memory.infiniteOptions({
      input: (cursor: string | null) => ({ address, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  )
  const happened = memory.data?.pages.flatMap((page) => page.happened) ?? []
  const months = Map.groupBy(happened, (one) => one.day.slice(0, 7))
  return (
    <SpacePage address={address} tab="memory" title="Memory">
      {memory.isPending && <Loading what="Fetching what happened" />}
      {memory.isError && !memory.data && (
        <Notice
          kind="error"
          title="What happened could not be fetched"
          actions={<Button onClick={() => void memory.refetch()}>Try again</Button>}
        >
          Nothing is lost: it is all still kept.
        </Notice>
      )}
      {memory.data && happened.length === 0 && (
        <Empty title="Nothing yet">
          What happens here will stand in this list, by day: who came, what was brought in, what we made of it, what was
          decided.
        </Empty>
      )}
      {[...months].map(([month, list]) => (
        <Section key={month} title={monthWords(month)}>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ol role="list" className={styles.days}>
            {list.map((one, at) => (
              <li key={one.key}>
                <time dateTime={one.day} data-again={list[at - 1]?.day === one.day || undefined}>
                  {dayWords(one.day).replace(/ \d{4}$/, '')}
                </time>
                <span>{happenedWords(one)}</span>
              </li>
            ))}
          </ol>
        </Section>
      ))}
      {memory.hasNextPage && (
        <Button pending={memory.isFetchingNextPage} onClick={() => void memory.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </SpacePage>
  )
}

function monthWords(month: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
}
