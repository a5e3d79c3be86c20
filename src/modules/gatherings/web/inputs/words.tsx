import { useState } from 'react'
import { ADVICE_SENTENCE, readsLikeAdvice } from '#shared/advice.ts'
import { useAttempt } from '#web/lib/attempt.ts'
import { Button } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { wordsOf } from '../data.ts'
import type { Activity, Now, Planned } from '../room/data.ts'
import styles from './inputs.module.css'
import { usePut } from './put.tsx'

type Props = { now: Now; activity: Activity; step: Planned }
type Labelled = { key: string; label: string }
const listed = (value: unknown) => (Array.isArray(value) ? (value as Labelled[]) : [])

/** One line at a time, written down for the group. It carries the name of whoever types it. */
export function WordsInput({ now, activity, step }: Props) {
  const { put } = usePut(activity)
  const line = useAttempt()
  const keep = `line ${activity.step!.id}`
  const most = Number(step.settings.most_length ?? 280)
  const fields = listed(step.settings.fields)
  const [typed, setTyped] = useState('')
  return (
    <details className={styles.input} open>
      <summary>Write it down for the group</summary>
      <Form
        name="Put in a line"
        clear
        onSend={async (data) => {
          const problem = await put(line.id, valueIn(step, data))
          if (problem !== '') return { problem }
          line.renew()
          setTyped('')
        }}
      >
        {fields.length > 0 ? (
          fields.map((field) => (
            <TextArea
              key={field.key}
              label={field.label}
              name={field.key}
              rows={1}
              maxLength={500}
              keepAs={`${keep} ${field.key}`}
            />
          ))
        ) : (
          <TextArea
            label={step.kind === 'commit' ? 'What will be done' : 'The line'}
            name="text"
            required
            rows={2}
            maxLength={most}
            keepAs={keep}
            reach={{ person: 'second', sentence: now.room.reach }}
            onChange={setTyped}
            foot={step.settings.questions_only === true && readsLikeAdvice(typed) ? ADVICE_SENTENCE : undefined}
          />
        )}
        <Beside step={step} keep={keep} />
        <Button type="submit" kind="primary">
          Put it in
        </Button>
      </Form>
    </details>
  )
}

/** What some kinds ask beside the words. */
function Beside({ step, keep }: { step: Planned; keep: string }) {
  const { settings, kind } = step
  if (kind === 'commit')
    return (
      <div className={styles.pair}>
        <TextField label="Who" name="who" required maxLength={120} keepAs={`${keep} who`} />
        <DateField label="By" name="by" optional />
      </div>
    )
  if (kind === 'sort')
    return <Select label="Where it belongs" name="column" required choices={choicesOf(settings.columns)} />
  if (kind === 'timeline')
    return (
      <div className={styles.pair}>
        {settings.unit === 'day' ? (
          <DateField label="When" name="when" required />
        ) : settings.unit === 'year' ? (
          <TextField
            label="Which year"
            name="when"
            required
            short
            inputMode="numeric"
            pattern="\d{4}"
            keepAs={`${keep} when`}
          />
        ) : (
          <DateField label="When" name="when" of={settings.unit === 'time' ? 'time' : 'month'} required />
        )}
        {listed(settings.lanes).length > 0 && (
          <Select label="In which row" name="lane" required choices={choicesOf(settings.lanes)} />
        )}
      </div>
    )
  return null
}
const choicesOf = (value: unknown) => listed(value).map((one) => ({ value: one.key, label: one.label }))

/** What was filled in, in the shape its kind takes. */
function valueIn(step: Planned, data: FormData): unknown {
  const words = (name: string) => wordsOf(data, name)
  const { settings } = step
  const fields = listed(settings.fields)
  switch (step.kind) {
    case 'commit':
      return {
        ...{ what: words('text'), who: words('who'), by: words('by') || null },
        ...(settings.follow === true ? { known_by: '', asked_by: '' } : {}),
      }
    case 'sort':
      return { column: words('column'), text: words('text'), item: null }
    case 'timeline':
      return {
        ...{ when: words('when'), text: words('text') },
        ...(listed(settings.lanes).length > 0 ? { lane: words('lane') } : {}),
        ...(settings.felt === true ? { felt: null } : {}),
      }
    case 'write':
      return {
        ...(fields.length > 0
          ? { fields: Object.fromEntries(fields.map(({ key }) => [key, words(key)])) }
          : { text: words('text') }),
        ...(settings.score === undefined ? {} : { score: 'unknown' }),
      }
    default:
      return { text: words('text') }
  }
}
