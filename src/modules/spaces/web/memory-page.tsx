import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { useHere } from './data.ts'
import { Happened } from './happened.tsx'
import { Saying } from './saying.tsx'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { TurningPoint } from './turning-point.tsx'
import { dayWords } from './words.tsx'

/** What happened here, newest first, by month: from the chapters the reader was in. */
export default function MemoryPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [turning, setTurning] = useState(true)
  const [writing, setWriting] = useState(false)
  const memory = useInfiniteQuery(
    api.spaces.memory.infiniteOptions({
      input: (cursor: string | null) => ({ address, cursor, turning }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  )
  const happened = memory.data?.pages.flatMap((page) => page.happened) ?? []
  const months = Map.groupBy(happened, (one) => one.day.slice(0, 7))
  return (
    <SpacePage address={address} tab="memory" title="Memory">
      <div data-paper="no" className={styles.asking}>
        <Saying address={address} />
        <RadioGroup
          label="What to show"
          name="what"
          row
          value={turning ? 'turning' : 'all'}
          onChange={(what) => setTurning(what === 'turning')}
          choices={[
            { value: 'turning', label: 'What changed how things went' },
            { value: 'all', label: 'Everything' },
          ]}
        />
        <Buttons>
          {here.data?.closed === null && !writing && (
            <Button onClick={() => setWriting(true)}>Add a turning point</Button>
          )}
          <Button kind="quiet" onClick={() => window.print()}>
            Print
          </Button>
        </Buttons>
      </div>
      {writing && here.data && <TurningPoint here={here.data} done={() => setWriting(false)} />}
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
          decided. What happened before this place was made can be added, on its own day.
        </Empty>
      )}
      {[...months].map(([month, list]) => (
        <Section key={month} title={monthWords(month)}>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ol role="list" className={styles.days}>
            {together(list).map((one, at, all) => (
              <li key={one.key}>
                <time dateTime={one.day} data-again={all[at - 1]?.day === one.day || undefined}>
                  {dayWords(one.day).replace(/ \d{4}$/, '')}
                </time>
                <Happened one={one} />
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

type Line = Parameters<typeof Happened>[0]['one'] & { key: string; day: string }

/** Several who came in, or left, on one day, one after the other, without a word beside it: one line. */
function together(list: Line[]): Line[] {
  const lines: (Line & { names: string[] })[] = []
  for (const one of list) {
    const last = lines.at(-1)
    const person = one.kind === 'membership.started' || one.kind === 'membership.ended'
    if (person && last?.kind === one.kind && last.day === one.day && last.words === null && one.words === null)
      last.names.push(one.about ?? 'somebody')
    else lines.push({ ...one, names: person ? [one.about ?? 'somebody'] : [] })
  }
  return lines.map(({ names, ...one }) => (names.length > 1 ? { ...one, about: namesWords(names) } : one))
}

const namesWords = (names: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)

function monthWords(month: string): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
}
