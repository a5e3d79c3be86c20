import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Menu, type MenuItem } from '#web/ui/menu.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { PaperInput } from '../inputs/paper.tsx'
import { type Activity, clockWords, type Now } from '../room/data.ts'
import { useClock } from '../room/now.tsx'
import type { Running } from './moves.tsx'
import styles from './step.module.css'

type Table = Awaited<ReturnType<typeof client.gatherings.tables>>['tables'][number]
type Move = Parameters<typeof client.gatherings.tableGoes>[0]['to']
type Props = { now: Now; activity: Activity; tables: readonly Table[]; running: Running }
const SAYS: Record<Table['says'], string> = { help: 'needs you', working: 'at work', done: 'done' }
const ORDER = Object.keys(SAYS)

/**
 * Where each table does its own: what, how far, its time, and how it says that it is, whoever needs somebody first. What is
 * written there is theirs, and stands nowhere here.
 */
export function Ways({ now, activity, tables, running }: Props) {
  const [typing, setTyping] = useState<Table | null>(null)
  const titleOf = (key: string | null) => activity.ways.find((way) => way.key === key)?.title ?? ''
  const sorted = tables.toSorted((one, other) => ORDER.indexOf(one.says) - ORDER.indexOf(other.says))
  const about = (table: Table) => ({ attempt: crypto.randomUUID(), activity: activity.id, table: table.id })
  const give = (table: Table, way: string) =>
    void running.act(() => client.gatherings.giveWay({ ...about(table), way }))
  const go = (table: Table, to: Move) =>
    void running.act(() => client.gatherings.tableGoes({ ...about(table), step: table.step?.id ?? null, to }))
  return (
    <>
      <p className={styles.meta}>
        Under More stands what you can do for one table. Giving it another method begins that one anew; what it has put
        in stays with it.
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.ways}>
        {sorted.map((table) => (
          <li key={table.id}>
            <span>{table.label}</span>
            <span>
              {table.says === 'help' ? <strong>{SAYS.help}</strong> : SAYS[table.says]}
              <Left step={table.step} pausedAt={activity.pausedAt} />
            </span>
            <span>
              {titleOf(table.way)}
              {table.step && (
                <span className={styles.meta}>
                  {' '}
                  {table.step.title}, {table.step.at} of {table.step.of}
                </span>
              )}
            </span>
            <Menu
              small
              label={
                <>
                  More<VisuallyHidden> for {table.label}</VisuallyHidden>
                </>
              }
              name={`For ${table.label}`}
              items={[
                actsOf(
                  table.step,
                  (to) => go(table, to),
                  () => setTyping(table),
                ),
                activity.ways.map((way) => ({
                  ...{ id: way.key, label: `Begin “${way.title}”`, chosen: way.key === table.way },
                  onAct: () => give(table, way.key),
                })),
              ].filter((part) => part.length > 0)}
            />
          </li>
        ))}
      </ul>
      <Dialog
        open={typing !== null}
        onClose={() => setTyping(null)}
        title={typing === null ? '' : `On paper at ${typing.label}`}
      >
        {typing !== null && <AtTable now={now} activity={activity} table={typing.id} />}
      </Dialog>
    </>
  )
}

type Step = NonNullable<Table['step']>

/** What whoever facilitates can do for one table; those who sit there can do the same on their phones. */
function actsOf(step: Step | null, go: (to: Move) => void, type: () => void): MenuItem[] {
  if (step === null) return []
  const item = (to: Move, label: string) => ({ id: to, label, onAct: () => go(to) })
  return [
    ...(step.hides ? [item('show', 'Show together, at that table')] : []),
    item('next', step.hides ? 'Next step, without showing' : step.at === step.of ? 'They are through' : 'Next step'),
    ...(step.at > 1 ? [item('back', 'Back')] : []),
    item('extend', 'One minute more'),
    step.pausedAt === null ? item('pause', 'Pause') : item('resume', 'Go on'),
    ...(step.makes ? [{ id: 'paper', label: 'Type in what was on paper', onAct: type }] : []),
  ]
}

/** What is left of a table’s step, by the clock of the place. */
function Left({ step, pausedAt }: { step: Step | null; pausedAt: number | null }) {
  const clock = useClock()
  if (step === null) return null
  const since = step.pausedAt ?? pausedAt
  const words = step.endsAt === null ? '' : ` · ${clockWords(step.endsAt - (since ?? clock))}`
  return (
    <>
      {words}
      {since !== null && ' · paused'}
    </>
  )
}

/** The sheets of one table. */
function AtTable({ now, activity, table }: { now: Now; activity: Activity; table: string }) {
  const input = { activity: activity.id, table }
  const told = useQuery(api.gatherings.tableStep.queryOptions({ input, retry: false }))
  if (told.isPending) return <Loading what="Asking what they do" />
  if (told.data === undefined) return <p>They are through, or have not begun. Nothing can be typed in just now.</p>
  const { step, state } = told.data
  if (step.kind === 'cluster' || (state.state !== 'open' && step.shown !== 'at_once'))
    return <p>Nothing is typed in here: it was shown at that table, or is put together there.</p>
  return (
    <>
      <p>{step.prompt}</p>
      <PaperInput key={state.id} now={now} activity={{ ...activity, step: state }} step={step} table={table} />
    </>
  )
}
