import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { dayOf, useSending, wordsOf } from '../data.ts'
import { Foot } from '../foot.tsx'
import { type Cycle, SHOWS_HINTS, STEP_WORDS, STEPS, useTheirs } from './data.ts'
import styles from './inquiry.module.css'
import type { Here } from './question-form.tsx'
import { Theirs } from './theirs.tsx'

/** Begins a cycle: what it asks, how long it takes, and whether it is part of a longer one. */
export function StartCycle({ here, partOf, onDone }: { here: Here; partOf?: string; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const start = useMutation(api.insights.startCycle.mutationOptions())
  const questions = useQuery(api.insights.choices.queryOptions({ input: { space: here.id, kind: 'question' } }))
  const keep = `cycle ${here.id} ${partOf ?? ''}`
  return (
    <Form
      name="Begin a cycle"
      onSend={(data) =>
        send(
          () =>
            start.mutateAsync({
              ...{ attempt: attempt.id, space: here.id, chapter: here.chapter, ...fieldsIn(data) },
              ...{ question: wordsOf(data, 'question') || null, part_of: partOf ?? null },
            }),
          () => {
            attempt.renew()
            onDone()
          },
        )
      }
    >
      <Fields keep={keep} reach={{ person: here.reach.person, sentence: here.reach.who }} />
      {questions.data !== undefined && questions.data.length > 0 && (
        <Select
          label="Which of our questions does it ask?"
          name="question"
          optional
          empty="None of them"
          choices={questions.data.map((one) => ({ value: one.id, label: one.words }))}
        />
      )}
      <InConfidence address={here.address} />
      <Foot verb="Begin it" onDone={onDone} />
    </Form>
  )
}

export function EditCycle({ here, cycle, onDone }: { here: Here; cycle: Cycle; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(cycle.version)
  const edit = useMutation(api.insights.editCycle.mutationOptions())
  return (
    <Form
      name="Say it anew"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, cycle: cycle.id, version: at }
          const answer = await edit.mutateAsync({ ...about, ...fieldsIn(data) })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <Fields
        cycle={cycle}
        keep={`edit ${cycle.id}`}
        reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this cycle` }}
      />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

const USUAL = { quick: '6', slow: '26' } as const

function Fields({
  cycle,
  keep,
  reach,
}: {
  cycle?: Cycle
  keep: string
  reach: { person: ReachProps['person']; sentence: string }
}) {
  const [pace, setPace] = useState(cycle?.pace ?? 'quick')
  const [weeks, setWeeks] = useState(cycle?.weeks.toString() ?? USUAL.quick)
  return (
    <>
      <TextArea
        label="What the cycle asks"
        name="words"
        required
        maxLength={500}
        rows={2}
        reach={reach}
        keepAs={keep}
        defaultValue={cycle?.words ?? ''}
        placeholder="If we ring within two days, do more families stay?"
      />
      <RadioGroup
        label="Pace"
        name="pace"
        value={pace}
        onChange={(next) => {
          setPace(next)
          if (weeks === USUAL[pace]) setWeeks(USUAL[next])
        }}
        choices={[
          { value: 'quick', label: 'Quick', hint: 'Four to eight weeks: small steps, often.' },
          { value: 'slow', label: 'Slow', hint: 'For research that needs approvals and enough people.' },
        ]}
      />
      <div className={styles.pair}>
        <DateField label="Begins on" name="starts_on" required defaultValue={cycle?.starts_on ?? today()} />
        <TextField
          label="How many weeks"
          name="weeks"
          type="number"
          short
          required
          min={1}
          max={104}
          value={weeks}
          onChange={setWeeks}
        />
      </div>
      <TextField
        label="The developmental evaluation it is the log of"
        hint="Then its page lists, in order, what was adapted and why."
        name="evaluation"
        optional
        maxLength={200}
        keepAs={`${keep} evaluation`}
        defaultValue={cycle?.evaluation ?? ''}
      />
    </>
  )
}

const fieldsIn = (data: FormData) => ({
  words: wordsOf(data, 'words'),
  evaluation: wordsOf(data, 'evaluation'),
  pace: (wordsOf(data, 'pace') || 'quick') as Cycle['pace'],
  weeks: Number(wordsOf(data, 'weeks') || 6),
  starts_on: dayOf(data, 'starts_on') ?? today(),
})

/** One step on, with what shows that the step it leaves was done. */
export function MoveOn({ here, cycle, onDone }: { here: Here; cycle: Cycle; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(cycle.version)
  const move = useMutation(api.insights.moveCycle.mutationOptions())
  const step = cycle.at_step
  const to: Cycle['at_step'] | 'ended' = STEPS[STEPS.indexOf(step) + 1] ?? 'ended'
  const before = cycle.steps.find((one) => one.step === step)
  const verb = to === 'ended' ? 'End the cycle' : `On to ${STEP_WORDS[to].toLowerCase()}`
  return (
    <Form
      name={verb}
      onSend={(data) =>
        send(async () => {
          const shows = wordsOf(data, 'shows')
          const about = { attempt: attempt.id, cycle: cycle.id, version: at, to }
          const answer = await move.mutateAsync({ ...about, shows, done_on: dayOf(data, 'done_on') })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <TextArea
        label={`What shows that “${STEP_WORDS[step]}” is done?`}
        hint={SHOWS_HINTS[step]}
        name="shows"
        required
        maxLength={1000}
        rows={2}
        reach={{ person: here.reach.person, sentence: `Those in ${here.name} who read this cycle` }}
        keepAs={`move ${cycle.id} ${step}`}
        defaultValue={before?.words ?? ''}
      />
      <DateField label="Done on" name="done_on" optional defaultValue={before?.done_on ?? today()} />
      <p className={styles.soft}>Evidence, an insight or a decision can be tied to it on the page of the cycle.</p>
      <Foot verb={verb} onDone={onDone} />
    </Form>
  )
}
