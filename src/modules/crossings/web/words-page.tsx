import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Mine } from '../contract.ts'
import { AskedOfMe } from './asked-of-me.tsx'
import { AtAPost } from './at-a-post.tsx'
import styles from './crossings.module.css'
import { fate, HOW, NOT_RECALLED, STATE } from './says.tsx'
import { TakeBack } from './take-back.tsx'

/** Everything of mine that went elsewhere or is asked to, and what I am asked. */
export default function WordsPage() {
  return (
    <Page
      title="Where my words are"
      reach={{ person: 'first', sentence: 'Only you' }}
      margin={
        <Margin name="About this page">
          <Note title="Taking back">The words go at once from every place they were brought to. {NOT_RECALLED}</Note>
          <Note title="Who is told">
            Who was asked and who has answered is told to nobody. A line that stays needs no reasons.
          </Note>
        </Margin>
      }
    >
      <AskedOfMe />
      <MyWords />
    </Page>
  )
}

function MyWords() {
  const [taken, setTaken] = useState<number | null>(null)
  const list = useInfiniteQuery(
    api.crossings.mine.infiniteOptions({
      input: (cursor: string | null) => ({ cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  )
  if (list.isPending) return <Loading what="Fetching where your words are" lines={4} />
  if (list.isError) {
    return (
      <Notice
        kind="error"
        title="Where your words are could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing has changed anywhere.
      </Notice>
    )
  }
  const all = list.data.pages.flatMap((page) => page.crossings)
  return (
    <Section title="What I brought, and what was brought of mine">
      {taken !== null && (
        <Notice
          kind="saved"
          title={
            taken === 0
              ? 'It goes nowhere'
              : taken === 1
                ? 'Taken back from one place'
                : `Taken back from ${taken} places`
          }
        >
          {taken === 0 ? 'It had not gone anywhere yet.' : NOT_RECALLED}
        </Notice>
      )}
      {all.length === 0 ? (
        <Empty title="Nothing has gone anywhere" step={<ButtonLink to="/journal">My journal</ButtonLink>}>
          A line you bring to a space stands here, with who can read it, for as long as it is there.
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
        <ul role="list" className={styles.list}>
          {all.map((one) => (
            <One key={one.id} one={one} onTaken={setTaken} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div>
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show earlier ones
          </Button>
        </div>
      )}
    </Section>
  )
}

function One({ one, onTaken }: { one: Mine; onTaken: (copies: number) => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <li className={styles.one} id={one.id}>
      {one.words === null ? (
        <p className={styles.gone}>The words are not kept here any more.</p>
      ) : (
        <Quote bare={one.form === 'theme'}>{one.words}</Quote>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>From</dt>
          <dd>{one.from.name}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{one.to.address ? <LinkTo to={`/s/${one.to.address}`}>{one.to.name}</LinkTo> : one.to.name}</dd>
        </div>
        <div>
          <dt>How</dt>
          <dd>{HOW[one.form]}</dd>
        </div>
        <div>
          <dt>{one.went === null ? 'Asked' : 'There since'}</dt>
          <dd>{dayWords(one.went ?? one.since)}</dd>
        </div>
        {(one.state === 'went' || one.state === 'not_settled') && (
          <div>
            <dt>Until</dt>
            <dd>
              {one.until !== null ? dayWords(one.until) : one.can.takeBack ? 'you take it back' : 'it is taken back'}
            </dd>
          </div>
        )}
        {one.names.length > 0 && (
          <div>
            <dt>Names that go along</dt>
            <dd>{one.names.join(', ')}</dd>
          </div>
        )}
        {one.part === 'brought' && (
          <div>
            <dt>Whose</dt>
            <dd>said by somebody else, brought by you</dd>
          </div>
        )}
        {one.part === 'may_be_mine' && (
          <div>
            <dt>Whose</dt>
            <dd>typed for somebody who is not named; you were asked, so you may take it back</dd>
          </div>
        )}
        <div>
          <dt>Who was to see it</dt>
          <dd>{one.audience}</dd>
        </div>
      </dl>
      <p>
        <strong>{STATE[one.state]}.</strong> {fate(one)}
      </p>
      {one.post && <AtAPost post={one.post} there={one.state === 'went'} />}
      {one.can.takeBack && (
        <div>
          <Button small onClick={() => setAsking(true)}>
            Take it back
          </Button>
        </div>
      )}
      {asking && <TakeBack one={one} onClose={() => setAsking(false)} onTaken={onTaken} />}
    </li>
  )
}
