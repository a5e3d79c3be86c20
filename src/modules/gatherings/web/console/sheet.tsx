import { LinkTo } from '#web/ui/link-to.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { count } from '../data.ts'
import { totalOf } from '../plan/data.ts'
import { lateBy, lateWords, type Now } from '../room/data.ts'
import { useClock } from '../room/now.tsx'
import styles from './console.module.css'
import { JoinWith } from './join.tsx'
import type { Running } from './moves.tsx'

const STATES = { coming: '', on: 'on now', done: 'done' }

/** The run sheet as it stands: what is done, what is on with its steps, what comes. */
export function Sheet({ now, running }: { now: Now; running: Running }) {
  const { agenda, activity } = now
  const free = now.room.state === 'open' && (activity === null || activity.state === 'done')
  return (
    <nav className={styles.sheet} aria-label="Run sheet">
      <h1 className={styles.title}>{now.room.title}</h1>
      <p className={styles.meta}>
        Run sheet, {count(totalOf(agenda), 'minute')}
        <OnTime now={now} />
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ol role="list" className={styles.items}>
        {agenda.map((item) => (
          <li key={item.id}>
            <div className={styles.row} data-state={item.state}>
              {free && item.state !== 'on' ? (
                <button type="button" className={styles.begin} onClick={() => running.begin(item.id)}>
                  <VisuallyHidden>{item.state === 'done' ? 'Begin again: ' : 'Begin: '}</VisuallyHidden>
                  {item.title}
                </button>
              ) : (
                <span>{item.title}</span>
              )}
              <VisuallyHidden>{STATES[item.state]}</VisuallyHidden>
              <span className={styles.minutes}>
                {item.minutes}
                <VisuallyHidden> minutes</VisuallyHidden>
              </span>
            </div>
            {activity !== null &&
              activity.state !== 'done' &&
              activity.item === item.id &&
              activity.steps.length > 1 && <Steps now={now} running={running} />}
          </li>
        ))}
      </ol>
      {agenda.length === 0 && <p className={styles.meta}>Nothing is on the run sheet yet.</p>}
      {now.room.state !== 'closed' && !now.room.rehearsal && (
        <p className={styles.meta}>
          <LinkTo to={`/rooms/${now.room.id}/plan`}>Change the run sheet</LinkTo>
        </p>
      )}
      <JoinWith now={now} />
    </nav>
  )
}

function OnTime({ now }: { now: Now }) {
  const clock = useClock()
  const words = now.room.state === 'open' ? lateWords(lateBy(now.agenda, now.activity, clock)) : ''
  return words === '' ? null : <>, {words}</>
}

/** The steps of what is on. Another one is gone to by pressing it. */
function Steps({ now, running }: { now: Now; running: Running }) {
  const activity = now.activity!
  const at = activity.step?.place ?? -1
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ol role="list" className={styles.steps} aria-label={`Steps of ${activity.title}`}>
      {activity.steps.map((step, place) => (
        <li key={step.key} className={styles.row} data-state={place < at ? 'done' : place === at ? 'now' : 'coming'}>
          {place === at ? (
            <span aria-current="step">{step.title}</span>
          ) : (
            <button type="button" className={styles.begin} onClick={() => running.move({ to: 'step', place })}>
              <VisuallyHidden>Go to: </VisuallyHidden>
              {step.title}
            </button>
          )}
          <span className={styles.minutes}>
            {step.minutes}
            <VisuallyHidden> minutes</VisuallyHidden>
          </span>
        </li>
      ))}
    </ol>
  )
}
