import { useState } from 'react'
import { dayOf } from '#shared/day.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Menu } from '#web/ui/menu.tsx'
import { zoneHere } from '../data.ts'
import { type Activity, GROUP_WORDS, type Now, nextAct, type Planned } from '../room/data.ts'
import { Time } from '../room/time.tsx'
import { Actuals } from './actuals.tsx'
import styles from './console.module.css'
import { Groups } from './groups.tsx'
import type { Running } from './moves.tsx'
import { Presenter } from './presenter.tsx'
import { Rehearse } from './rehearsal.tsx'
import { Taken } from './taken.tsx'
import { Trend } from './trend.tsx'
import { Turns } from './turns.tsx'
import { GoesAtClose, GoesAtEnd } from './what-goes.tsx'

/** In the middle: the step that is on and what can be done with it; between two things, what comes next. */
export function Centre({ now, running }: { now: Now; running: Running }) {
  const { activity, room } = now
  if (room.state === 'closed') return <Closed now={now} />
  if (activity !== null && activity.state !== 'done' && activity.step !== null)
    return <OnNow now={now} activity={activity} running={running} />
  return <Between now={now} running={running} />
}

function Closed({ now: { now, room } }: { now: Now }) {
  const until = room.harvestUntil
  return (
    <>
      <h2 className={styles.heading}>This gathering is closed</h2>
      <p>
        {until !== null && until > now
          ? `What was kept until the close is gone. Until ${dayWords(dayOf(new Date(until), zoneHere()))} everybody says on their own phone what of theirs may leave the room; what nobody says anything of stays here.`
          : 'The seven days are over: what people let go went, and the rest did not leave the room.'}
      </p>
      <Buttons>
        <ButtonLink kind="primary" to={`/gatherings/${room.gathering}/told`}>
          Tell them what came of it
        </ButtonLink>
        <ButtonLink to={`/rooms/${room.id}/leaving`}>What may leave of mine</ButtonLink>
        <ButtonLink kind="quiet" to={`/rooms/${room.id}/around`}>
          What is written before and after
        </ButtonLink>
      </Buttons>
    </>
  )
}

/** Nothing is on: the doors, the next thing, or the close. */
function Between({ now, running }: { now: Now; running: Running }) {
  const [closing, setClosing] = useState(false)
  const { agenda, room } = now
  const next = agenda.find((item) => item.state === 'coming')
  const empty = agenda.length === 0
  if (empty && room.state === 'planned')
    return (
      <Empty
        title="The run sheet is empty"
        step={
          <Buttons>
            <ButtonLink kind="primary" to={`/rooms/${room.id}/plan`}>
              Put something on it
            </ButtonLink>
            <Button pending={running.pending} onClick={running.openDoors}>
              Open the doors without one
            </Button>
          </Buttons>
        }
      >
        What you will do together stands there, one thing after another. An informal meeting needs none.
      </Empty>
    )
  if (room.state === 'planned')
    return (
      <>
        <h2 className={styles.heading}>The doors are shut</h2>
        <p>
          When you open them, a code leads to this room, on any phone and without an account. What the call says is then
          fixed at the door, and nobody can be told otherwise afterwards.
        </p>
        <Buttons>
          <Button kind="primary" pending={running.pending} onClick={running.openDoors}>
            Open the doors
          </Button>
          <Rehearse room={room.id} />
        </Buttons>
      </>
    )
  return (
    <>
      {next ? (
        <>
          <p className={styles.meta}>Next on the run sheet, {next.minutes} minutes</p>
          <h2 className={styles.heading}>{next.title}</h2>
          <Buttons>
            <Button kind="primary" pending={running.pending} onClick={() => running.begin(next.id)}>
              Begin it
            </Button>
            {!room.rehearsal && (
              <Button kind="quiet" onClick={() => setClosing(true)}>
                Close the gathering
              </Button>
            )}
          </Buttons>
          {next.note && <NoteOf words={next.note} />}
        </>
      ) : (
        <>
          <h2 className={styles.heading}>{empty ? 'The doors are open' : 'That was all on the run sheet'}</h2>
          <p>
            {empty
              ? 'Nothing is on the run sheet: people come, and talk. Close it when they go.'
              : 'Thank people, say what comes back to them and by when, and close it. Or put something more on.'}
          </p>
          {!room.rehearsal && (
            <Buttons>
              <Button kind="primary" onClick={() => setClosing(true)}>
                Close the gathering
              </Button>
            </Buttons>
          )}
        </>
      )}
      <Dialog
        open={closing}
        onClose={() => setClosing(false)}
        title="Close the gathering?"
        mustAnswer
        actions={
          <>
            <Button
              kind="primary"
              pending={running.pending}
              onClick={() => void running.close().then(() => setClosing(false))}
            >
              Close it
            </Button>
            <Button onClick={() => setClosing(false)}>Not yet</Button>
          </>
        }
      >
        <p>The code stops working, and nobody puts anything more in. This cannot be undone.</p>
        {closing && <GoesAtClose room={room.id} />}
        <p>What somebody says nothing of does not leave the room. Guests need their slip for it: say so now.</p>
      </Dialog>
    </>
  )
}

const NoteOf = ({ words }: { words: string }) => (
  <div className={styles.say}>
    <p className={styles.meta}>Your note</p>
    <p className={styles.words}>{words}</p>
  </div>
)

type OnProps = { now: Now; activity: Activity; running: Running }

function OnNow({ now, activity, running }: OnProps) {
  const state = activity.step!
  const step = activity.steps[state.place]!
  const note = now.agenda.find((item) => item.id === activity.item)?.note
  return (
    <>
      <p className={styles.meta}>
        {activity.title}
        {activity.steps.length > 1 && ` · step ${state.place + 1} of ${activity.steps.length}`} ·{' '}
        {GROUP_WORDS[step.group]}
        {step.repeat !== null && state.turn > 1 && ` · turn ${state.turn}`}
        {activity.state === 'paused' && ' · paused'}
      </p>
      <Time activity={activity} className={styles.time} />
      <Acts activity={activity} step={step} running={running} />
      <div>
        <h2 className={styles.small}>{step.title}</h2>
        {step.prompt !== step.title && <p className={styles.prompt}>{step.prompt}</p>}
        {step.stands && <p className={styles.meta}>{step.stands}</p>}
      </div>
      {step.cards.length > 0 && (
        <dl className={styles.cards}>
          {step.cards.map((card) => (
            <div key={card.key}>
              <dt>{card.title}</dt>
              <dd>{card.says}</dd>
            </div>
          ))}
        </dl>
      )}
      {step.say && (
        <div className={styles.say}>
          <p className={styles.meta}>Say something like</p>
          <p className={styles.words}>{step.say}</p>
        </div>
      )}
      {note && <NoteOf words={note} />}
      <Presenter now={now} activity={activity} running={running} />
      <Turns now={now} running={running} />
      <Groups now={now} activity={activity} running={running} />
      <Actuals now={now} activity={activity} running={running} />
      <Taken now={now} activity={activity} step={step} running={running} />
      <Trend activity={activity} />
    </>
  )
}

/** What can be done with the step. The likeliest is first and filled; what cannot be undone asks. */
function Acts({ activity, step, running }: { activity: Activity; step: Planned; running: Running }) {
  const [ending, setEnding] = useState(false)
  const state = activity.step!
  const act = nextAct(activity)
  const last = state.place + 1 >= activity.steps.length
  const paused = activity.state === 'paused'
  const { move, pending } = running
  return (
    <>
      <div className={styles.buttons}>
        {act === 'end' ? (
          <Button kind="primary" pending={pending} onClick={() => setEnding(true)}>
            End it
          </Button>
        ) : (
          <Button kind="primary" pending={pending} onClick={() => move({ to: act })}>
            {act === 'show' ? 'Reveal together' : 'Next step'}
          </Button>
        )}
        <Button onClick={() => move({ to: 'extend', seconds: 60 })}>+1 minute</Button>
        <Button onClick={() => move({ to: paused ? 'resume' : 'pause' })}>{paused ? 'Go on' : 'Pause'}</Button>
      </div>
      <div className={styles.acts}>
        {state.place > 0 && (
          <Button small kind="quiet" onClick={() => move({ to: 'back' })}>
            Back
          </Button>
        )}
        {act === 'show' && !last && (
          <Button small kind="quiet" onClick={() => move({ to: 'next' })}>
            Skip the reveal
          </Button>
        )}
        {activity.steps.length > 1 && (
          <Menu
            small
            label="Go to a step"
            items={activity.steps.map((one, place) => ({
              ...{ id: one.key, label: one.title, chosen: place === state.place },
              hint: `${one.minutes} minutes`,
              onAct: () => move({ to: 'step', place }),
            }))}
          />
        )}
        {step.repeat !== null && (
          <Button small kind="quiet" onClick={() => move({ to: 'again', presenter: null })}>
            Once more from the start of this part
          </Button>
        )}
        {act !== 'end' && (
          <Button small kind="quiet" onClick={() => setEnding(true)}>
            End it here
          </Button>
        )}
      </div>
      <Dialog
        open={ending}
        onClose={() => setEnding(false)}
        title={`End “${activity.title}”${activity.title.endsWith('?') ? '' : '?'}`}
        mustAnswer
        actions={
          <>
            <Button
              kind="primary"
              onClick={() => {
                setEnding(false)
                move({ to: 'end' })
              }}
            >
              End it
            </Button>
            <Button onClick={() => setEnding(false)}>Go on with it</Button>
          </>
        }
      >
        <GoesAtEnd activity={activity} />
      </Dialog>
    </>
  )
}
