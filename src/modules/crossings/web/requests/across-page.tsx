import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SpacePage } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import styles from '../crossings.module.css'

/** A learning coordinator's page: what they asked of groups, and what was brought since. Never what was kept, or by whom. */
export default function AcrossPage({ params }: PageProps) {
  const address = params.address!
  return (
    <SpacePage address={address} tab="memory" title="Across our groups">
      <Across address={address} />
    </SpacePage>
  )
}

function Across({ address }: { address: string }) {
  const page = useInfiniteQuery(
    api.crossings.across.infiniteOptions({
      input: (cursor: string | null) => ({ address, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: (one) => one.next,
      retry: (tries, fault) => (fault as { code?: string }).code !== 'not_found' && tries < 2,
    }),
  )
  if (page.isPending) return <Loading what="Fetching what you asked" />
  if (page.isError && !page.data)
    return (page.error as { code?: string }).code === 'not_found' ? (
      <Empty title="This is the learning coordinator's page">
        Whoever has that role in this space asks its groups here for what they learned. Roles are given under People.
      </Empty>
    ) : (
      <Notice
        kind="error"
        title="What you asked could not be fetched"
        actions={<Button onClick={() => void page.refetch()}>Try again</Button>}
      >
        Nothing is lost: it is still there.
      </Notice>
    )
  const { mayAsk, groups, sent } = page.data.pages[0]!
  const brought = page.data.pages.flatMap((one) => one.brought)
  return (
    <>
      <Section
        title="Ask a group"
        note="You ask, and take nothing. What they keep, and whether they looked, is told to nobody."
      >
        {!mayAsk ? (
          <p>This space is unlisted, so a request would tell others that it exists. Nothing is asked from here.</p>
        ) : groups.length === 0 ? (
          <Empty title="No group to ask">
            The listed groups right under this space stand here. What is unlisted is not shown, to you or to anybody.
          </Empty>
        ) : (
          <Ask address={address} groups={groups} />
        )}
      </Section>
      <Section title="What you asked">
        {sent.length === 0 ? (
          <Empty title="Nothing yet">What you ask stands here until you take it back.</Empty>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
          <ul role="list" className={styles.requests}>
            {sent.map((one) => (
              <Sent key={one.id} one={one} />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Brought in since"
        note="Everything that came into this space from elsewhere. From where is told only by those who say so themselves."
      >
        {brought.length === 0 ? (
          <Empty title="Nothing yet">What groups and people choose to bring stands here, by the day it came.</Empty>
        ) : (
          <Brought list={brought} address={address} />
        )}
        {page.hasNextPage && (
          <Button kind="quiet" pending={page.isFetchingNextPage} onClick={() => void page.fetchNextPage()}>
            Show earlier
          </Button>
        )}
      </Section>
    </>
  )
}

function Ask({ address, groups }: { address: string; groups: { id: string; name: string }[] }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [done, setDone] = useState(0)
  return (
    <Form
      key={done}
      name="Ask a group"
      onSend={async (form) => {
        const of = (name: string) => String(form.get(name) ?? '').trim()
        const answer = await client.crossings.sendRequest({
          ...{ attempt: attempt.id, address, group: of('group'), words: of('words'), by: of('by') },
        })
        attempt.renew()
        if (!answer.ok) return { problem: answer.sentence }
        await queries.invalidateQueries({ queryKey: api.crossings.key() })
        setDone(done + 1)
      }}
    >
      <Select
        label="Which group?"
        name="group"
        required
        empty="Choose one"
        choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea
        label="What would you like them to bring?"
        name="words"
        required
        rows={3}
        maxLength={500}
        placeholder="Could you bring what you learned about getting people home?"
        keepAs={`ask-${address}`}
        reach={{
          person: 'second',
          sentence: 'Everyone in that group, now and later. They see your name and this space.',
        }}
      />
      <DateField label="By when?" name="by" required hint="After that day it is no longer asked." />
      <Buttons>
        <Button kind="primary" type="submit">
          Ask them
        </Button>
      </Buttons>
    </Form>
  )
}

type SentOne = {
  id: string
  group: string
  words: string
  by: string
  on: string
  open: boolean
  answers: { id: string; words: string; on: string }[]
}

function Sent({ one }: { one: SentOne }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <li>
      <p className={styles.words}>{one.words}</p>
      <p className={styles.meta}>
        {`${one.group} · asked ${dayWords(one.on)} · ${one.open ? `by ${dayWords(one.by)}` : `was open until ${dayWords(one.by)}`}`}
      </p>
      {one.answers.map((answer) => (
        <p key={answer.id}>
          <span className={styles.words}>{answer.words}</span>{' '}
          <span className={styles.meta}>Says that it answers this. Brought in {dayWords(answer.on)}.</span>
        </p>
      ))}
      <Form
        onSend={async () => {
          const answer = await client.crossings.takeBackRequest({ attempt: attempt.id, id: one.id })
          attempt.renew()
          if (!answer.ok) return { problem: answer.sentence }
          await queries.invalidateQueries({ queryKey: api.crossings.key() })
        }}
      >
        <div data-paper="no">
          <Button type="submit" kind="quiet" small>
            Take it back
          </Button>
        </div>
      </Form>
    </li>
  )
}

function Brought({ list, address }: { list: { id: string; words: string; on: string }[]; address: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.requests}>
      {list.map((one) => (
        <li key={one.id}>
          <p className={styles.words}>{one.words}</p>
          <p className={styles.meta}>
            <LinkTo to={`/s/${address}/evidence#${one.id}`}>Brought in from elsewhere, {dayWords(one.on)}</LinkTo>
          </p>
        </li>
      ))}
    </ul>
  )
}
