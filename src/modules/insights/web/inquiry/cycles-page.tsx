import { useInfiniteQuery } from '@tanstack/react-query'
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
import { Sections } from '../sections.tsx'
import { Board, Moves } from './board.tsx'
import { StartCycle } from './cycle-form.tsx'
import { type Cycle, STEP_WORDS } from './data.ts'
import { Experiments } from './experiments.tsx'
import styles from './inquiry.module.css'
import { type Moving, useMoving } from './moving.tsx'

/** Learning in cycles: a question, a try, data, sense, a decision; and what is tried out in them. */
export default function CyclesPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [starting, setStarting] = useState(false)
  const { moving, shown } = useMoving(here.data)
  const list = useInfiniteQuery(
    api.insights.cycles.infiniteOptions({
      input: (cursor: string | undefined) => ({ address, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const going = items.filter((one) => one.ended_on === null)
  const over = items.filter((one) => one.ended_on !== null)
  const open = here.data?.closed === null
  const start = open && (
    <Button kind="primary" onClick={() => setStarting(true)}>
      Begin a cycle
    </Button>
  )
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Cycles"
      wide
      actions={(items.length > 0 && !starting && start) || undefined}
    >
      <Sections address={address} now="cycles" />
      {starting && open && here.data && (
        <div className={styles.narrow}>
          <Section title="Begin a cycle" note="Two minutes. One question that a few weeks can answer.">
            <StartCycle here={here.data} onDone={() => setStarting(false)} />
          </Section>
        </div>
      )}
      {shown}
      {list.isPending && <Loading what="Fetching the cycles" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The cycles could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && !starting && (
        <Empty title="No cycle yet" step={start || undefined}>
          A cycle is a question, a try, some data, what we make of it, and a decision, in four to eight weeks. Small
          steps that can be taken back teach more than a large one that cannot.
        </Empty>
      )}
      {going.length > 0 && (
        <div className={styles.narrow}>
          <Section title="Under way">
            <Rows cycles={going} address={address} open={open} moving={moving} />
          </Section>
        </div>
      )}
      {going.length > 0 && (
        <div className={styles.onlyWide}>
          <Section
            title="The same, as a board"
            note={
              open ? 'With a cycle in focus, the right arrow moves it on and the left arrow moves it back.' : undefined
            }
          >
            <Board cycles={going} address={address} open={open} moving={moving} />
          </Section>
        </div>
      )}
      {over.length > 0 && (
        <div className={styles.narrow}>
          <Section title="Ended">
            <Rows cycles={over} address={address} open={open} moving={moving} />
          </Section>
        </div>
      )}
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier cycles
        </Button>
      )}
      {here.data && (
        <div className={styles.narrow}>
          <Experiments here={here.data} open={open} />
        </div>
      )}
    </SpacePage>
  )
}

type RowsProps = { cycles: readonly Cycle[]; address: string; open: boolean; moving: Moving }

function Rows({ cycles, address, open, moving }: RowsProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.list}>
      {cycles.map((cycle) => {
        const part = cycle.linked.find((one) => one.role === 'part_of' && one.end === 'to')
        return (
          <li key={cycle.id} className={styles.item}>
            <p className={styles.sentence}>
              <LinkTo to={`/s/${address}/insights/cycles/${cycle.id}`}>{cycle.words}</LinkTo>
            </p>
            <p className={styles.meta}>
              {cycle.ended_on === null ? `At “${STEP_WORDS[cycle.at_step]}”.` : `Ended ${dayWords(cycle.ended_on)}.`}{' '}
              {lengthWords(cycle)} {part && `Part of: ${part.words}`}
            </p>
            {open && <Moves cycle={cycle} moving={moving} />}
          </li>
        )
      })}
    </ul>
  )
}

/** From when to when it runs, and that it has run past that, in plain words. */
export function lengthWords(cycle: Cycle): string {
  const weeks = cycle.weeks === 1 ? 'one week' : `${cycle.weeks} weeks`
  const from = `${cycle.pace === 'slow' ? 'Slow: ' : ''}${dayWords(cycle.starts_on)} to ${dayWords(cycle.due_on)}, ${weeks}.`
  if (cycle.near === 'past') return `${from} It has run past its length.`
  return cycle.near === 'near' ? `${from} Its end is near.` : from
}
