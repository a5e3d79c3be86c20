import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Form } from '#web/ui/form.tsx'
import { Select } from '#web/ui/select.tsx'
import { ACCOUNTABLE, ACTION, DECISION, HAND_ON, MEANS, OUTCOME, WHEN } from './chain/data.ts'
import { StepForm, type Typed } from './chain/step-form.tsx'
import { useSending } from './data.ts'
import { among, type DoingProps, Foot, toAll } from './foot.tsx'

/** What an insight or a finding means, and for whom: the step before a decision. */
export function Imply({ what, here, onDone }: Omit<DoingProps, 'trace'>) {
  const imply = useMutation(api.insights.imply.mutationOptions())
  if (what.do !== 'imply') return null
  return (
    <StepForm
      {...{ here, onDone, fields: MEANS, reach: among(here) }}
      name="What does it mean?"
      verb="Keep it"
      keep={`imply ${what.of}`}
      make={(typed, { attempt }) =>
        imply.mutateAsync({ ...(typed as { words: string }), attempt, from: { kind: what.from, id: what.of } })
      }
    />
  )
}

export function EditImplication({ what, trace, here, onDone }: DoingProps) {
  const edit = useMutation(api.insights.editImplication.mutationOptions())
  const before = trace.implications.find((one) => one.id === what.of)!
  return (
    <StepForm
      {...{ here, onDone, fields: MEANS, reach: among(here), values: before, version: before.version }}
      name="Say it anew"
      verb="Say it so"
      keep={`edit ${what.of}`}
      make={(typed, at) => edit.mutateAsync({ ...(typed as { words: string }), ...at, implication: what.of })}
    />
  )
}

/** From an insight or what it means to a decision: a new one, or one that was made already and now rests on this too. */
export function Decide(props: DoingProps) {
  const { here } = props
  const standing = useQuery(api.insights.standing.queryOptions({ input: { id: here.id } }))
  const [known, setKnown] = useState('')
  const already = new Set(props.trace.decisions.map((one) => one.id))
  const others = standing.data?.decisions.filter((one) => !already.has(one.id)) ?? []
  return (
    <>
      {others.length > 0 && (
        <Select
          label="Which decision?"
          empty="A new one"
          value={known}
          onChange={setKnown}
          choices={others.map((one) => ({ value: one.id, label: one.words }))}
        />
      )}
      {known ? <JoinDecision {...props} decision={known} /> : <NewDecision {...props} />}
    </>
  )
}

const kindOf = ({ what, trace }: DoingProps) =>
  trace.implications.some((one) => one.id === what.of) ? ('implication' as const) : ('insight' as const)

function JoinDecision({ decision, ...props }: DoingProps & { decision: string }) {
  const { what, here, onDone } = props
  const send = useSending()
  const attempt = useAttempt()
  const join = useMutation(api.insights.join.mutationOptions())
  return (
    <Form
      name="Which decision?"
      onSend={() =>
        send(
          () =>
            join.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              from: { kind: kindOf(props), id: what.of },
              to: { kind: 'decision', id: decision },
            }),
          onDone,
        )
      }
    >
      <p>From now on, whoever asks that decision “because of what?” finds this.</p>
      <Foot verb="Tie it to this decision" onDone={onDone} />
    </Form>
  )
}

function NewDecision(props: DoingProps) {
  const { here, what, onDone } = props
  const decide = useMutation(api.insights.decide.mutationOptions())
  return (
    <StepForm
      {...{ here, onDone, fields: DECISION, reach: toAll(here) }}
      name="What was decided?"
      verb="Keep the decision"
      keep={`decide ${what.of}`}
      make={(typed, { attempt }) =>
        decide.mutateAsync({
          ...(typed as { words: string }),
          ...{ attempt, space: here.id, chapter: here.standing },
          [kindOf(props) === 'insight' ? 'insights' : 'implications']: [what.of],
        })
      }
    />
  )
}

/** Says a decision anew; one that was to come becomes one that was taken, with its day. */
export function EditDecision({ what, trace, here, onDone }: DoingProps) {
  const edit = useMutation(api.insights.editDecision.mutationOptions())
  const before = trace.decisions.find((one) => one.id === what.of)!
  const values: Typed = {
    ...(before as unknown as Typed),
    owner: before.owner?.id ?? null,
    decided_on: before.decided_on,
  }
  const [, day, ...taken] = DECISION
  const fields = before.to_come
    ? [
        DECISION[0]!,
        ...WHEN,
        {
          ...{ is: 'more' as const, name: 'taken', label: 'It was decided: when, by whom, and on what' },
          fields: [{ ...day!, today: undefined } as never, ...taken],
        },
      ]
    : [...DECISION, { is: 'yes' as const, name: 'no_learning', label: 'No learning was used' }]
  return (
    <StepForm
      {...{ here, onDone, fields, reach: toAll(here), values, version: before.version }}
      name={before.to_come ? 'The decision, as it stands' : 'Say it anew'}
      verb="Keep it so"
      keep={`edit ${what.of}`}
      make={(typed, at) =>
        edit.mutateAsync({
          ...kept(before),
          ...(typed as { words: string }),
          ...at,
          decision: what.of,
        })
      }
    />
  )
}

/** What the form does not ask for stays as it is. */
const kept = (before: DoingProps['trace']['decisions'][number]) => ({
  ...{ decide_by: before.decide_by, paper_by: before.paper_by, format: before.format, options: before.options },
  ...{ owner: before.owner?.id ?? null, meeting: before.meeting?.id ?? null, no_learning: before.no_learning },
})

/** From a decision to an action with one person who answers for it. */
export function Act({ what, here, onDone }: DoingProps) {
  const act = useMutation(api.insights.act.mutationOptions())
  const [words, ...rest] = ACTION
  return (
    <StepForm
      {...{ here, onDone, fields: [words!, ...ACCOUNTABLE, ...rest], reach: toAll(here) }}
      name="Start an action"
      verb="Start it"
      keep={`act ${what.of}`}
      make={(typed, { attempt }) =>
        act.mutateAsync({
          ...(typed as { words: string }),
          ...{ attempt, space: here.id, chapter: here.standing, decision: what.of },
        })
      }
    />
  )
}

export function EditAction({ what, trace, here, onDone }: DoingProps) {
  const edit = useMutation(api.insights.editAction.mutationOptions())
  const before = trace.actions.find((one) => one.id === what.of)!
  return (
    <StepForm
      {...{ here, onDone, fields: ACTION, reach: toAll(here), version: before.version }}
      values={before as unknown as Typed}
      name="Say it anew"
      verb="Say it so"
      keep={`edit ${what.of}`}
      make={(typed, at) => edit.mutateAsync({ ...(typed as { words: string }), ...at, action: what.of })}
    />
  )
}

/** Done, changed or dropped: the last two with a reason. */
export function SetAction({ what, trace, here, onDone }: DoingProps) {
  const set = useMutation(api.insights.setAction.mutationOptions())
  const before = trace.actions.find((one) => one.id === what.of)!
  return (
    <StepForm
      {...{ here, onDone, reach: toAll(here), version: before.version }}
      fields={[
        {
          ...{ is: 'one', name: 'state', label: 'How it stands', first: 'done', row: true },
          choices: [
            { value: 'open', label: 'Open' },
            { value: 'done', label: 'Done' },
            { value: 'changed', label: 'Changed' },
            { value: 'dropped', label: 'Dropped' },
          ],
        },
        { is: 'words', name: 'reason', label: 'Why', most: 500, hint: 'For what was changed or dropped.' },
      ]}
      values={before.state === 'open' ? {} : { state: before.state, reason: before.state_reason }}
      wordless={({ state = before.state === 'open' ? 'done' : before.state }) => state === 'done' || state === 'open'}
      name="How does it stand?"
      verb="Keep it"
      keep={`state ${what.of}`}
      make={(typed, at) => set.mutateAsync({ ...(typed as { state: 'done'; reason: string }), ...at, action: what.of })}
    />
  )
}

/** Hands an action on to one other person, and keeps the way it went. */
export function HandOn({ what, here, onDone }: DoingProps) {
  const hand = useMutation(api.insights.handOn.mutationOptions())
  return (
    <StepForm
      {...{ here, onDone, fields: HAND_ON, reach: toAll(here) }}
      name="Who takes it on?"
      verb="Hand it on"
      keep={`hand ${what.of}`}
      make={(typed, { attempt }) => hand.mutateAsync({ ...typed, attempt, action: what.of })}
    />
  )
}

const wordlessOutcome =
  (before: string) =>
  ({ state = before }: Record<string, string>) =>
    state === 'too_early' || state === 'dont_know'

/** From an action to what came of it; “too early” is an answer. */
export function Conclude({ what, here, onDone }: DoingProps) {
  const conclude = useMutation(api.insights.conclude.mutationOptions())
  return (
    <StepForm
      {...{ here, onDone, fields: OUTCOME, reach: toAll(here) }}
      name="What came of it?"
      verb="Keep it"
      keep={`conclude ${what.of}`}
      wordless={wordlessOutcome('too_early')}
      make={(typed, { attempt }) =>
        conclude.mutateAsync({
          ...(typed as { words: string; state: 'too_early' }),
          ...{ attempt, space: here.id, chapter: here.standing, action: what.of, intended: typed.intended !== 'no' },
        })
      }
    />
  )
}

export function EditOutcome({ what, trace, here, onDone }: DoingProps) {
  const edit = useMutation(api.insights.editOutcome.mutationOptions())
  const before = trace.outcomes.find((one) => one.id === what.of)!
  return (
    <StepForm
      {...{ here, onDone, fields: OUTCOME, reach: toAll(here), version: before.version }}
      values={{ ...(before as unknown as Typed), intended: before.intended ? 'yes' : 'no' }}
      name="What can be said now?"
      verb="Say it so"
      keep={`edit ${what.of}`}
      wordless={wordlessOutcome(before.state)}
      make={(typed, at) =>
        edit.mutateAsync({
          ...(typed as { words: string; state: 'too_early' }),
          ...{ ...at, outcome: what.of, intended: typed.intended !== 'no' },
        })
      }
    />
  )
}
