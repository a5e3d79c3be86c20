import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { ended } from '../chain/acts.tsx'
import { DECISION_ALONE } from '../chain/data.ts'
import { StepForm } from '../chain/step-form.tsx'
import { type ListedDecision, STRENGTH_WORDS } from '../data.ts'
import { toAll, type Where } from '../foot.tsx'
import styles from '../insights.module.css'
import { Sections } from '../sections.tsx'
import { Learned, NOTHING_LEARNT } from './learned.tsx'
import { Ledger } from './ledger.tsx'
import { Plan } from './plan.tsx'
import { Routes } from './routes.tsx'

type Adding = 'plan' | 'taken' | null

/** Decisions to come with their days, the log of those that were taken, and what was done of what was learned. */
export default function DecisionsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [adding, setAdding] = useState<Adding>(null)
  const open = here.data?.closed === null
  const done = () => setAdding(null)
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Decisions"
      actions={
        open && (
          <Button kind="primary" onClick={() => setAdding('plan')}>
            Add one to come
          </Button>
        )
      }
    >
      <Sections address={address} now="decisions" />
      <Section title="To come" note="By their day. Whoever prepares one is told before its papers close.">
        <List address={address} which="to_come" />
      </Section>
      <Section title="Taken">
        {open && (
          <div className={styles.acts}>
            <Button small kind="quiet" onClick={() => setAdding('taken')}>
              Write down one that was taken
            </Button>
          </div>
        )}
        <List address={address} which="taken" />
      </Section>
      <Ledger address={address} />
      <Routes address={address} {...(open && here.data && { here: here.data })} />
      {here.data && adding !== null && (
        <Dialog
          open
          onClose={done}
          title={adding === 'plan' ? 'A decision to come' : 'What was decided?'}
          shape="sheet"
        >
          {adding === 'plan' ? <Plan here={here.data} onDone={done} /> : <Taken here={here.data} onDone={done} />}
        </Dialog>
      )}
    </SpacePage>
  )
}

function Taken({ here, onDone }: { here: Where; onDone: () => void }) {
  const decide = useMutation(api.insights.decide.mutationOptions())
  const [learnt, setLearnt] = useState(NOTHING_LEARNT)
  return (
    <StepForm
      {...{ here, onDone, fields: DECISION_ALONE, reach: toAll(here) }}
      name="What was decided?"
      verb="Keep the decision"
      keep={`decided ${here.id}`}
      above={<Learned space={here.id} chosen={learnt} onChoose={setLearnt} />}
      make={(typed, { attempt }) =>
        decide.mutateAsync({
          ...(typed as { words: string }),
          ...{ attempt, space: here.id, chapter: here.standing, ...learnt },
        })
      }
    />
  )
}

function List({ address, which }: { address: string; which: 'to_come' | 'taken' }) {
  const list = useInfiniteQuery(
    api.insights.decisions.infiniteOptions({
      input: (cursor: string | undefined) => ({ address, which, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return <Loading what="Fetching the decisions" lines={3} />
  if (list.isError)
    return (
      <Notice
        kind="error"
        title="The decisions could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing is lost: what is written here is still there.
      </Notice>
    )
  if (items.length === 0)
    return which === 'to_come' ? (
      <Empty title="No decision is to come">
        Write down what is to be decided, by whom and by when, and what was learned can be there in time.
      </Empty>
    ) : (
      <p className={styles.meta}>None has been written down yet.</p>
    )
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((item) => (
          <Item key={item.id} item={item} address={address} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {which === 'taken' ? 'Show earlier decisions' : 'Show later decisions'}
        </Button>
      )}
    </>
  )
}

function Item({ item, address }: { item: ListedDecision; address: string }) {
  return (
    <li className={styles.item}>
      <p className={styles.decision}>
        <LinkTo to={`/s/${address}/insights/${item.id}?kind=decision`}>{item.words}</LinkTo>
      </p>
      <p className={styles.meta}>{item.to_come ? coming(item) : taken(item)}</p>
      {item.used.length > 0 && (
        <p className={styles.meta}>
          Because of:{' '}
          <span className={styles.said}>{item.used.map((one) => one.words ?? 'something hidden').join(' ')}</span>
        </p>
      )}
    </li>
  )
}

function coming(item: ListedDecision): string {
  const { meeting, owner } = item
  return [
    `${dayWords(item.decide_by!)}${meeting?.at_time ? `, ${meeting.at_time}` : ''}${meeting ? `, ${meeting.name}` : ''}${meeting?.off ? ', which does not meet on that day any more' : ''}.`,
    item.paper_by && `Papers close ${dayWords(item.paper_by)}.`,
    item.format && ended(item.format),
    owner && `${owner.name} prepares it${owner.has_left ? ', and has left' : ''}.`,
    item.used.length === 0 && 'Rests on nothing learned yet.',
  ]
    .filter(Boolean)
    .join(' ')
}

function taken(item: ListedDecision): string {
  return [
    `${dayWords(item.decided_on ?? item.made_on)}.`,
    item.taken_by && ended(item.elsewhere ? `Taken elsewhere: ${item.taken_by}` : item.taken_by),
    item.no_learning && item.used.length === 0 && 'No learning was used.',
    item.strength && STRENGTH_WORDS[item.strength],
    item.missing && `Missing: ${ended(item.missing)}`,
    item.not_heard && `Not heard: ${ended(item.not_heard)}`,
    item.dissent && `Seen differently: ${ended(item.dissent)}`,
    item.stopped !== null && `Stopped here, because: ${ended(item.stopped)}`,
  ]
    .filter(Boolean)
    .join(' ')
}
