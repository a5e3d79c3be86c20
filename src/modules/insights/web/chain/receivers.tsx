import type { ReactNode } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { Step } from '#web/ui/trace.tsx'
import { ANSWER_WORDS, type TracedInsight } from '../data.ts'
import styles from '../insights.module.css'
import { Act, Acts, joined, type StepsProps } from './acts.tsx'

type Receiver = TracedInsight['receivers'][number]

/** Who was asked to hear it, what they said, and what is still open about it. */
export function Receivers({ trace, onDo, first }: StepsProps & { first: () => ReactNode }) {
  const all = trace.insights.flatMap((insight) => insight.receivers.map((one) => ({ one, insight: insight.id })))
  const sendings = trace.insights.flatMap((insight) => insight.sendings)
  return (
    <>
      {all.map(({ one, insight }) => (
        <Step key={one.id} label="Receiver" date={heard(one)} node={one.answers.length === 0 ? 'dashed' : 'hollow'}>
          {first()}
          <Heard receiver={one} />
          <Whether receiver={one} />
          <Acts>
            {one.can.answer && <Act onAct={() => onDo({ do: 'answer', of: one.id })}>Answer</Act>}
            {one.crossed && one.answers.length === 0 && one.closed === null && (
              <Act onAct={() => onDo({ do: 'link', of: one.id })}>
                {one.link_open ? 'Make a new link' : 'Make the link'}
              </Act>
            )}
            {one.can.ask_again && <Act onAct={() => onDo({ do: 'ask-again', of: one.id })}>Send it again</Act>}
            {one.can.close && wantsSomebodyElse(one) && (
              <Act onAct={() => onDo({ do: 'send', of: insight, instead: { receiver: one.id, whose: whose(one) } })}>
                {whose(one) ? `Send it on to ${whose(one)}` : 'Choose somebody else'}
              </Act>
            )}
            {one.can.close && one.answers.at(-1)?.answer !== 'understood' && (
              <Act onAct={() => onDo({ do: 'close', of: one.id })}>Wait no longer, because…</Act>
            )}
            <TakeBack crossing={one.take_back} onDo={onDo} />
          </Acts>
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
    </>
  )
}

/** Whose they say it is, where they said that it is not theirs. */
export function whose(one: Receiver): string {
  const last = one.answers.at(-1)
  return last?.answer === 'not_mine' ? last.words : ''
}

const wantsSomebodyElse = (one: Receiver) => one.returned || one.has_left || one.answers.at(-1)?.answer === 'not_mine'

function TakeBack({ crossing, onDo }: { crossing: string | null; onDo: StepsProps['onDo'] }) {
  if (crossing === null) return null
  return <Act onAct={() => onDo({ do: 'take-back', of: crossing })}>Take it back</Act>
}

function heard(one: Receiver): string {
  if (one.taken_back) return 'taken back'
  if (one.heard_in_days === null && one.closed !== null) return 'not waited for any more'
  if (one.heard_in_days === null && one.crossed && !one.link_open)
    return `let go ${dayWords(one.sent_on)}, no link open yet`
  if (one.heard_in_days === null) return `sent ${dayWords(one.sent_on)}, not heard yet`
  if (one.heard_in_days === 0) return 'heard the same day'
  return one.heard_in_days === 1 ? 'heard in a day' : `heard in ${one.heard_in_days} days`
}

/** What is open about it: it came back, they have left, or nobody waits any more. */
function Whether({ receiver }: { receiver: Receiver }) {
  const { closed, has_left, returned } = receiver
  if (closed !== null)
    return (
      <p className={styles.plain}>
        Not waited for since {dayWords(closed.on)}, because <span className={styles.said}>{closed.why}</span>
      </p>
    )
  if (has_left) return <p className={styles.meta}>They have left. Choose somebody else, or wait no longer.</p>
  if (returned)
    return (
      <p className={styles.meta}>
        Not answered for a while, so it came back. Send it again, choose somebody else, or say why you wait no longer.
      </p>
    )
  return null
}

function Heard({ receiver }: { receiver: Receiver }) {
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
