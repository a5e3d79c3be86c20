import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { ended } from '../chain/acts.tsx'
import type { LedgerItem } from '../data.ts'
import styles from '../insights.module.css'

/** Each thing that was learned, with what was decided and done of it, and for how long nobody has answered it. */
export function Ledger({ address }: { address: string }) {
  const list = useInfiniteQuery(
    api.insights.ledger.infiniteOptions({
      input: (cursor: string | undefined) => ({ address, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const started = list.data?.pages[0]?.started ?? []
  return (
    <Section title="From what we learned to what was done" note="How we hold ourselves to account for acting on it.">
      {list.isPending && <Loading what="Following what became of each" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="This could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && <p className={styles.meta}>Nothing has been learned here yet.</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((item) => (
          <Line key={item.id} item={item} address={address} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier ones
        </Button>
      )}
      {started.length > 0 && (
        <>
          <h3 className={styles.small}>Who started what was decided and done</h3>
          <ul className={styles.plainList}>
            {started.map(({ year, us, funder, event }) => (
              <li key={year} className={styles.meta}>
                {year}: {us} by us, {funder} by a funder, {event} by something that happened.
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

const STATE = { open: 'open', done: 'done', changed: 'changed', dropped: 'dropped' } as const

function Line({ item, address }: { item: LedgerItem; address: string }) {
  const to = (id: string, kind: string) => `/s/${address}/insights/${id}?kind=${kind}`
  return (
    <li className={styles.item}>
      <p className={styles.said}>
        <LinkTo to={`/s/${address}/insights/${item.id}`}>
          {item.words ?? 'Hidden until its curators look again.'}
        </LinkTo>
      </p>
      {item.unanswered_days !== null && (
        <p className={styles.meta}>
          {item.unanswered_days === 0
            ? `Since today. Nothing has been decided from it yet.`
            : `Nothing has been decided from it for ${item.unanswered_days === 1 ? 'a day' : `${item.unanswered_days} days`}.`}
        </p>
      )}
      {item.stopped !== null && <p className={styles.meta}>Stopped here, because: {ended(item.stopped)}</p>}
      {item.decisions.map((decision) => (
        <div key={decision.id} className={styles.under}>
          <p className={styles.plain}>
            <LinkTo to={to(decision.id, 'decision')}>{decision.words}</LinkTo>{' '}
            <span className={styles.meta}>
              {decision.to_come ? 'To come.' : decision.decided_on ? `${dayWords(decision.decided_on)}.` : 'Decided.'}
              {decision.stopped !== null && ` Stopped here, because: ${ended(decision.stopped)}`}
              {decision.actions.length === 0 && decision.stopped === null && ' Nothing started yet.'}
            </span>
          </p>
          {decision.actions.map((action) => (
            <p key={action.id} className={styles.plain}>
              <LinkTo to={to(action.id, 'action')}>{action.words}</LinkTo>{' '}
              <span className={styles.meta}>
                {action.accountable}, {STATE[action.state]}
                {action.reason ? `: ${ended(action.reason)}` : '.'}
              </span>
            </p>
          ))}
        </div>
      ))}
    </li>
  )
}
