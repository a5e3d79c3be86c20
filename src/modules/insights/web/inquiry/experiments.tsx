import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { type Experiment, ended, RESULT_WORDS, useArrival } from './data.ts'
import { EditExperiment, EndExperiment, TryOut } from './experiment-form.tsx'
import styles from './inquiry.module.css'
import type { Here } from './question-form.tsx'
import { TieDialog, type Tying } from './tie.tsx'
import { Ties } from './ties.tsx'

type Doing = { do: 'try' } | { do: 'edit' | 'end'; of: Experiment } | { do: 'tie'; tying: Tying }
const TITLES = { try: 'Try something out', edit: 'Say it anew', end: 'What came of it?' } as const

/** What is tried out: what it tests, why it may fail safely, when it stops, and what came, also where it did not work. */
export function Experiments({ here, open }: { here: Here; open: boolean }) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const list = useInfiniteQuery(
    api.insights.experiments.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: here.id, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  useArrival(list.isSuccess)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const done = () => setDoing(null)
  const tryOut = open && <Button onClick={() => setDoing({ do: 'try' })}>Try something out</Button>
  return (
    <Section
      title="What we try out"
      note="Small enough to fail safely. That something did not work is a result, and often the one others need most."
    >
      {list.isPending && <Loading what="Fetching the experiments" lines={3} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The experiments could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && (
        <Empty step={tryOut || undefined}>
          What we try stands here, with the assumption it tests, who agreed the risk, the day and the sign on which we
          stop, and what came of it.
        </Empty>
      )}
      {list.isSuccess && !list.hasNextPage && <Came items={items} />}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((item) => (
          <Item key={item.id} item={item} here={here} open={open} onDo={setDoing} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier experiments
        </Button>
      )}
      {items.length > 0 && <div data-paper="no">{tryOut}</div>}
      {doing?.do === 'tie' && <TieDialog tying={doing.tying} space={here.id} address={here.address} onDone={done} />}
      {doing !== null && doing.do !== 'tie' && (
        <Dialog open onClose={done} title={TITLES[doing.do]} shape="sheet">
          {doing.do === 'try' && <TryOut here={here} onDone={done} />}
          {doing.do === 'edit' && <EditExperiment here={here} experiment={doing.of} onDone={done} />}
          {doing.do === 'end' && <EndExperiment here={here} experiment={doing.of} onDone={done} />}
        </Dialog>
      )}
    </Section>
  )
}

/** What came so far, as a sentence: what did not work counts like the rest. */
function Came({ items }: { items: readonly Experiment[] }) {
  const of = (result: Experiment['result']) => items.filter((item) => item.result === result).length
  const parts = (['worked', 'partly', 'did_not_work', 'too_early'] as const)
    .filter((result) => of(result) > 0)
    .map(
      (result) =>
        `${of(result)} ${{ worked: 'worked', partly: 'partly worked', did_not_work: 'did not work, a result worth having', too_early: 'too early to say' }[result]}`,
    )
  return parts.length === 0 ? null : <p className={styles.meta}>So far: {parts.join('; ')}.</p>
}

type ItemProps = { item: Experiment; here: Here; open: boolean; onDo: (doing: Doing) => void }

function Item({ item, here, open, onDo }: ItemProps) {
  const me = { kind: 'experiment' as const, id: item.id }
  const tests = item.linked.filter((one) => one.role === 'tests')
  const within = item.linked.filter((one) => one.role !== 'tests')
  const risk = item.risk_agreed_by
    ? `${item.risk_agreed_by} agreed the risk${item.risk_agreed_on ? ` on ${dayWords(item.risk_agreed_on)}` : ''}.`
    : item.result === null
      ? 'Nobody has agreed the risk yet.'
      : 'Nobody is named who agreed the risk.'
  return (
    <li className={styles.item} id={`tried-${item.id}`}>
      <p className={styles.sentence}>{item.words}</p>
      <p className={styles.meta}>
        {runs(item)} {risk} {item.appetite && ended(item.appetite)}
      </p>
      <p className={styles.meta}>Small enough to fail safely: {ended(item.safe)}</p>
      {item.result !== null && (
        <div className={styles.side}>
          <p>
            <strong>{RESULT_WORDS[item.result]}.</strong>{' '}
            {item.came && <span className={styles.said}>{item.came}</span>}
          </p>
          {item.tell_others && (
            <p>
              <span className={styles.small}>What we would tell others: </span>
              <span className={styles.said}>{item.tell_others}</span>
            </p>
          )}
        </div>
      )}
      {tests.length > 0 && (
        <div>
          <h3 className={styles.small}>It tests</h3>
          <Ties address={here.address} space={here.id} of={item.id} ties={tests} may={open} />
        </div>
      )}
      <Ties address={here.address} space={here.id} of={item.id} ties={within} may={open} named />
      {open && (
        <div className={styles.acts} data-paper="no">
          <Button small kind="quiet" onClick={() => onDo({ do: 'end', of: item })}>
            Say what came of it
          </Button>
          <Button small kind="quiet" onClick={() => onDo({ do: 'edit', of: item })}>
            Say it anew
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              onDo({
                do: 'tie',
                tying: { title: 'Which assumption does it test?', kinds: ['assumption'], role: 'tests', from: me },
              })
            }
          >
            Tie an assumption
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              onDo({
                do: 'tie',
                tying: { title: 'In which cycle is it tried?', kinds: ['cycle'], role: 'tried_in', from: me },
              })
            }
          >
            Put it in a cycle
          </Button>
        </div>
      )}
    </li>
  )
}

/** From when to when; and until when at the latest, and on which sign it stops sooner. */
function runs(item: Experiment): string {
  if (item.ended_on !== null) return `${dayWords(item.starts_on)} to ${dayWords(item.ended_on)}.`
  const sign = item.stop_sign ? `, or sooner: ${ended(item.stop_sign)}` : '.'
  const due = item.near === 'past' ? ' That day has come.' : ''
  return `Since ${dayWords(item.starts_on)}. We stop on ${dayWords(item.stops_on)}${sign}${due}`
}
