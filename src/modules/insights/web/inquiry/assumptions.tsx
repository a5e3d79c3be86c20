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
import { EditAssumption, SettleAssumption, WriteAssumption } from './assumption-form.tsx'
import { type Assumption, HELD_WORDS, useArrival } from './data.ts'
import { History } from './history.tsx'
import styles from './inquiry.module.css'
import type { Here } from './question-form.tsx'
import { TieDialog, type Tying } from './tie.tsx'
import { Ties } from './ties.tsx'

type Doing = { do: 'write' } | { do: 'edit' | 'settle'; of: Assumption } | { do: 'tie'; tying: Tying }

/** What people here take for granted: who does, what speaks for it and against it, and whether it was tested. */
export function Assumptions({ here, open, writing }: { here: Here; open: boolean; writing: boolean }) {
  const [doing, setDoing] = useState<Doing | null>(writing && open ? { do: 'write' } : null)
  const list = useInfiniteQuery(
    api.insights.assumptions.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: here.id, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  useArrival(list.isSuccess)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const done = () => setDoing(null)
  const write = open && <Button onClick={() => setDoing({ do: 'write' })}>Write an assumption down</Button>
  return (
    <Section
      title="What we take for granted"
      note="An assumption that is written down can be tested. Whoever holds it is a party, never a person."
    >
      {list.isPending && <Loading what="Fetching the assumptions" lines={3} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The assumptions could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost: what is written here is still there.
        </Notice>
      )}
      {list.isSuccess && items.length === 0 && (
        <Empty step={write || undefined}>
          What do we believe without having looked? One sentence is enough, and whose belief it is.
        </Empty>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {items.map((item) => (
          <Item key={item.id} item={item} here={here} open={open} onDo={setDoing} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier assumptions
        </Button>
      )}
      {items.length > 0 && <div data-paper="no">{write}</div>}
      {doing?.do === 'write' && (
        <Dialog open onClose={done} title="What do we take for granted?" shape="sheet">
          <WriteAssumption here={here} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'edit' && (
        <Dialog open onClose={done} title="Say it anew" shape="sheet">
          <EditAssumption here={here} assumption={doing.of} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'settle' && (
        <Dialog open onClose={done} title="Where does it stand?" shape="sheet">
          <SettleAssumption here={here} assumption={doing.of} onDone={done} />
        </Dialog>
      )}
      {doing?.do === 'tie' && <TieDialog tying={doing.tying} space={here.id} address={here.address} onDone={done} />}
    </Section>
  )
}

type ItemProps = { item: Assumption; here: Here; open: boolean; onDo: (doing: Doing) => void }

function Item({ item, here, open, onDo }: ItemProps) {
  const tied = (role: string) => item.linked.filter((one) => one.role === role)
  const evidence = (title: string, role: 'for' | 'against'): Doing => ({
    do: 'tie',
    tying: { title, kinds: ['evidence'], role, to: { kind: 'assumption', id: item.id } },
  })
  const parts = [
    { title: 'Speaks for it', ties: tied('for') },
    { title: 'Speaks against it', ties: tied('against') },
    { title: 'Tested by', ties: tied('tests') },
  ]
  return (
    <li className={styles.item} id={`held-${item.id}`}>
      <p className={styles.sentence}>{item.words}</p>
      <p className={styles.meta}>
        {HELD_WORDS[item.state]}. Whose: {item.holder}. {dayWords(item.made_on)}.
      </p>
      {parts.map(
        ({ title, ties }) =>
          ties.length > 0 && (
            <div key={title} className={styles.side}>
              <h3 className={styles.small}>{title}</h3>
              <Ties address={here.address} space={here.id} of={item.id} ties={ties} may={open} />
            </div>
          ),
      )}
      <History changes={item.history} words={HELD_WORDS} />
      {open && (
        <div className={styles.acts} data-paper="no">
          <Button small kind="quiet" onClick={() => onDo(evidence('What speaks for it?', 'for'))}>
            Evidence for it
          </Button>
          <Button small kind="quiet" onClick={() => onDo(evidence('What speaks against it?', 'against'))}>
            Evidence against it
          </Button>
          <Button small kind="quiet" onClick={() => onDo({ do: 'settle', of: item })}>
            Say where it stands
          </Button>
          <Button small kind="quiet" onClick={() => onDo({ do: 'edit', of: item })}>
            Say it anew
          </Button>
        </div>
      )}
    </li>
  )
}
