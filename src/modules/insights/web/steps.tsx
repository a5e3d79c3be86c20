import type { ReactNode } from 'react'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { Meta, Step } from '#web/ui/trace.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import {
  ANSWER_WORDS,
  dayWords,
  type Kind,
  STARTED_WORDS,
  STATE_WORDS,
  type Traced,
  type TracedInsight,
} from './data.ts'
import { Evidence } from './evidence.tsx'
import type { Doings } from './foot.tsx'
import styles from './insights.module.css'

export type StepsProps = { trace: Traced; address: string; onDo: (what: Doings) => void }

/** Because of what: evidence, and what was made of it. */
export function StepsBack({ trace, address, onDo }: StepsProps) {
  return (
    <>
      <Evidence trace={trace} address={address} onDo={onDo} />
      {trace.insights.map((insight) => (
        <Step
          key={insight.id}
          label="Insight"
          date={dayWords(insight.made_on)}
          node={insight.id === trace.of ? 'filled' : 'hollow'}
        >
          <Insight insight={insight} trace={trace} address={address} onDo={onDo} />
        </Step>
      ))}
    </>
  )
}

function Insight({ insight, trace, address, onDo }: { insight: TracedInsight } & StepsProps) {
  const here = insight.id === trace.of
  const words = insight.words ?? <em>Hidden until its curators look again.</em>
  const stopped = trace.stopped.some((one) => one.id === insight.id)
  return (
    <>
      <Quote bare>
        <span className={styles.thread}>
          {here ? words : <LinkTo to={`/s/${address}/insights/${insight.id}`}>{words}</LinkTo>}
        </span>
      </Quote>
      {insight.dissent.map((one) => (
        <Quote
          key={one.id}
          against
          by={`A view against, kept beside it. ${one.by ? `${one.by}, ` : ''}${dayWords(one.made_on)}.`}
        >
          {one.words}
        </Quote>
      ))}
      <Stopped trace={trace} of={insight.id} />
      <Acts>
        {insight.words !== null && !stopped && (
          <>
            <Act onAct={() => onDo({ do: 'send', of: insight.id })}>Who needs to hear this?</Act>
            <Act onAct={() => onDo({ do: 'decide', of: insight.id })}>Decide</Act>
          </>
        )}
        <Act onAct={() => onDo({ do: 'dissent', of: insight.id })}>Add a view against</Act>
        <Act onAct={() => onDo({ do: 'edit', of: insight.id })}>Say it anew</Act>
        {!stopped && <Act onAct={() => onDo({ do: 'stop', kind: 'insight', of: insight.id })}>Stop here, because…</Act>}
      </Acts>
    </>
  )
}

/** So what happened: who heard it, what was decided and done, what came of it. */
export function StepsOn({ trace, address, onDo }: StepsProps) {
  const receivers = trace.insights.flatMap((one) => one.receivers)
  const sendings = trace.insights.flatMap((one) => one.sendings)
  const at = (kind: Kind, id: string, words: ReactNode) =>
    id === trace.of ? words : <LinkTo to={`/s/${address}/insights/${id}?kind=${kind}`}>{words}</LinkTo>
  const stopped = (id: string) => trace.stopped.some((one) => one.id === id)
  const open = trace.kind === 'insight' && trace.decisions.length === 0 && !stopped(trace.of)
  const heading = (
    <VisuallyHidden>
      <h2>So what happened?</h2>
    </VisuallyHidden>
  )
  let said = false
  const first = () => {
    if (said) return null
    said = true
    return heading
  }
  return (
    <>
      {receivers.map((one) => (
        <Step key={one.id} label="Receiver" date={heard(one)} node={one.answers.length === 0 ? 'dashed' : 'hollow'}>
          {first()}
          <Heard receiver={one} />
          {one.crossed && (
            <Acts>
              {one.answers.length === 0 && (
                <Act onAct={() => onDo({ do: 'link', of: one.id })}>
                  {one.link_open ? 'Make a new link' : 'Make the link'}
                </Act>
              )}
              <TakeBack crossing={one.take_back} onDo={onDo} />
            </Acts>
          )}
        </Step>
      ))}
      {sendings.map((one) => (
        <Step
          key={one.id}
          label="Receiver"
          date={one.state === 'stays' ? 'stays here' : `asked ${dayWords(one.asked_on)}`}
          node="dashed"
        >
          {first()}
          <p className={styles.plain}>{one.title}</p>
          <p className={styles.meta}>
            {one.state === 'stays'
              ? 'It was not let go, and nothing of it went anywhere.'
              : 'Not settled yet. Nothing has gone anywhere.'}
          </p>
          {one.take_back !== null && (
            <Acts>
              <TakeBack crossing={one.take_back} onDo={onDo} />
            </Acts>
          )}
        </Step>
      ))}
      {open && (
        <Step label="Decision" date="not yet" node="dashed">
          {first()}
          <p className={styles.meta}>Nothing has been decided from this yet.</p>
        </Step>
      )}
      {trace.decisions.map((one) => (
        <Step
          key={one.id}
          label="Decision"
          date={dayWords(one.decided_on ?? one.made_on)}
          node={one.id === trace.of ? 'filled' : 'hollow'}
        >
          {first()}
          <p className={styles.plain}>
            {at('decision', one.id, one.words)} {one.taken_by && <Meta>{ended(one.taken_by)}</Meta>}
          </p>
          {one.reasons && <p className={styles.meta}>{ended(one.reasons)}</p>}
          {one.not_heard && <p className={styles.meta}>Not heard: {ended(one.not_heard)}</p>}
          <Stopped trace={trace} of={one.id} />
          {!stopped(one.id) && (
            <Acts>
              <Act onAct={() => onDo({ do: 'act', of: one.id })}>Start an action</Act>
              <Act onAct={() => onDo({ do: 'stop', kind: 'decision', of: one.id })}>Stop here, because…</Act>
            </Acts>
          )}
        </Step>
      ))}
      {trace.actions.map((one) => (
        <Step
          key={one.id}
          label="Action"
          date={
            one.starts_on ? `since ${dayWords(one.starts_on)}` : one.due_on ? `by ${dayWords(one.due_on)}` : undefined
          }
          node={one.id === trace.of ? 'filled' : 'hollow'}
        >
          {first()}
          <p className={styles.plain}>
            {at('action', one.id, ended(one.words))} <Meta>{STARTED_WORDS[one.started_by]}</Meta>
          </p>
          <p className={styles.meta}>
            {one.accountable} answers for it.{one.delivered_by && ` Done by ${ended(one.delivered_by)}`}
            {one.starts_on && one.due_on && ` By ${dayWords(one.due_on)}.`}
          </p>
          <Stopped trace={trace} of={one.id} />
          {!stopped(one.id) && (
            <Acts>
              <Act onAct={() => onDo({ do: 'conclude', of: one.id })}>Say what came of it</Act>
              <Act onAct={() => onDo({ do: 'stop', kind: 'action', of: one.id })}>Stop here, because…</Act>
            </Acts>
          )}
        </Step>
      ))}
      {trace.outcomes.map((one) => (
        <Step
          key={one.id}
          label="Outcome"
          date={one.look_again_on ? `look again ${dayWords(one.look_again_on)}` : dayWords(one.made_on)}
          node={one.id === trace.of ? 'filled' : one.state === 'too_early' ? 'dashed' : 'hollow'}
        >
          {first()}
          <p className={styles.plain}>
            {at('outcome', one.id, joined(STATE_WORDS[one.state], one.words))}{' '}
            {one.says_who && <Meta>Says who: {ended(one.says_who)}</Meta>}
          </p>
          {!one.intended && <p className={styles.meta}>Nobody meant this to happen.</p>}
        </Step>
      ))}
    </>
  )
}

function TakeBack({ crossing, onDo }: { crossing: string | null; onDo: StepsProps['onDo'] }) {
  if (crossing === null) return null
  return <Act onAct={() => onDo({ do: 'take-back', of: crossing })}>Take it back</Act>
}

function heard(one: TracedInsight['receivers'][number]): string {
  if (one.taken_back) return 'taken back'
  if (one.heard_in_days === null && one.crossed && !one.link_open)
    return `let go ${dayWords(one.sent_on)}, no link open yet`
  if (one.heard_in_days === null) return `sent ${dayWords(one.sent_on)}, not heard yet`
  if (one.heard_in_days === 0) return 'heard the same day'
  return one.heard_in_days === 1 ? 'heard in a day' : `heard in ${one.heard_in_days} days`
}

function Heard({ receiver }: { receiver: TracedInsight['receivers'][number] }) {
  const last = receiver.answers.at(-1)
  const post = receiver.holder ? `${receiver.title} (${receiver.holder})` : receiver.title
  if (last === undefined) return <p className={styles.plain}>{post}</p>
  const said =
    last.answer === 'not_mine' && last.words
      ? `Not mine. It is ${last.words}’s.`
      : joined(`${ANSWER_WORDS[last.answer]}.`, last.words)
  return (
    <p className={styles.plain}>
      {post}: <span className={styles.said}>“{said}”</span>
    </p>
  )
}

function Stopped({ trace, of }: { trace: Traced; of: string }) {
  const end = trace.stopped.find((one) => one.id === of)
  if (end === undefined) return null
  return (
    <p className={styles.plain}>
      <strong>Stopped here, because</strong> <span className={styles.said}>{end.reason}</span>{' '}
      <Meta>
        {end.by && `${end.by}, `}
        {dayWords(end.on)}.
      </Meta>
    </p>
  )
}

/** Nobody is shown saying “Understood. Understood.” */
const joined = (sentence: string, words: string) =>
  words.toLowerCase().startsWith(sentence.toLowerCase().replace(/\.$/, '')) ? words : `${sentence} ${words}`.trim()

const ended = (words: string) => (/[.!?…]$/.test(words) ? words : `${words}.`)

function Acts({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>
}

function Act({ onAct, children }: { onAct: () => void; children: ReactNode }) {
  return (
    <Button small kind="quiet" onClick={onAct}>
      {children}
    </Button>
  )
}
