import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { SpacePage, useHere, useSaidInCopy } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { BringIn } from './bring-in.tsx'
import { DocumentLines } from './document-lines.tsx'
import { EvidenceItem } from './evidence-item.tsx'
import { FoundList } from './found-list.tsx'
import { GoneLines } from './gone-lines.tsx'
import styles from './library.module.css'
import { ALL, Narrow, type Shown } from './narrow.tsx'
import { folded } from './same.tsx'
import { Sections } from './sections.tsx'

/** What this space knows: ways in, a search, its documents and the evidence in its own words. */
export default function EvidencePage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const asked = new URLSearchParams(useLocation({ select: (at) => at.searchStr })).get('find') ?? ''
  const [typed, setTyped] = useState(asked)
  // “Find anything” leads here with its words, also for whoever is here already.
  const [before, setBefore] = useState(asked)
  if (asked !== before) {
    setBefore(asked)
    setTyped(asked)
  }
  const wanted = useDeferredValue(typed.trim())
  const reach: ReachProps | null = here.data
    ? { person: here.data.reach.person, sentence: here.data.reach.sentence }
    : null
  return (
    <SpacePage address={address} tab="evidence" title="Evidence" wide>
      {here.data && reach && (
        <div className={styles.page}>
          <Sections address={address} now="evidence" />
          {/* A closed space says so above; what would be refused is not offered. */}
          {here.data.closed === null && (
            <BringIn into={{ space: here.data.id, chapter: here.data.chapter, address, reach }} />
          )}
          <search className={styles.search}>
            <TextField
              label="Find in documents and evidence"
              hint="The beginning of a word is enough. “The very words” in quotation marks; -word for without it."
              type="search"
              value={typed}
              onChange={setTyped}
              maxLength={200}
              autoComplete="off"
            />
          </search>
          {wanted.length > 1 ? (
            <FoundList space={here.data.id} address={address} wanted={wanted} />
          ) : (
            <Everything space={here.data.id} chapter={here.data.chapter} address={address} reach={reach} />
          )}
        </div>
      )}
    </SpacePage>
  )
}

function Everything({
  space,
  chapter,
  address,
  reach,
}: {
  space: string
  chapter: string
  address: string
  reach: ReachProps
}) {
  const [shown, setShown] = useState<Shown>(ALL)
  const documents = useInfiniteQuery(
    api.library.documents.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ space, cursor, sort: shown.sort, newest: true as const },
        ...(shown.kind === 'all' ? {} : { kind: shown.kind }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const evidence = useInfiniteQuery(
    api.library.evidence.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ space, cursor, sort: shown.sort },
        ...(shown.whose === 'all'
          ? {}
          : shown.whose === 'contested'
            ? { contested: true as const }
            : { whose: shown.whose }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const ids = (evidence.data?.pages ?? []).flatMap((page) => page.items.map((item) => item.id)).slice(-200)
  const resting = useQuery(
    api.library.resting.queryOptions({
      input: { space, evidence: ids },
      enabled: ids.length > 0,
      placeholderData: keepPreviousData,
    }),
  )
  const [whole, setWhole] = useState(false)
  const saidOf = useSaidInCopy(address, [
    ...(documents.data?.pages ?? []).flatMap((page) => page.items.map((item) => item.id)),
    ...ids,
  ])
  useArrivalAt(evidence.data)
  const fault = (documents.isError && !documents.data) || (evidence.isError && !evidence.data)
  if (fault) {
    const again = () => {
      void documents.refetch()
      void evidence.refetch()
    }
    return (
      <Notice
        kind="error"
        title="The evidence could not be fetched"
        actions={<Button onClick={again}>Try again</Button>}
      >
        Nothing is lost. It will be here when we can reach it again.
      </Notice>
    )
  }
  if (documents.isPending || evidence.isPending) return <Loading what="Fetching the evidence" lines={4} />
  const lines = documents.data.pages.flatMap((page) => page.items)
  const items = evidence.data.pages.flatMap((page) => page.items)
  const narrowed = shown.kind !== 'all' || shown.whose !== 'all'
  if (lines.length === 0 && items.length === 0 && !narrowed) {
    return (
      <Empty title="Nothing here yet">
        Here will stand what people said and what was found out, in its own words, each piece with who was asked and
        what it cannot say. Begin with a document you have, or with one thing somebody told you.
      </Empty>
    )
  }
  const few = lines.length + items.length < 4 && !narrowed
  return (
    <>
      {!few && <Narrow shown={shown} onChange={setShown} />}
      {(lines.length > 0 || shown.kind !== 'all') && (
        <Section title="Documents">
          {lines.length === 0 && <p className={styles.soft}>None of this kind here.</p>}
          <DocumentLines lines={whole ? lines : lines.slice(0, 5)} {...{ address, chapter, saidOf }} />
          {!whole && lines.length > 5 && (
            <Button kind="quiet" small onClick={() => setWhole(true)}>
              Show {documents.hasNextPage ? 'more' : `the other ${lines.length - 5}`} documents
            </Button>
          )}
          {whole && documents.hasNextPage && (
            <Button
              kind="quiet"
              small
              pending={documents.isFetchingNextPage}
              onClick={() => void documents.fetchNextPage()}
            >
              Show earlier documents
            </Button>
          )}
        </Section>
      )}
      <GoneLines space={space} />
      <Section title="Evidence">
        {items.length === 0 ? (
          <p className={styles.soft}>
            {shown.whose === 'all'
              ? 'No evidence yet. Open a document and choose the words that matter, or write down a piece of evidence.'
              : 'None of this kind here.'}
          </p>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
          <ul role="list" className={styles.items}>
            {folded(items).map(({ item, same }) => (
              <EvidenceItem
                key={item.id}
                item={item}
                same={same}
                address={address}
                space={space}
                reach={reach}
                chapter={chapter}
                resting={resting.data ?? []}
                copied={saidOf(item.id)}
              />
            ))}
          </ul>
        )}
        {evidence.hasNextPage && (
          <Button kind="quiet" pending={evidence.isFetchingNextPage} onClick={() => void evidence.fetchNextPage()}>
            Show earlier evidence
          </Button>
        )}
      </Section>
    </>
  )
}

/** A link to one piece of evidence brings it into view, once it is there. */
function useArrivalAt(loaded: unknown) {
  const there = loaded !== undefined
  useEffect(() => {
    if (!there || location.hash.length < 2) return
    const piece = document.getElementById(location.hash.slice(1))
    piece?.scrollIntoView({ block: 'center' })
    piece?.focus({ preventScroll: true })
  }, [there])
}
