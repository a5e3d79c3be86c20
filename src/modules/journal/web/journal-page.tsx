import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { JournalDoor } from '#modules/people/web/index.tsx'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useOnline } from '#web/ui/online.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Entry } from '../contract.ts'
import { ByMail } from './by-mail.tsx'
import Capture from './capture-sheet.tsx'
import styles from './journal.module.css'
import { KINDS, when } from './kinds.tsx'
import { Removed } from './removed.tsx'
import { TakeAlong } from './take-along.tsx'
import { Told } from './told.tsx'

/** The journal: a sheet to write on, then what was written, newest first. */
export default function JournalPage() {
  const [asked, setAsked] = useState('')
  const online = useOnline()
  return (
    <Page
      title="My journal"
      reach={{ person: 'first', sentence: 'Only you' }}
      margin={
        <Margin name="About my journal">
          <Note title="Where it goes">
            Nowhere by itself. You may bring a line to a space, one at a time, and take it back.
          </Note>
          <Note title="Where my words are">
            <LinkTo to="/words">See what you brought, and where it is</LinkTo>
          </Note>
          <Note title="Looking back">
            <LinkTo to="/journal/pictures">My journal as pictures</LinkTo>
          </Note>
          <Note title="Other ways to write">
            <ul className={styles.ways}>
              <li>
                <LinkTo to="/write">A page that only writes</LinkTo>
              </li>
              <ByMail />
            </ul>
          </Note>
          <Note title="Take it with you">
            <TakeAlong />
          </Note>
        </Margin>
      }
    >
      <JournalDoor>
        <Removed />
        <Capture prompts />
        <Section title="What I wrote">
          {online ? (
            <>
              <Search onAsk={setAsked} />
              {asked === '' ? <Entries /> : <Found asked={asked} />}
            </>
          ) : (
            <Notice kind="offline" title="You are offline">
              Earlier entries are not kept on this device, so they will be here when you are connected again. You can
              write in the meantime.
            </Notice>
          )}
        </Section>
      </JournalDoor>
    </Page>
  )
}

function Search({ onAsk }: { onAsk: (words: string) => void }) {
  const [words, setWords] = useState('')
  const ask = (event: FormEvent) => {
    event.preventDefault()
    onAsk(words.trim())
  }
  return (
    <search>
      <form className={styles.search} onSubmit={ask}>
        <TextField
          label="Find in my journal"
          type="search"
          value={words}
          maxLength={200}
          onChange={(value) => {
            setWords(value)
            if (value === '') onAsk('')
          }}
        />
        <Button type="submit" icon="search">
          Find
        </Button>
      </form>
    </search>
  )
}

const failed = (again: () => void) => (
  <Notice kind="error" title="Your entries could not be fetched" actions={<Button onClick={again}>Try again</Button>}>
    Nothing is lost: they are where you left them.
  </Notice>
)

function Entries() {
  const list = useInfiniteQuery(
    api.journal.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  )
  if (list.isPending) return list.fetchStatus === 'paused' ? null : <Loading what="Fetching what you wrote" lines={4} />
  if (list.isError) return failed(() => void list.refetch())
  const entries = list.data.pages.flatMap((page) => page.entries)
  if (entries.length === 0)
    return <Empty title="Nothing here yet">What you write stands here, newest first. A line a day is plenty.</Empty>
  return (
    <>
      <List entries={entries} />
      {list.hasNextPage && (
        <div>
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show earlier entries
          </Button>
        </div>
      )}
    </>
  )
}

function Found({ asked }: { asked: string }) {
  const found = useQuery({
    queryKey: [...api.journal.search.key({ input: { words: asked } })],
    queryFn: ({ signal }) => client.journal.search({ words: asked }, { signal }),
    // What was found is words of a journal: it is forgotten when it leaves the screen.
    gcTime: 0,
  })
  if (found.isPending) return <Loading what="Looking through your journal" lines={3} />
  if (found.isError) return failed(() => void found.refetch())
  const { entries, more } = found.data
  return (
    <>
      <p role="status" className={styles.meta}>
        {entries.length === 0
          ? `Nothing you wrote holds “${asked}”.`
          : `${entries.length}${more ? ' or more' : ''} ${entries.length === 1 ? 'entry holds' : 'entries hold'} “${asked}”.`}
      </p>
      <List entries={entries} />
    </>
  )
}

function List({ entries }: { entries: Entry[] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          {entry.words !== '' && <p className={`${styles.words} ${styles.first}`}>{entry.words}</p>}
          <Told tell={entry.tell} />
          {entry.photos[0] && (
            <div className={styles.thumb}>
              <img
                src={`/journal/photos/${entry.photos[0].id}`}
                width={entry.photos[0].width}
                height={entry.photos[0].height}
                alt={entry.photos[0].said || 'A photo that is not described yet'}
                loading="lazy"
              />
              {entry.photos[0].said !== '' && <span className={styles.meta}>{entry.photos[0].said}</span>}
            </div>
          )}
          <p className={styles.meta}>
            <LinkTo to={`/journal/${entry.id}`}>{when(entry.madeAt)}</LinkTo>
            {entry.kind !== 'noticed' && ` · ${KINDS[entry.kind].label}`}
            {entry.cameBy === 'mail' && ' · came by mail'}
            {entry.version > 1 && ' · changed since'}
            {entry.photos.length > 1 && ` · ${entry.photos.length} photos`}
          </p>
        </li>
      ))}
    </ul>
  )
}
