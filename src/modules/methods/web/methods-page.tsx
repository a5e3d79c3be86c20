import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Coming } from './coming.tsx'
import { addressOf, type Card, type Limits, limitsIn, sayMinutes, sayPeople, saySpan } from './data.ts'
import { LeftOut } from './left-out.tsx'
import { Limit } from './limit.tsx'
import styles from './methods.module.css'

/** All methods, and which of them fit the time, the people and the place one has. */
export default function MethodsPage() {
  const [limits, setLimits] = useState<Limits>(() => limitsIn(location.search))
  // A field that keeps what was typed begins afresh when everything is shown again.
  const [fresh, setFresh] = useState(0)
  const asked = useDeferredValue(limits)
  const list = useQuery(api.methods.list.queryOptions({ input: asked, placeholderData: keepPreviousData, retry: 1 }))
  const change = (next: Limits) => {
    setLimits(next)
    history.replaceState(history.state, '', addressOf(next))
  }
  const showAll = () => {
    change({})
    setFresh(fresh + 1)
  }
  const all = Object.keys(limits).length === 0
  return (
    <Page title="Methods" wide>
      <p className={styles.intro}>
        Ways to spend time together so that something is learned. Each says how long it takes, who sees what, and what
        is kept. Nothing here is about any space.
      </p>
      {list.data && <LeftOut files={list.data.left_out} />}
      <Limit key={fresh} limits={limits} onChange={change} />
      {list.isPending && <Coming cut={list.fetchStatus === 'paused'} what="Fetching the methods" lines={6} />}
      {list.isError && (
        <Notice
          kind="error"
          title="The methods could not be fetched"
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          Nothing is lost. What you chose above is still there.
        </Notice>
      )}
      {list.data && (
        <>
          <p role="status" className={styles.count}>
            {counted(list.data.methods.length, all)}
          </p>
          {list.data.methods.length === 0 ? (
            <Empty title="No method fits all of this" step={<Button onClick={showAll}>Show all methods</Button>}>
              Give it more time, or other people, or say less of what it should be.
            </Empty>
          ) : (
            // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
            <ul role="list" className={styles.cards}>
              {list.data.methods.map((one) => (
                <MethodCard key={one.key} method={one} />
              ))}
            </ul>
          )}
        </>
      )}
    </Page>
  )
}

const counted = (n: number, all: boolean) => {
  const methods = n === 1 ? '1 method' : `${n} methods`
  return all ? methods : `${methods} ${n === 1 ? 'fits' : 'fit'}`
}

function MethodCard({ method }: { method: Card }) {
  const { key, title, purpose, minutes, short_minutes, days, people, nameless, own, instead } = method
  return (
    <li className={styles.card}>
      <h2>
        <LinkTo to={`/methods/${key}`}>{title}</LinkTo>
      </h2>
      <p>{purpose}</p>
      <p className={styles.meta}>
        {sayMinutes(minutes.planned)}
        {short_minutes !== null && `, or ${short_minutes}`}
        {days && `, over ${saySpan(days, 'day')}`} · {sayPeople(people)}
        {nameless && ' · partly without names'}
        {own && (instead ? ' · this place’s own, in the place of one of the same name' : ' · this place’s own')}
      </p>
    </li>
  )
}
