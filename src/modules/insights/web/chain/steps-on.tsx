import { type ReactNode, useRef } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Meta, Step } from '#web/ui/trace.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { STARTED_WORDS, STATE_WORDS, STRENGTH_WORDS, type Traced, UNCLEAR_WORDS } from '../data.ts'
import styles from '../insights.module.css'
import { Act, Acts, At, ended, isStopped, joined, More, type StepsProps, Stopped } from './acts.tsx'
import { Receivers } from './receivers.tsx'

/** So what happened: who heard it, what was decided and done, what came of it. */
export function StepsOn(props: StepsProps) {
  const { trace } = props
  const said = useRef(false)
  said.current = false
  const first = () => {
    if (said.current) return null
    said.current = true
    return (
      <VisuallyHidden>
        <h2>So what happened?</h2>
      </VisuallyHidden>
    )
  }
  const open = trace.kind === 'insight' && trace.decisions.length === 0 && !isStopped(trace, trace.of)
  return (
    <>
      <Receivers {...props} first={first} />
      {open && (
        <Step label="Decision" date="not yet" node="dashed">
          {first()}
          <p className={styles.meta}>Nothing has been decided from this yet.</p>
        </Step>
      )}
      {trace.decisions.map((one) => (
        <Decision key={one.id} decision={one} first={first()} {...props} />
      ))}
      {trace.actions.map((one) => (
        <Action key={one.id} action={one} first={first()} {...props} />
      ))}
      {trace.outcomes.map((one) => (
        <Outcome key={one.id} outcome={one} first={first()} {...props} />
      ))}
    </>
  )
}

type First = { first: ReactNode }

function Decision({ decision: one, first, ...props }: { decision: Traced['decisions'][number] } & First & StepsProps) {
  const { trace, onDo } = props
  const stopped = isStopped(trace, one.id)
  const when = one.decided_on ?? one.decide_by ?? one.made_on
  return (
    <Step
      label={one.to_come ? 'Decision to come' : 'Decision'}
      date={one.to_come ? `by ${dayWords(when)}` : dayWords(when)}
      node={one.id === trace.of ? 'filled' : one.to_come ? 'dashed' : 'hollow'}
    >
      {first}
      <p className={styles.plain}>
        <At {...props} kind="decision" id={one.id}>
          {one.words}
        </At>{' '}
        {one.taken_by && <Meta>{ended(one.elsewhere ? `Taken elsewhere: ${one.taken_by}` : one.taken_by)}</Meta>}
      </p>
      {one.reasons && <p className={styles.meta}>{ended(one.reasons)}</p>}
      {one.to_come && <p className={styles.meta}>{toCome(one)}</p>}
      {onWhat(one) && <p className={styles.meta}>{onWhat(one)}</p>}
      {one.dissent && (
        <p className={styles.plain}>
          Seen differently: <span className={styles.said}>{ended(one.dissent)}</span>
        </p>
      )}
      <Stopped trace={trace} of={one.id} />
      {!stopped && (
        <Acts>
          {one.to_come ? (
            <>
              <Act onAct={() => onDo({ do: 'inform', of: one.id })}>What could inform it?</Act>
              <Act onAct={() => onDo({ do: 'edit-decision', of: one.id })}>Prepare it, or say it was taken</Act>
            </>
          ) : (
            <Act onAct={() => onDo({ do: 'act', of: one.id })}>Start an action</Act>
          )}
          <More
            of="this decision"
            items={[
              !one.to_come && ['Say it anew', () => onDo({ do: 'edit-decision', of: one.id })],
              !one.to_come && ['Tie what was learned to it', () => onDo({ do: 'inform', of: one.id })],
              ['Stop here, because…', () => onDo({ do: 'stop', kind: 'decision', of: one.id })],
            ]}
          />
        </Acts>
      )}
    </Step>
  )
}

function toCome(one: Traced['decisions'][number]): string {
  return [
    one.meeting &&
      `${one.meeting.name}${one.meeting.at_time ? `, ${one.meeting.at_time}` : ''}${one.meeting.off ? ', which does not meet on that day any more' : ''}.`,
    one.paper_by && `Papers close ${dayWords(one.paper_by)}.`,
    one.format && ended(one.format),
    one.owner &&
      `${one.owner.name} prepares it${one.owner.has_left ? ', and has left: somebody has to take it on' : ''}.`,
    one.options && `The options: ${ended(one.options)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What it rests on, in its own words: how strong, what was missing, who was not heard. */
function onWhat(one: Traced['decisions'][number]): string {
  return [
    one.wanted && `Asked was: ${ended(one.wanted)}`,
    one.no_learning && 'No learning was used.',
    one.strength && STRENGTH_WORDS[one.strength],
    one.missing && `Missing: ${ended(one.missing)}`,
    one.not_heard && `Not heard: ${ended(one.not_heard)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

function Action({ action: one, first, ...props }: { action: Traced['actions'][number] } & First & StepsProps) {
  const { trace, onDo } = props
  const stopped = isStopped(trace, one.id)
  const mine = one.handed.find((handed) => handed.can.answer)
  return (
    <Step label="Action" date={since(one)} node={one.id === trace.of ? 'filled' : 'hollow'}>
      {first}
      <p className={styles.plain}>
        <At {...props} kind="action" id={one.id}>
          {ended(one.words)}
        </At>{' '}
        <Meta>{STARTED_WORDS[one.started_by]}</Meta>
      </p>
      <p className={styles.meta}>
        {one.accountable} answers for it.{one.delivered_by && ` Done by ${ended(one.delivered_by)}`}
        {one.starts_on && one.due_on && ` By ${dayWords(one.due_on)}.`}{' '}
        {one.gathering !== null && (
          <LinkTo to={`/s/${props.address}/gatherings/${one.gathering}`}>Said at a gathering.</LinkTo>
        )}{' '}
        {one.unclear !== null && <strong className={styles.again}>{UNCLEAR_WORDS[one.unclear]}</strong>}
      </p>
      {one.handed.length > 0 && <Handed action={one} />}
      {one.state !== 'open' && (
        <p className={styles.plain}>
          <strong>{{ done: 'Done', changed: 'Changed', dropped: 'Dropped' }[one.state]}</strong>
          {one.state_on && `, ${dayWords(one.state_on)}`}
          {one.state_reason ? <>: {<span className={styles.said}>{ended(one.state_reason)}</span>}</> : '.'}
        </p>
      )}
      <Stopped trace={trace} of={one.id} />
      {!stopped && (
        <Acts>
          {mine && (
            <Act onAct={() => onDo({ do: 'take-on', of: mine.id })}>
              {one.accountable_id === null ? 'They have said yes or no' : 'Do you take it on?'}
            </Act>
          )}
          <Act onAct={() => onDo({ do: 'conclude', of: one.id })}>Say what came of it</Act>
          <Act onAct={() => onDo({ do: 'set-action', of: one.id })}>Done, changed or dropped</Act>
          <More
            of="this action"
            items={[
              ['Hand it on', () => onDo({ do: 'hand-on', of: one.id })],
              ['Say it anew', () => onDo({ do: 'edit-action', of: one.id })],
              ['Stop here, because…', () => onDo({ do: 'stop', kind: 'action', of: one.id })],
            ]}
          />
        </Acts>
      )}
    </Step>
  )
}

const since = (one: Traced['actions'][number]) =>
  one.starts_on ? `since ${dayWords(one.starts_on)}` : one.due_on ? `by ${dayWords(one.due_on)}` : undefined

/** From hand to hand, and whether it was taken. */
function Handed({ action }: { action: Traced['actions'][number] }) {
  return (
    <details className={styles.more}>
      <summary>How it went from hand to hand</summary>
      <ol className={styles.hands}>
        {action.handed.map((one) => (
          <li key={one.id} className={styles.meta}>
            {one.by ? `${one.by} to ${one.to}` : `To ${one.to}`}, {dayWords(one.on)}:{' '}
            {one.answer === null ? 'not answered' : one.answer === 'accepted' ? 'taken on' : 'given back'}
            {one.answered_on && `, ${dayWords(one.answered_on)}`}.{one.note && ` “${one.note}”`}
          </li>
        ))}
      </ol>
    </details>
  )
}

function Outcome({ outcome: one, first, ...props }: { outcome: Traced['outcomes'][number] } & First & StepsProps) {
  const { trace, onDo } = props
  const about = [
    one.for_whom && `For ${ended(one.for_whom)}`,
    one.shown_by && `What shows it: ${ended(one.shown_by)}`,
    one.contribution && `How we contributed: ${ended(one.contribution)}`,
    !one.intended && 'Nobody meant this to happen.',
  ].filter(Boolean)
  return (
    <Step
      label="Outcome"
      date={one.look_again_on ? `look again ${dayWords(one.look_again_on)}` : dayWords(one.happened_on ?? one.made_on)}
      node={one.id === trace.of ? 'filled' : one.state === 'too_early' ? 'dashed' : 'hollow'}
    >
      {first}
      <p className={styles.plain}>
        <At {...props} kind="outcome" id={one.id}>
          {joined(STATE_WORDS[one.state], one.words)}
        </At>{' '}
        {one.says_who && <Meta>Says who: {ended(one.says_who)}</Meta>}
      </p>
      {about.length > 0 && <p className={styles.meta}>{about.join(' ')}</p>}
      <Stopped trace={trace} of={one.id} />
      <Acts>
        <Act onAct={() => onDo({ do: 'edit-outcome', of: one.id })}>
          {one.state === 'too_early' || one.state === 'dont_know' ? 'What can be said now?' : 'Say this anew'}
        </Act>
        {!isStopped(trace, one.id) && (
          <More
            of="this outcome"
            items={[['Stop here, because…', () => onDo({ do: 'stop', kind: 'outcome', of: one.id })]]}
          />
        )}
      </Acts>
    </Step>
  )
}
