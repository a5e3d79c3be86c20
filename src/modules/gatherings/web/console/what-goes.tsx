import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import type { Activity, Planned } from '../room/data.ts'
import styles from './step.module.css'

type Kept = Planned['kept']
type Part = { step: string; activity?: string; kept: Kept }
type Row = { title: string; of: readonly Part[] }

/** What goes, what stays and until when, by the steps that took something in: as each of them said before anybody wrote. */
function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className={styles.goes}>
      {rows
        .filter(({ of }) => of.length > 0)
        .map(({ title, of }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {[...Map.groupBy(of, (one) => one.activity)].map(([activity, steps]) => (
                <div key={activity ?? ''}>
                  {activity && `${activity.replace(/[.:]$/, '')}: `}
                  {steps.map((one) => `“${one.step}”`).join(', ')}
                </div>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  )
}
const kept = (of: readonly Part[], how: Kept) => of.filter((one) => one.kept === how)

/** Before an activity ends. */
export function GoesAtEnd({ activity }: { activity: Activity }) {
  const at = activity.step!.place
  const last = at + 1 >= activity.steps.length
  const begun = activity.steps.slice(0, at + 1).filter((step) => step.makes)
  const unshown = begun.filter((step) => isUnshown(activity, step))
  const rest = begun.filter((step) => !unshown.includes(step))
  const parts = (steps: readonly Planned[]): Part[] => steps.map((step) => ({ step: step.title, kept: step.kept }))
  const [sealed, written] = [true, false].map((is) => parts(unshown.filter((step) => step.nameless === is))) as [
    Part[],
    Part[],
  ]
  return (
    <>
      {!last && <p>It ends before its last step.</p>}
      <Rows
        rows={[
          { title: 'Goes now, for good', of: kept(parts(rest), 'until_step_ends') },
          { title: 'Goes now, unread: it was not shown', of: sealed },
          { title: 'Is not shown any more, and stays with whoever wrote it', of: written },
          { title: 'Stays until the gathering closes', of: kept(parts(rest), 'until_close') },
          {
            title: 'Stays until seven days after the close, while each says what may leave',
            of: kept(parts(rest), 'until_harvested'),
          },
          { title: 'Stays as long as its owner wants, a year at the most', of: kept(parts(rest), 'as_owner_wants') },
        ]}
      />
      <p>
        {begun.length === 0 && 'Nothing was put in so far. '}A line that somebody is still typing stays on their phone.
      </p>
    </>
  )
}

/** Whether it waits for a reveal that has not been. */
function isUnshown({ steps, step: on }: Activity, step: Planned): boolean {
  if (step.shown !== 'at_reveal' || (on!.key === step.key && on!.state !== 'open')) return false
  return steps.findIndex((one) => one.kind === 'reveal' && one.from.includes(step.key)) > on!.place
}

/** Before a gathering closes: of everything that was run in it. */
export function GoesAtClose({ room }: { room: string }) {
  const keeps = useQuery(api.gatherings.keeps.queryOptions({ input: { room }, staleTime: 0 }))
  if (keeps.isPending) return <p className={styles.meta}>Looking at what was run…</p>
  if (keeps.isError)
    return <p>What was kept until the close goes. What each step keeps longer stays, as it said to those who wrote.</p>
  if (keeps.data.length === 0) return <p>Nothing was run in which anybody puts something in, so nothing goes.</p>
  return (
    <Rows
      rows={[
        { title: 'Goes now, for good', of: kept(keeps.data, 'until_close') },
        {
          title: 'Stays seven days, while each says on their phone what may leave. What nobody let out then goes',
          of: kept(keeps.data, 'until_harvested'),
        },
        { title: 'Stays as long as its owner wants, a year at the most', of: kept(keeps.data, 'as_owner_wants') },
        { title: 'Went already, with its step', of: kept(keeps.data, 'until_step_ends') },
      ]}
    />
  )
}
