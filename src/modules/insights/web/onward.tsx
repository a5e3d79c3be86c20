import { useMutation, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
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

/** One field of a step, as data: the same form draws all three. */
type Field =
  | { is: 'words'; name: string; label: string }
  | { is: 'line'; name: string; label: string; hint?: string; most: number; required?: true; words?: true }
  | { is: 'day'; name: string; label: string; today?: true }
  | { is: 'one'; name: string; label: string; first: string; row: boolean; choices: { value: string; label: string }[] }

const DECISION: Field[] = [
  { is: 'words', name: 'words', label: 'The decision, in a sentence' },
  { is: 'line', name: 'reasons', label: 'Because', most: 2000, words: true },
  { is: 'day', name: 'decided_on', label: 'Decided on', today: true },
  {
    ...{ is: 'line', name: 'taken_by', label: 'Who decided', most: 300 },
    hint: 'A body, and how it went: Executive, 7 agreed, 1 could live with it.',
  },
  { is: 'line', name: 'not_heard', label: 'Who was not heard', most: 500 },
]
const ACTION: Field[] = [
  { is: 'words', name: 'words', label: 'What will be done' },
  {
    is: 'line',
    name: 'accountable',
    label: 'Who answers for it',
    hint: 'One person, by name.',
    most: 160,
    required: true,
  },
  { is: 'line', name: 'delivered_by', label: 'Who does it', most: 300 },
  {
    ...{ is: 'one', name: 'started_by', label: 'Who started it', first: 'us', row: true },
    choices: [
      { value: 'us', label: 'We did' },
      { value: 'funder', label: 'A funder' },
      { value: 'event', label: 'Something that happened' },
    ],
  },
  { is: 'day', name: 'starts_on', label: 'Starts on' },
  { is: 'day', name: 'due_on', label: 'Done by' },
]
const OUTCOME: Field[] = [
  {
    ...{ is: 'one', name: 'state', label: 'What can be said', first: 'too_early', row: false },
    choices: [
      { value: 'too_early', label: 'Too early to say' },
      { value: 'agreed', label: 'It did what we hoped' },
      { value: 'partly_agreed', label: 'It did part of what we hoped' },
      { value: 'not_agreed', label: 'It did not do what we hoped' },
      { value: 'dont_know', label: 'We don’t know' },
    ],
  },
  { is: 'words', name: 'words', label: 'In a sentence' },
  {
    ...{ is: 'line', name: 'says_who', label: 'Who says so', most: 300 },
    hint: 'Those it was for, those who did it, an evaluator, figures.',
  },
  {
    ...{ is: 'one', name: 'intended', label: 'Did anybody mean this to happen?', first: 'yes', row: true },
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No, it happened anyway' },
    ],
  },
  { is: 'day', name: 'look_again_on', label: 'Look again on' },
]

type Made = { ok: true } | { ok: false; sentence: string }
type StepProps = DoingProps & {
  name: string
  verb: string
  keep: string
  fields: Field[]
  /** May the sentence be left out, as things are chosen now? */
  wordless?: (chosen: Record<string, string>) => boolean
  make: (data: FormData, input: { attempt: string; space: string; chapter: string }) => Promise<Made>
}

/** The form of one step onward. What is asked is data; what it makes is its caller's. */
function StepForm({ here, onDone, name, verb, keep, fields, wordless, make }: StepProps) {
  const send = useSending()
  const attempt = useAttempt()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const draw = (field: Field) => {
    const { label } = field
    if (field.is === 'day')
      return <DateField label={label} name={field.name} optional {...(field.today && { defaultValue: today() })} />
    if (field.is === 'one')
      return (
        <RadioGroup
          {...{ label, name: field.name, row: field.row, choices: field.choices }}
          value={chosen[field.name] ?? field.first}
          onChange={(value) => setChosen({ ...chosen, [field.name]: value })}
        />
      )
    if (field.is === 'line')
      return (
        <TextField
          {...{ label, name: field.name, maxLength: field.most, keepAs: `${keep} ${field.name}` }}
          {...(field.required ? { required: true } : { optional: true })}
          {...(field.hint && { hint: field.hint })}
          {...(field.words && { words: true })}
        />
      )
    const optional = wordless?.(chosen) ?? false
    return (
      <TextArea
        {...{ label, name: field.name, optional, required: !optional, maxLength: 1000, keepAs: keep, rows: 2 }}
        reach={toAll(here)}
      />
    )
  }
  return (
    <Form
      name={name}
      onSend={(data) => send(() => make(data, { attempt: attempt.id, space: here.id, chapter: here.standing }), onDone)}
    >
      {fields.map((field) => (
        <Fragment key={field.name}>{draw(field)}</Fragment>
      ))}
      <Foot verb={verb} onDone={onDone} />
    </Form>
  )
}

/** What was typed, by the names of its fields: days that were left empty are null. */
function typed(data: FormData, fields: Field[]): Record<string, string | null> {
  return Object.fromEntries(
    fields.map(({ is, name }) => [name, is === 'day' ? dayOf(data, name) : wordsOf(data, name)]),
  )
}

function NewDecision(props: DoingProps) {
  const decide = useMutation(api.insights.decide.mutationOptions())
  return (
    <StepForm
      {...props}
      name="What was decided?"
      verb="Keep the decision"
      keep={`decide ${props.what.of}`}
      fields={DECISION}
      make={(data, at) =>
        decide.mutateAsync({ ...(typed(data, DECISION) as { words: string }), ...at, insights: [props.what.of] })
      }
    />
  )
}

/** From a decision to an action with one person who answers for it. */
export function Act(props: DoingProps) {
  const act = useMutation(api.insights.act.mutationOptions())
  return (
    <StepForm
      {...props}
      name="Start an action"
      verb="Start it"
      keep={`act ${props.what.of}`}
      fields={ACTION}
      make={(data, at) =>
        act.mutateAsync({
          ...(typed(data, ACTION) as { words: string; accountable: string }),
          ...at,
          decision: props.what.of,
        })
      }
    />
  )
}

/** From an action to what came of it; “too early” is an answer. */
export function Conclude(props: DoingProps) {
  const conclude = useMutation(api.insights.conclude.mutationOptions())
  return (
    <StepForm
      {...props}
      name="What came of it?"
      verb="Keep it"
      keep={`conclude ${props.what.of}`}
      fields={OUTCOME}
      wordless={({ state = 'too_early' }) => state === 'too_early' || state === 'dont_know'}
      make={(data, at) =>
        conclude.mutateAsync({
          ...(typed(data, OUTCOME) as { words: string; state: 'too_early' }),
          ...at,
          action: props.what.of,
          intended: wordsOf(data, 'intended') !== 'no',
        })
      }
    />
  )
}
