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
import { type Experiment, RESULT_WORDS, useTheirs } from './data.ts'
import styles from './inquiry.module.css'
import type { Here } from './question-form.tsx'
import { Theirs } from './theirs.tsx'

/** Begins an experiment: three minutes, and most of them on when to stop. */
export function TryOut({ here, onDone }: { here: Here; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const tryOut = useMutation(api.insights.tryOut.mutationOptions())
  const assumptions = useQuery(api.insights.choices.queryOptions({ input: { space: here.id, kind: 'assumption' } }))
  return (
    <Form
      name="Try something out"
      onSend={(data) =>
        send(
          () =>
            tryOut.mutateAsync({
              ...{ attempt: attempt.id, space: here.id, chapter: here.chapter, ...fieldsIn(data) },
              assumption: wordsOf(data, 'assumption') || null,
            }),
          onDone,
        )
      }
    >
      <Fields keep={`try ${here.id}`} reach={{ person: here.reach.person, sentence: here.reach.who }}>
        {assumptions.data !== undefined && assumptions.data.length > 0 && (
          <Select
            label="Which assumption does it test?"
            name="assumption"
            optional
            empty="None that is written down"
            choices={assumptions.data.map((one) => ({ value: one.id, label: one.words }))}
          />
        )}
      </Fields>
      <InConfidence address={here.address} />
      <Foot verb="Begin it" onDone={onDone} />
    </Form>
  )
}

type OfProps = { here: Here; experiment: Experiment; onDone: () => void }
const readers = (here: Here) => ({
  person: here.reach.person,
  sentence: `Those in ${here.name} who read this experiment`,
})

export function EditExperiment({ here, experiment, onDone }: OfProps) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(experiment.version)
  const edit = useMutation(api.insights.editExperiment.mutationOptions())
  return (
    <Form
      name="Say it anew"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, experiment: experiment.id, version: at }
          const answer = await edit.mutateAsync({ ...about, ...fieldsIn(data) })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <Fields experiment={experiment} keep={`edit ${experiment.id}`} reach={readers(here)} />
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

type FieldsProps = {
  experiment?: Experiment
  keep: string
  reach: { person: ReachProps['person']; sentence: string }
  children?: React.ReactNode
}

function Fields({ experiment, keep, reach, children }: FieldsProps) {
  return (
    <>
      <TextArea
        label="What we try"
        name="words"
        required
        maxLength={1000}
        rows={2}
        reach={reach}
        keepAs={keep}
        defaultValue={experiment?.words ?? ''}
      />
      {children}
      <TextField
        label="What makes it small enough to fail safely?"
        hint="Two wards, six weeks; nobody loses a visit they would have had."
        name="safe"
        required
        words
        maxLength={500}
        keepAs={`${keep} safe`}
        defaultValue={experiment?.safe ?? ''}
      />
      <div className={styles.pair}>
        <DateField label="Begins on" name="starts_on" required defaultValue={experiment?.starts_on ?? today()} />
        <DateField label="We stop on" name="stops_on" required defaultValue={experiment?.stops_on ?? ''} />
      </div>
      <TextField
        label="On which sign do we stop sooner?"
        name="stop_sign"
        optional
        words
        maxLength={500}
        keepAs={`${keep} sign`}
        defaultValue={experiment?.stop_sign ?? ''}
      />
      <div className={styles.pair}>
        <TextField
          label="Who agreed the risk"
          hint="One person, by name."
          name="risk_agreed_by"
          optional
          maxLength={160}
          keepAs={`${keep} risk`}
          defaultValue={experiment?.risk_agreed_by ?? ''}
        />
        <DateField label="Agreed on" name="risk_agreed_on" optional defaultValue={experiment?.risk_agreed_on ?? ''} />
      </div>
      <TextField
        label="How much may it cost us if it fails?"
        hint="In words: a month of two people’s mornings, and some pride."
        name="appetite"
        optional
        words
        maxLength={300}
        keepAs={`${keep} appetite`}
        defaultValue={experiment?.appetite ?? ''}
      />
    </>
  )
}

/** What came of it. That it did not work asks for what to tell others, and is thanked for like the rest. */
export function EndExperiment({ here, experiment, onDone }: OfProps) {
  const send = useSending()
  const attempt = useAttempt()
  const { at, theirs, heed } = useTheirs(experiment.version)
  const end = useMutation(api.insights.endExperiment.mutationOptions())
  const [result, setResult] = useState(experiment.result ?? 'too_early')
  const keep = `end ${experiment.id}`
  return (
    <Form
      name="What came of it?"
      onSend={(data) =>
        send(async () => {
          const about = { attempt: attempt.id, experiment: experiment.id, version: at, result }
          const said = { came: wordsOf(data, 'came'), tell_others: wordsOf(data, 'tell_others') }
          const answer = await end.mutateAsync({ ...about, ...said, ended_on: dayOf(data, 'ended_on') })
          attempt.renew()
          return heed(answer)
        }, onDone)
      }
    >
      <Theirs words={theirs} />
      <RadioGroup
        label="What came of it?"
        name="result"
        value={result}
        onChange={setResult}
        choices={[
          { value: 'worked', label: RESULT_WORDS.worked },
          { value: 'partly', label: RESULT_WORDS.partly },
          {
            value: 'did_not_work',
            label: 'It did not work',
            hint: 'A result worth having: others need not try it the same way. Those who lead go first in saying so.',
          },
          { value: 'too_early', label: RESULT_WORDS.too_early, hint: 'It goes on.' },
        ]}
      />
      <TextArea
        label="In a sentence"
        name="came"
        required={result !== 'too_early'}
        optional={result === 'too_early'}
        maxLength={1000}
        rows={2}
        reach={readers(here)}
        keepAs={keep}
        defaultValue={experiment.came}
      />
      <TextField
        label="What would we tell others?"
        name="tell_others"
        optional
        words
        maxLength={1000}
        keepAs={`${keep} tell`}
        defaultValue={experiment.tell_others}
      />
      {result !== 'too_early' && (
        <DateField label="Ended on" name="ended_on" optional defaultValue={experiment.ended_on ?? today()} />
      )}
      <Foot verb="Say it so" onDone={onDone} />
    </Form>
  )
}

const fieldsIn = (data: FormData) => ({
  words: wordsOf(data, 'words'),
  safe: wordsOf(data, 'safe'),
  risk_agreed_by: wordsOf(data, 'risk_agreed_by'),
  risk_agreed_on: dayOf(data, 'risk_agreed_on'),
  appetite: wordsOf(data, 'appetite'),
  starts_on: dayOf(data, 'starts_on') ?? today(),
  stops_on: dayOf(data, 'stops_on') ?? today(),
  stop_sign: wordsOf(data, 'stop_sign'),
})
