import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
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
import { Assumptions } from './assumptions.tsx'
import { byWhen, countWords, ended, PARTIES_WORDS, type Question, STATE_WORDS } from './data.ts'
import styles from './inquiry.module.css'
import { AskQuestion } from './question-form.tsx'

const ORDER: Question['state'][] = ['active', 'draft', 'answered', 'not_answerable', 'parked']

/** What a space wants to find out, how far it has come, and what it takes for granted. */
export default function QuestionsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const start = new URLSearchParams(useLocation({ select: (at) => at.searchStr })).get('do')
  const [asking, setAsking] = useState(start === 'ask')
  const list = useInfiniteQuery(
    api.insights.questions.infiniteOptions({
      input: (cursor: string | undefined) => ({ address, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const ask = here.data?.closed === null && (
    <Button kind="primary" onClick={() => setAsking(true)}>
      Ask a question
    </Button>
  )
  return (
    <SpacePage
      address={address}
      tab="insights"
      title="Questions"
      actions={(items.length > 0 && !asking && ask) || undefined}
    >
      <Sections address={address} now="questions" />
      {asking && here.data?.closed === null && (
        <Section title="Ask a question" note="Two minutes. What do we want to find out, and what for?">
          <AskQuestion here={here.data} onDone={() => setAsking(false)} />
        </Section>
      )}
      {list.isPending && <Loading what="Fetching the questions" lines={4} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The questions could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && !asking && (
        <Empty title="No question yet" step={ask || undefined}>
          The questions that this space wants answered stand here, each with who owns it, which decision it should
          inform, and what is known so far. Not every one can be answered, and that is worth saying too.
        </Empty>
      )}
      {ORDER.map((state) => {
        const these = items.filter((item) => item.state === state)
        if (these.length === 0) return null
        return (
          <Section key={state} title={STATE_WORDS[state]}>
            {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
            <ul role="list" className={styles.list}>
              {these.map((item) => (
                <Item key={item.id} item={item} address={address} />
              ))}
            </ul>
          </Section>
        )
      })}
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier questions
        </Button>
      )}
      {here.data && <Assumptions here={here.data} open={here.data.closed === null} writing={start === 'assume'} />}
    </SpacePage>
  )
}

function Item({ item, address }: { item: Question; address: string }) {
  const part = item.linked.find((one) => one.role === 'part_of' && one.end === 'to')
  return (
    <li className={styles.item}>
      <p className={styles.sentence}>
        <LinkTo to={`/s/${address}/insights/questions/${item.id}`}>{item.words}</LinkTo>
      </p>
      {part && <p className={styles.meta}>Part of: {part.words}</p>}
      {item.state_reason && <p className={styles.reason}>{item.state_reason}</p>}
      <p className={styles.meta}>
        {heldBy(item)} {item.informs && `For: ${ended(item.informs)}`} {byWhen(item.by_on, item.near)}{' '}
        {PARTIES_WORDS[item.whose]}. {hangs(item)}
      </p>
    </li>
  )
}

/** Who owns it and who facilitates it, and that somebody has left. */
export function heldBy({ owner, facilitator }: Question): string {
  const named = (one: Question['owner']) =>
    one === null ? 'nobody' : `${one.name ?? 'somebody'}${one.here ? '' : ' (has left)'}`
  if (owner === null && facilitator === null) return 'Nobody owns it yet.'
  const said = `${named(owner)} owns it, ${named(facilitator)} facilitates it.`
  return `${said[0]!.toUpperCase()}${said.slice(1)}`
}

function hangs({ linked }: Question): string {
  const of = (kind: 'evidence' | 'insight' | 'question') =>
    linked.filter((one) => one.kind === kind && one.end === 'from').length
  const parts = (['evidence', 'insight', 'question'] as const)
    .filter((kind) => of(kind) > 0)
    .map((kind) => (kind === 'question' ? `${of(kind)} under it` : countWords(kind, of(kind))))
  return parts.length === 0 ? 'Nothing hangs on it yet.' : `${parts.join(', ')}.`
}
