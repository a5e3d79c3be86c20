import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Activity, Now, Planned } from '../room/data.ts'
import type { Running } from './moves.tsx'
import styles from './step.module.css'

type Props = { now: Now; activity: Activity; running: Running }
type Question = { key: string; label: string; unit: string }

/** What was predicted, as it is: typed, or taken from a count that the room knows already. */
export function Actuals({ now, activity, running }: Props) {
  const on = activity.steps[activity.step!.place]!
  const guessed = [on, ...activity.steps.filter((step) => on.from.includes(step.key))].find(
    (one) => one.kind === 'predict',
  )
  const step = stepOf(now, activity, guessed)
  if (guessed === undefined || step === null) return null
  return <Form key={step} {...{ now, activity, running, guessed, step }} />
}

/** The step in which it was guessed: the one that is on, or that whose guesses are told now. */
function stepOf(now: Now, activity: Activity, guessed: Planned | undefined): string | null {
  if (guessed === undefined) return null
  if (activity.step!.key === guessed.key) return activity.step!.id
  const of = [...now.lines, ...now.numbers, ...now.actuals].filter((one) => one.key === guessed.key)
  return of.at(-1)?.step ?? null
}

function Form({ now, activity, running, guessed, step }: Props & { guessed: Planned; step: string }) {
  const questions = guessed.settings.questions as Question[]
  const said = (key: string) => now.actuals.find((one) => one.step === step && one.question === key)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const value = (key: string) => typed[key] ?? String(said(key)?.value ?? '')
  const known = countsOf(now, activity)
  const save = () => {
    const values = Object.fromEntries(
      questions.map(({ key }) => [key, value(key).trim() === '' ? ('unknown' as const) : Number(value(key))]),
    )
    void running
      .act(() => client.gatherings.sayActuals({ attempt: crypto.randomUUID(), step, values }))
      .then((done) => done && setTyped({}))
  }
  return (
    <details className={styles.fold} open={activity.step!.key !== guessed.key || undefined}>
      <summary>What it is, to stand beside the guesses</summary>
      <p className={styles.meta}>
        Nobody else sees it before the guesses are shown. If you change it after that, what it said before stays beside
        it.
      </p>
      {questions.map((one) => (
        <div key={one.key} className={styles.row}>
          <TextField
            label={`${one.label} (${one.unit})`}
            type="number"
            step="any"
            short
            optional
            value={value(one.key)}
            onChange={(text) => setTyped({ ...typed, [one.key]: text })}
          />
          {known.length > 0 && (
            <Select
              label={`Take it from a count: ${one.label}`}
              hideLabel
              empty="Take it from a count"
              value=""
              choices={known.map(({ label, n }, at) => ({ value: String(at), label: `${label}: ${n}` }))}
              onChange={(at) => setTyped({ ...typed, [one.key]: String(known[Number(at)]!.n) })}
            />
          )}
        </div>
      ))}
      <Buttons>
        <Button onClick={save} disabled={Object.keys(typed).length === 0}>
          Put it beside the guesses
        </Button>
      </Buttons>
    </details>
  )
}

/** What the room counted already in this activity, and how many are here. */
function countsOf(now: Now, activity: Activity): { label: string; n: number }[] {
  const steps = activity.steps.filter((step) => step.kind !== 'predict')
  const lines = steps.map(({ key, title }) => ({
    ...{ label: `Lines in “${title}”`, n: now.lines.filter((line) => line.key === key && line.shown).length },
  }))
  const told = steps.flatMap((step) =>
    now.numbers
      .filter((one) => one.key === step.key)
      .flatMap((one) => Object.values(one.told).flatMap(({ answers }) => answers ?? []))
      .slice(0, 1)
      .map((n) => ({ label: `Answers in “${step.title}”`, n })),
  )
  return [...lines, ...told].filter(({ n }) => n > 0).concat({ label: 'People in the room', n: now.room.people })
}
