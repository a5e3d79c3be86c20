import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Problem, useAct } from '../act.tsx'
import { useHere } from '../data.ts'
import { SpacePage } from '../space-page.tsx'
import styles from '../spaces.module.css'
import { type Strategy, StrategyForm } from './strategy-form.tsx'

/** The strategy a space is part of, in its own words, with its milestones; and what was said of it before. */
export default function StrategyPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const strategy = useQuery(api.spaces.strategy.queryOptions({ input: { address } }))
  const [writing, setWriting] = useState(false)
  const attempt = useAttempt()
  const untie = useAct(async (version: number) => {
    const answer = await client.spaces.untieStrategy({ attempt: attempt.id, address, version })
    attempt.renew()
    return answer
  })
  const living = here.data?.closed === null
  const { now = null, version = 0, versions = [] } = strategy.data ?? {}
  const before = versions.filter((one) => one.version !== now?.version)
  return (
    <SpacePage address={address} tab="memory" title="The strategy we are part of">
      <p data-paper="no">
        <LinkTo to={`/s/${address}/memory`}>Memory</LinkTo>
      </p>
      {strategy.isPending && <Loading what="Fetching the strategy" />}
      {strategy.isError && (
        <Notice
          kind="error"
          title="The strategy could not be fetched"
          actions={<Button onClick={() => void strategy.refetch()}>Try again</Button>}
        >
          Nothing is lost: it is still kept.
        </Notice>
      )}
      {strategy.data && writing && here.data && (
        <Section title={now === null ? 'The strategy we are part of' : 'Say it anew'}>
          <StrategyForm here={here.data} now={now} version={version} done={() => setWriting(false)} />
        </Section>
      )}
      {strategy.data && !writing && now === null && (
        <Empty
          title="No strategy stands here"
          step={living && <Button onClick={() => setWriting(true)}>Write it down</Button>}
        >
          Where this work is part of somebody's strategy, its milestones stand beside what you learn, on the same line
          of time. It is written here, in your words; nothing is read from whoever wrote it.
        </Empty>
      )}
      {!writing && now !== null && (
        <Section title={now.name} note={[now.whose, timeOf(now)].filter(Boolean).join(' · ')}>
          {now.says && <p className={styles.words}>{now.says}</p>}
          <Milestones of={now} />
          <p className={styles.meta}>
            Written {now.by ? `by ${now.by} ` : ''}on {dayWords(now.since)}. Everybody in this space reads it.
          </p>
          {living && (
            <div data-paper="no">
              <Buttons>
                <Button onClick={() => setWriting(true)}>Say it anew</Button>
                <Button kind="quiet" pending={untie.isPending} onClick={() => untie.mutate(now.version)}>
                  We are no longer part of it
                </Button>
              </Buttons>
            </div>
          )}
        </Section>
      )}
      <Problem>{untie.problem}</Problem>
      {before.length > 0 && (
        <Section title="What we said of it before">
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.list}>
            {before.map((one) => (
              <li key={one.version} className={styles.row}>
                <div>
                  <p className={styles.name}>{one.name}</p>
                  <p className={styles.meta}>
                    {one.tied
                      ? [one.whose, timeOf(one)].filter(Boolean).join(' · ')
                      : 'We said we are no longer part of it'}
                    {` · ${dayWords(one.since)}`}
                    {one.by && `, ${one.by}`}
                  </p>
                  {one.says && <p className={styles.words}>{one.says}</p>}
                  <Milestones of={one} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </SpacePage>
  )
}

function Milestones({ of }: { of: Strategy }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ol role="list" className={styles.days}>
      {of.milestones.map(({ id, on, words }) => (
        <li key={id}>
          <time dateTime={on}>{dayWords(on)}</time>
          <div>
            <span className={styles.words}>{words}</span>
            {on > today() && <div className={styles.meta}>To come.</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

const timeOf = ({ from, to }: Strategy) =>
  to === null ? `from ${dayWords(from)}` : `${dayWords(from)} to ${dayWords(to)}`
