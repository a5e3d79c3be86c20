import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import type { ArtefactLine, ArtefactSort } from '../contract/artefacts.ts'
import { ArtefactFields, artefactOf, ownerOf, SORTS, sortOf } from './artefact-form.tsx'
import styles from './library.module.css'
import { Sections } from './sections.tsx'

/** What this space makes and keeps: its maps, stories, data and designs, each with its versions. */
export default function ArtefactsPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const [making, setMaking] = useState(false)
  const [sort, setSort] = useState<ArtefactSort | 'all'>('all')
  const space = here.data?.id ?? ''
  const list = useInfiniteQuery(
    api.library.artefacts.infiniteOptions({
      input: (cursor: string | undefined) => ({ space, cursor, ...(sort === 'all' ? {} : { sort }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: space !== '',
      placeholderData: keepPreviousData,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const begin = here.data?.closed === null && (
    <Button kind="primary" icon="plus" aria-haspopup="dialog" onClick={() => setMaking(true)}>
      Begin one
    </Button>
  )
  return (
    <SpacePage address={address} tab="evidence" title="Maps, stories, designs" wide>
      <div className={styles.page}>
        <Sections address={address} now="artefacts" />
        {list.isPending && <Loading what="Fetching what is kept here" lines={4} />}
        {list.isError && !list.data && (
          <Notice
            kind="error"
            title="They could not be fetched"
            actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
          >
            Nothing is lost. They will be here when we can reach them again.
          </Notice>
        )}
        {list.isSuccess && items.length === 0 && sort === 'all' && (
          <Empty title="Nothing kept here yet" step={begin || undefined}>
            Here will stand what you make together: a map of who does what, a story, a set of figures, a design of what
            could be. Each keeps its versions, and which gathering changed it.
          </Empty>
        )}
        {(items.length > 0 || sort !== 'all') && (
          <>
            <div className={styles.narrow} data-paper="no">
              {begin}
              <Select
                label="Show"
                hideLabel
                value={sort}
                onChange={setSort}
                choices={[
                  { value: 'all' as ArtefactSort | 'all', label: 'All kinds' },
                  ...(Object.keys(SORTS) as ArtefactSort[]).map((value) => ({ value, label: SORTS[value].label })),
                ]}
              />
            </div>
            {items.length === 0 && <p className={styles.soft}>None of this kind here.</p>}
            {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
            <ul role="list" className={styles.lines}>
              {items.map((item) => (
                <Line key={item.id} item={item} address={address} />
              ))}
            </ul>
          </>
        )}
        {list.hasNextPage && (
          <Button kind="quiet" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show earlier ones
          </Button>
        )}
      </div>
      {making && here.data && <Make into={{ ...here.data, space, address }} onClose={() => setMaking(false)} />}
    </SpacePage>
  )
}

function Line({ item, address }: { item: ArtefactLine; address: string }) {
  return (
    <li className={styles.line}>
      <LinkTo to={`/s/${address}/evidence/artefacts/${item.id}`} className={styles.lineTitle}>
        {item.title}
      </LinkTo>
      {item.purpose !== '' && <span className={styles.serifSmall}>{item.purpose}</span>}
      <span className={styles.small}>
        {SORTS[item.sort].label} · {item.stands ? 'stands for everybody here' : 'a draft'} · looked after by{' '}
        {item.owner === 'You' ? 'you' : item.owner} · {dayWords(item.on)}
      </span>
    </li>
  )
}

type Into = {
  space: string
  address: string
  chapter: string
  standing: string
  reach: ReachProps & { standing: string }
}

/** Begins one: a draft among those who are here now, or at once for everybody who is or comes in. */
function Make({ into, onClose }: { into: Into; onClose: () => void }) {
  const attempt = useAttempt()
  const router = useRouter()
  const [stands, setStands] = useState<'draft' | 'stands'>('draft')
  return (
    <Dialog open onClose={onClose} title="Begin one" shape="sheet">
      <Form
        onSend={async (data) => {
          const made = await client.library.makeArtefact({
            ...{ attempt: attempt.id, space: into.space },
            chapter: stands === 'draft' ? into.chapter : into.standing,
            ...{ ...artefactOf(data), sort: sortOf(data), owner: ownerOf(data) },
          })
          if (!made.ok) return { problem: made.sentence }
          onClose()
          router.history.push(`/s/${into.address}/evidence/artefacts/${made.id}`)
        }}
      >
        <p className={styles.soft}>Two minutes. You bring in its first version after this.</p>
        <ArtefactFields space={into.space} keep={`artefact-${into.space}`} />
        <RadioGroup
          label="How does it stand?"
          name="stands"
          value={stands}
          onChange={setStands}
          choices={[
            { value: 'draft', label: 'As a draft', hint: 'You can let it stand for everybody later.' },
            { value: 'stands', label: 'For everybody here, now and later' },
          ]}
        />
        <Reach person={into.reach.person} sentence={stands === 'draft' ? into.reach.sentence : into.reach.standing} />
        <Buttons>
          <Button kind="primary" type="submit">
            Begin it
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
