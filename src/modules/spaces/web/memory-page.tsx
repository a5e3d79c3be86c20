import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { sayMonth } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { useHere } from './data.ts'
import { Happened } from './happened.tsx'
import { NoteContext } from './memory/note-context.tsx'
import picture from './memory/picture.module.css'
import { Picture } from './memory/picture.tsx'
import { endOf, LANE_ORDER, LANE_WORDS, type LaneName, yearBefore } from './memory/words.tsx'
import { Saying } from './saying.tsx'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { TurningPoint } from './turning-point.tsx'

type Shown = LaneName | 'mattered' | 'all'
const SHOWN: { value: Shown; label: string }[] = [
  { value: 'mattered', label: 'What changed how things went' },
  { value: 'all', label: 'Everything' },
  ...LANE_ORDER.map((lane) => ({ value: lane, label: LANE_WORDS[lane] })),
]

/** What happened here, as a list by month and as a picture: from the chapters the reader was in. */
export default function MemoryPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [shown, setShown] = useState<Shown>('mattered')
  const [until, setUntil] = useState<string | null>(null)
  const [writing, setWriting] = useState<'turning' | 'context' | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const living = here.data?.closed === null
  const pick = (month: string, lane: LaneName) => {
    setUntil(endOf(month))
    setShown(lane)
    list.current?.scrollIntoView({ block: 'start' })
    list.current?.focus({ preventScroll: true })
  }
  return (
    <SpacePage
      address={address}
      tab="memory"
      title="Memory"
      margin={
        <Margin name="Beside the timeline">
          {here.data?.can.coordinate && (
            <Note title="You are the learning coordinator">
              <LinkTo to={`/s/${address}/across`}>Across our groups: ask, and see what was brought</LinkTo>
            </Note>
          )}
          <Note title="How we changed our minds">
            <LinkTo to={`/s/${address}/memory/versions`}>What we said of ourselves, step by step</LinkTo>
          </Note>
          <Note title="What we ask again and again">
            <LinkTo to={`/s/${address}/memory/asked`}>How it was answered each time</LinkTo>
          </Note>
          <Note title="The strategy we are part of">
            <LinkTo to={`/s/${address}/memory/strategy`}>Its milestones beside what we learn</LinkTo>
          </Note>
        </Margin>
      }
    >
      <div data-paper="no" className={styles.asking}>
        <Saying address={address} />
        <div className={picture.find}>
          <Select<Shown> label="What to show" value={shown} onChange={setShown} choices={SHOWN} />
          <DateField
            label="Up to which month?"
            of="month"
            value={until?.slice(0, 7) ?? ''}
            max={today().slice(0, 7)}
            onChange={(month) => setUntil(month === '' ? null : endOf(month))}
          />
        </div>
        <Buttons>
          <Button onClick={() => setUntil(yearBefore(today()))}>A year ago today</Button>
          {living && writing === null && (
            <>
              <Button onClick={() => setWriting('turning')}>Add a turning point</Button>
              <Button onClick={() => setWriting('context')}>Note what happened round us</Button>
            </>
          )}
          <Button kind="quiet" onClick={() => window.print()}>
            Print
          </Button>
        </Buttons>
      </div>
      {writing === 'turning' && here.data && <TurningPoint here={here.data} done={() => setWriting(null)} />}
      {writing === 'context' && here.data && <NoteContext here={here.data} done={() => setWriting(null)} />}
      <div className={picture.both}>
        <div ref={list} id="list" tabIndex={-1} className={picture.list}>
          {until !== null && (
            <p className={styles.hint}>
              Up to {dayWords(until)}, the latest first.{' '}
              <Button kind="quiet" small onClick={() => setUntil(null)}>
                Back to today
              </Button>
            </p>
          )}
          <List address={address} shown={shown} until={until} />
        </div>
        <Picture address={address} onPick={pick} />
      </div>
    </SpacePage>
  )
}

function List({ address, shown, until }: { address: string; shown: Shown; until: string | null }) {
  const lane = shown === 'mattered' || shown === 'all' ? undefined : shown
  const memory = useInfiniteQuery(
    api.spaces.memory.infiniteOptions({
      input: (cursor: string | null) => ({
        ...{ address, cursor, turning: shown === 'mattered', lane },
        until: until ?? undefined,
      }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  )
  if (memory.isPending) return <Loading what="Fetching what happened" />
  if (memory.isError && !memory.data)
    return (
      <Notice
        kind="error"
        title="What happened could not be fetched"
        actions={<Button onClick={() => void memory.refetch()}>Try again</Button>}
      >
        Nothing is lost: it is all still kept.
      </Notice>
    )
  const happened = memory.data.pages.flatMap((page) => page.happened)
  const months = Map.groupBy(happened, (one) => one.day.slice(0, 7))
  return (
    <>
      {happened.length === 0 &&
        (shown === 'mattered' && until === null ? (
          <Empty title="Nothing yet">
            What happens here will stand in this list, by day: who came, what was brought in, what we made of it, what
            was decided. What happened before this place was made can be added, on its own day.
          </Empty>
        ) : (
          <Empty title="Nothing of that kind then">Choose something else to show, or a later month.</Empty>
        ))}
      {[...months].map(([month, days]) => (
        <Section key={month} title={sayMonth(month)}>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ol role="list" className={styles.days}>
            {together(days).map((one, at, all) => (
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
    </>
  )
}

type Line = Parameters<typeof Happened>[0]['one'] & { key: string }

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
