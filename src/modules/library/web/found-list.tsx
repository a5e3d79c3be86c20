import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import type { Found, Passage } from '../contract.ts'
import { Contests } from './contests.tsx'
import { aboutLine } from './document-lines.tsx'
import { CardNotes } from './evidence-quote.tsx'
import styles from './library.module.css'

type Narrowed = { kind: 'all' | 'evidence' | 'document'; from: string; to: string; lastYear: boolean }
const WIDE: Narrowed = { kind: 'all', from: '', to: '', lastYear: false }

/** What was found, best first, with the found words marked; narrowed by kind and by the days it is about. */
export function FoundList({ space, address, wanted }: { space: string; address: string; wanted: string }) {
  const [narrowed, setNarrowed] = useState(WIDE)
  const { kind, lastYear } = narrowed
  const found = useInfiniteQuery(
    api.library.find.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ space, text: wanted, cursor },
        ...(kind === 'all' ? {} : { kind }),
        ...(lastYear ? { lastYear: true as const } : {}),
        ...(lastYear || narrowed.from === '' ? {} : { from: narrowed.from }),
        ...(lastYear || narrowed.to === '' ? {} : { to: narrowed.to }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  // What a year ago is, the place says: its clock is not the reader's.
  const from = lastYear ? (found.data?.pages[0]?.from ?? '') : narrowed.from
  const to = lastYear ? (found.data?.pages[0]?.to ?? '') : narrowed.to
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const days = from === '' && to === '' ? '' : ` ${saySpan(from, to)}`
  return (
    <Section title="Found">
      <div className={styles.narrow} data-paper="no">
        <Select
          label="Look in"
          value={kind}
          onChange={(value) => setNarrowed({ ...narrowed, kind: value })}
          choices={[
            { value: 'all', label: 'Evidence and documents' },
            { value: 'evidence', label: 'Evidence only' },
            { value: 'document', label: 'Documents only' },
          ]}
        />
        <DateField
          label="From"
          value={from}
          onChange={(value) => setNarrowed({ kind, from: value, to, lastYear: false })}
        />
        <DateField
          label="To"
          value={to}
          onChange={(value) => setNarrowed({ kind, from, to: value, lastYear: false })}
        />
        <Buttons>
          <Button
            small
            icon="time"
            aria-pressed={lastYear}
            onClick={() => setNarrowed({ kind, from: '', to: '', lastYear: true })}
          >
            What were we saying a year ago?
          </Button>
          {(from !== '' || to !== '') && (
            <Button kind="quiet" small onClick={() => setNarrowed({ ...WIDE, kind })}>
              Any time
            </Button>
          )}
        </Buttons>
      </div>
      {found.isError && (
        <Notice
          kind="error"
          title="The search did not go through"
          actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
        >
          What you are looking for is still in the field above.
        </Notice>
      )}
      {found.isPending && <Loading what="Looking" lines={3} />}
      {found.isSuccess && (
        <p role="status" className={styles.soft}>
          {items.length === 0
            ? `Nothing that you may see here has “${wanted}”${days}. Try fewer words, the beginning of one, or a longer time.`
            : `${items.length === 1 ? '1 place' : `${items.length} places`} with “${wanted}”${days}${found.hasNextPage ? ', and more' : ''}`}
        </p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.items}>
        {items.map((one) => (
          <FoundItem key={one.id} one={one} address={address} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button kind="quiet" pending={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  )
}

function saySpan(from: string, to: string): string {
  if (from === '') return `until ${dayWords(to)}`
  return to === '' ? `since ${dayWords(from)}` : `from ${dayWords(from)} to ${dayWords(to)}`
}

function FoundItem({ one, address }: { one: Found; address: string }) {
  const evidence = one.kind === 'evidence' ? one.item : null
  const from = evidence?.document
  return (
    <li className={styles.item}>
      <div className={styles.itemText}>
        {one.kind === 'document' && (
          <LinkTo to={`/s/${address}/evidence/d/${one.id}`} className={styles.lineTitle}>
            {one.title}
          </LinkTo>
        )}
        <p className={styles.serif}>
          <Marked passage={one.passage} />
        </p>
        {evidence && <Contests of={evidence.contests} />}
        <p className={styles.small}>
          {one.kind === 'document' ? aboutLine(one.item) : one.item.by}
          {from && (
            <>
              . From <LinkTo to={`/s/${address}/evidence/d/${from.id}#at-${from.starts}`}>{from.title}</LinkTo>
            </>
          )}
        </p>
      </div>
      {evidence && <CardNotes item={evidence} />}
    </li>
  )
}

function Marked({ passage }: { passage: Passage }) {
  let at = 0
  return passage.map((piece) => {
    const key = at
    at += piece.text.length
    return piece.hit ? (
      <mark key={key} className={styles.hit}>
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    )
  })
}
