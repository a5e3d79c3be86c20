import { useQueries, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { shortForm } from '#modules/methods/contract/derived.ts'
import { api, type client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page } from '#web/ui/page.tsx'
import { Qr } from '#web/ui/qr.tsx'
import { stepsAtTable } from '../../contract/at-tables.ts'
import { joinAt, joinLink } from '../console/join.tsx'
import { count, type Gathering, type Item, whenWords } from '../data.ts'
import { beginsOf, timeAfter, totalOf } from '../plan/data.ts'
import type { Now } from '../room/data.ts'
import styles from './paper.module.css'
import { Worksheets } from './worksheets.tsx'

export type Method = Awaited<ReturnType<typeof client.methods.one>>['method']
/** What is on the run sheet; of several methods at once each as a table does it, and none for a talk or a break. */
export type Put = { item: Item; methods: readonly Method[] }
const PARTS = {
  sheet: { label: 'The run sheet', hint: 'For whoever runs it: times, questions, what you can say, your notes.' },
  worksheets: {
    label: 'Worksheets',
    hint: 'A page for each step in which something is written, for those without a phone.',
  },
  code: { label: 'The code', hint: 'For the door: a picture to scan, the code, and the address to type.' },
}
type Part = keyof typeof PARTS

/** Everything of a gathering on paper. */
export default function PaperPage({ params }: PageProps) {
  const room = params.room!
  const now = useQuery(api.gatherings.now.queryOptions({ input: { room } }))
  const inside = now.data !== undefined && 'room' in now.data ? now.data : null
  const call = useQuery(
    api.gatherings.one.queryOptions({
      input: { id: inside?.room.gathering ?? '' },
      ...{ enabled: inside !== null, retry: false },
    }),
  )
  const items = inside?.agenda ?? []
  const keys = [...new Set(items.flatMap((item) => (item.method === null ? [] : [item.method, ...item.beside])))]
  const methods = useQueries({
    queries: keys.map((key) => api.methods.one.queryOptions({ input: { key }, retry: 1 })),
  })
  const [parts, setParts] = useState<Part[]>(location.hash === '#code' ? ['code'] : ['sheet', 'worksheets', 'code'])
  if (now.isPending || methods.some((one) => one.isLoading)) return <Loading what="Setting it out" lines={6} />
  if (!inside?.me.facilitates)
    return (
      <NotThere
        fault={now.error ?? { code: 'not_found' }}
        to="/today"
        verb="Go to today"
        again={() => void now.refetch()}
      />
    )
  const read = new Map(keys.map((key, at) => [key, methods[at]?.data?.method]))
  const put: Put[] = items.map((item) => ({ item, methods: methodsOn(item, (key) => read.get(key) ?? null) }))
  const has = (part: Part) => parts.includes(part)
  return (
    <Page
      title={`${inside.room.title} on paper`}
      reach={{ person: 'second', sentence: 'Paper is seen by whoever holds it: collect it, or let people take theirs' }}
      above={<LinkTo to={`/rooms/${room}/plan`}>Run sheet</LinkTo>}
      actions={
        <Button kind="primary" aria-disabled={parts.length === 0 || undefined} onClick={() => window.print()}>
          Print it
        </Button>
      }
    >
      <fieldset className={styles.choose} data-paper="no">
        <legend>What to print</legend>
        {(Object.keys(PARTS) as Part[]).map((part) => (
          <Checkbox
            key={part}
            {...PARTS[part]}
            checked={has(part)}
            onChange={(on) => setParts(on ? [...parts, part] : parts.filter((one) => one !== part))}
          />
        ))}
      </fieldset>
      {has('sheet') && <SheetOnPaper put={put} call={call.data} />}
      {has('worksheets') && <Worksheets put={put} />}
      {has('code') && <CodeOnPaper now={inside} />}
    </Page>
  )
}

function methodsOn(item: Item, read: (key: string) => Method | null): Method[] {
  const first = item.method === null ? null : read(item.method)
  const all = [first === null ? null : asRun(first, item), ...item.beside.map(read)].filter((one) => one !== null)
  return item.beside.length === 0 ? all : all.map((one) => ({ ...one, steps: stepsAtTable(one) }))
}

/** A method as it stands on this run sheet: in its reading, and in its short form where that was chosen. */
function asRun(method: Method, item: Item): Method {
  const reading = method.readings?.find((one) => one.key === item.reading)
  const read =
    reading === undefined
      ? method
      : {
          ...method,
          steps: method.steps.map((step) => {
            const { prompt, settings } = reading.steps[step.key] ?? {}
            return {
              ...step,
              ...(prompt === undefined ? {} : { prompt }),
              settings: { ...step.settings, ...settings },
            } as typeof step
          }),
        }
  return item.short ? (shortForm(read) ?? read) : read
}

function SheetOnPaper({ put, call }: { put: readonly Put[]; call: Gathering | undefined }) {
  const items = put.map((one) => one.item)
  const begins = beginsOf(items)
  const total = totalOf(items)
  return (
    <section className={styles.part}>
      <h2>Run sheet</h2>
      <p className={styles.meta}>
        {call && `${whenWords(call)}. ${call.place} `}
        {count(total, 'minute')} all together
        {call && call.endsOn === null && `, until ${timeAfter(call.startsAt, total)}`}.
      </p>
      {call?.purpose && <p className={styles.words}>{call.purpose}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ol role="list" className={styles.items}>
        {put.map(({ item, methods }, at) => (
          <li key={item.id}>
            <h3>
              {call && call.endsOn === null && (
                <span className={styles.at}>{timeAfter(call.startsAt, begins[at]!)}</span>
              )}
              {item.title}
              <span className={styles.meta}> {count(item.minutes, 'minute')}</span>
            </h3>
            {item.note && <p className={styles.words}>{item.note}</p>}
            {methods.length > 1 && (
              <p>These are done at once, one at each table; each table goes through its own steps by itself.</p>
            )}
            {methods.map((method) => (
              <Fragment key={method.key}>
                {methods.length > 1 && <h4>{method.title}</h4>}
                {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
                <ol role="list" className={styles.steps}>
                  {method.steps.map((step) => (
                    <li key={step.key}>
                      <p>
                        <strong>{step.title}</strong>
                        <span className={styles.meta}> {count(step.minutes, 'minute')}</span>
                      </p>
                      {step.prompt !== step.title && <p>{step.prompt}</p>}
                      {step.say && <p className={styles.words}>“{step.say}”</p>}
                    </li>
                  ))}
                </ol>
              </Fragment>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

function CodeOnPaper({ now }: { now: Now }) {
  const { code, title } = now.room
  return (
    <section className={styles.door}>
      <h2>{title}</h2>
      {code === null ? (
        <p>The code comes when the doors are opened. Print this page then.</p>
      ) : (
        <>
          <p className={styles.lead}>Come in on your phone. You need no account.</p>
          <Qr link={joinLink(code)} className={styles.qr} />
          <p>or go to {joinAt()} and type</p>
          <p className={styles.code}>{code}</p>
          <p className={styles.meta}>
            It opens this room and nothing else. No phone? Ask for a sheet of paper: it counts the same.
          </p>
        </>
      )}
    </section>
  )
}
