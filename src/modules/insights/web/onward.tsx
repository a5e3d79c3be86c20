import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { dayOf, today, useSending, wordsOf } from './data.ts'
import { type DoingProps, Foot, toAll } from './foot.tsx'

/** From an insight to a decision: a new one, or one that was made already and now rests on this too. */
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

function JoinDecision({ what, here, onDone, decision }: DoingProps & { decision: string }) {
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
              from: { kind: 'insight', id: what.of },
              to: { kind: 'decision', id: decision },
            }),
          onDone,
        )
      }
    >
      <p>From now on, whoever asks that decision “because of what?” finds this insight.</p>
      <Foot verb="Tie it to this decision" onDone={onDone} />
    </Form>
  )
}

function NewDecision({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const decide = useMutation(api.insights.decide.mutationOptions())
  const keep = `decide ${what.of}`
  return (
    <Form
      name="What was decided?"
      onSend={(data) =>
        send(
          () =>
            decide.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              chapter: here.standing,
              insights: [what.of],
              words: wordsOf(data, 'words'),
              reasons: wordsOf(data, 'reasons'),
              decided_on: dayOf(data, 'decided_on'),
              taken_by: wordsOf(data, 'taken_by'),
              not_heard: wordsOf(data, 'not_heard'),
            }),
          onDone,
        )
      }
    >
      <TextArea
        label="The decision, in a sentence"
        name="words"
        required
        maxLength={1000}
        keepAs={keep}
        reach={toAll(here)}
        rows={2}
      />
      <TextField label="Because" name="reasons" optional words maxLength={2000} keepAs={`${keep} reasons`} />
      <DateField label="Decided on" name="decided_on" optional defaultValue={today()} />
      <TextField
        label="Who decided"
        hint="A body, and how it went: Executive, 7 agreed, 1 could live with it."
        name="taken_by"
        optional
        maxLength={300}
        keepAs={`${keep} by`}
      />
      <TextField label="Who was not heard" name="not_heard" optional maxLength={500} keepAs={`${keep} not heard`} />
      <Foot verb="Keep the decision" onDone={onDone} />
    </Form>
  )
}

/** From a decision to an action with one person who answers for it. */
export function Act({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const act = useMutation(api.insights.act.mutationOptions())
  const keep = `act ${what.of}`
  return (
    <Form
      name="Start an action"
      onSend={(data) =>
        send(
          () =>
            act.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              chapter: here.standing,
              decision: what.of,
              words: wordsOf(data, 'words'),
              accountable: wordsOf(data, 'accountable'),
              started_by: wordsOf(data, 'started_by') as 'us',
              delivered_by: wordsOf(data, 'delivered_by'),
              starts_on: dayOf(data, 'starts_on'),
              due_on: dayOf(data, 'due_on'),
            }),
          onDone,
        )
      }
    >
      <TextArea
        label="What will be done"
        name="words"
        required
        maxLength={1000}
        keepAs={keep}
        reach={toAll(here)}
        rows={2}
      />
      <TextField
        label="Who answers for it"
        hint="One person, by name."
        name="accountable"
        required
        maxLength={160}
        keepAs={`${keep} who`}
      />
      <TextField label="Who does it" name="delivered_by" optional maxLength={300} keepAs={`${keep} does`} />
      <RadioGroup
        label="Who started it"
        name="started_by"
        defaultValue="us"
        row
        choices={[
          { value: 'us', label: 'We did' },
          { value: 'funder', label: 'A funder' },
          { value: 'event', label: 'Something that happened' },
        ]}
      />
      <DateField label="Starts on" name="starts_on" optional />
      <DateField label="Done by" name="due_on" optional />
      <Foot verb="Start it" onDone={onDone} />
    </Form>
  )
}

/** From an action to what came of it; “too early” is an answer. */
export function Conclude({ what, here, onDone }: DoingProps) {
  const send = useSending()
  const attempt = useAttempt()
  const [state, setState] = useState<'too_early' | 'agreed' | 'partly_agreed' | 'not_agreed' | 'dont_know'>('too_early')
  const conclude = useMutation(api.insights.conclude.mutationOptions())
  const keep = `conclude ${what.of}`
  const early = state === 'too_early' || state === 'dont_know'
  return (
    <Form
      name="What came of it?"
      onSend={(data) =>
        send(
          () =>
            conclude.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              chapter: here.standing,
              action: what.of,
              state,
              words: wordsOf(data, 'words'),
              says_who: wordsOf(data, 'says_who'),
              intended: wordsOf(data, 'intended') !== 'no',
              look_again_on: dayOf(data, 'look_again_on'),
            }),
          onDone,
        )
      }
    >
      <RadioGroup
        label="What can be said"
        name="state"
        value={state}
        onChange={setState}
        choices={[
          { value: 'too_early', label: 'Too early to say' },
          { value: 'agreed', label: 'It did what we hoped' },
          { value: 'partly_agreed', label: 'It did part of what we hoped' },
          { value: 'not_agreed', label: 'It did not do what we hoped' },
          { value: 'dont_know', label: 'We don’t know' },
        ]}
      />
      <TextArea
        label="In a sentence"
        name="words"
        required={!early}
        optional={early}
        maxLength={1000}
        keepAs={keep}
        reach={toAll(here)}
        rows={2}
      />
      <TextField
        label="Who says so"
        hint="Those it was for, those who did it, an evaluator, figures."
        name="says_who"
        optional
        maxLength={300}
        keepAs={`${keep} who`}
      />
      <RadioGroup
        label="Did anybody mean this to happen?"
        name="intended"
        defaultValue="yes"
        row
        choices={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No, it happened anyway' },
        ]}
      />
      <DateField label="Look again on" name="look_again_on" optional />
      <Foot verb="Keep it" onDone={onDone} />
    </Form>
  )
}
