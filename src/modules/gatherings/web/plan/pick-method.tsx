import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { namelessLeast } from '#modules/methods/contract/derived.ts'
import { Limit, type Limits } from '#modules/methods/web/index.tsx'
import { api, type client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { count } from '../data.ts'
import { AddItem, type Method } from './item-form.tsx'
import styles from './plan.module.css'

type Card = Awaited<ReturnType<typeof client.methods.list>>['methods'][number]
/** Up to this many minutes a gathering is short: what takes five, ten or fifteen minutes comes first. */
const SHORT = 30
const MICRO = 15
const quickest = (one: Card) => Math.min(one.minutes.planned, one.short_minutes ?? Number.POSITIVE_INFINITY)

type Props = { room: string; minutes: number | null; onDone: () => void }

/** A method out of the library, by what one has; then its reading, its form and its name on this run sheet. */
export function AddMethod({ room, minutes, onDone }: Props) {
  const short = minutes !== null && minutes <= SHORT
  const [limits, setLimits] = useState<Limits>(short ? { minutes: MICRO } : {})
  const [chosen, setChosen] = useState<string | null>(null)
  const asked = useDeferredValue(limits)
  const list = useQuery(api.methods.list.queryOptions({ input: asked, placeholderData: keepPreviousData, retry: 1 }))
  const method = useQuery(
    api.methods.one.queryOptions({ input: { key: chosen ?? '' }, enabled: chosen !== null, retry: 1 }),
  )
  if (chosen !== null && method.data) {
    const { key, title, purpose, not_for } = method.data.method
    const quick = method.data.method.variants.short
    const inShort = short && quick !== undefined
    return (
      <>
        <p className={styles.purpose}>
          <strong>{title}.</strong> {purpose}
        </p>
        <p className={styles.meta}>Not for: {not_for.join(' ')}</p>
        <Nameless method={method.data.method} />
        <AddItem
          room={room}
          method={method.data.method}
          what={{
            ...{ sort: 'method', title, method: key, reading: method.data.method.readings?.[0]?.key ?? null },
            ...{ short: inShort, minutes: inShort ? quick.minutes : method.data.method.minutes.planned, note: '' },
            beside: [],
          }}
          onDone={onDone}
        />
        <Button small kind="quiet" onClick={() => setChosen(null)}>
          Choose another method
        </Button>
      </>
    )
  }
  const found = [...(list.data?.methods ?? [])]
  if (short) found.sort((one, other) => quickest(one) - quickest(other))
  return (
    <>
      <Limit limits={limits} onChange={setLimits} />
      {(list.isPending || (chosen !== null && method.isPending)) && <Loading what="Fetching the methods" lines={5} />}
      {(list.isError || method.isError) && (
        <Notice kind="error" title="The methods could not be fetched">
          Nothing is lost. Choose again in a moment.
        </Notice>
      )}
      <p role="status" className={styles.meta}>
        {list.data && (found.length === 0 ? 'No method fits all of this.' : count(found.length, 'method'))}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.methods}>
        {found.map((one) => (
          <li key={one.key}>
            <button type="button" className={styles.method} onClick={() => setChosen(one.key)}>
              <span className={styles.name}>{one.title}</span>
              <span>{one.purpose}</span>
              <span className={styles.meta}>
                {count(one.minutes.planned, 'minute')}
                {one.short_minutes !== null && `, or ${one.short_minutes}`} · {one.people.least} to {one.people.most}{' '}
                people
                {one.nameless && ' · partly without names'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Known on the day it is too late to know it: of too few nothing is asked without names. */
function Nameless({ method }: { method: Method }) {
  const least = namelessLeast(method)
  if (least === null) return null
  return (
    <p className={styles.meta}>
      Partly without names: at least {least} people have to be in the room, whoever runs it among them. With fewer you
      are asked whether to wait, to leave that step out or to ask it with names.
    </p>
  )
}
