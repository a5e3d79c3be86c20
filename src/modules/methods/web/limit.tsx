import { useState } from 'react'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { HELPS_TO_WORDS, WAY_WORDS } from '../contract/words.ts'
import type { Limits } from './data.ts'
import styles from './methods.module.css'

const MINUTES = [5, 10, 15, 30, 60, 90, 120, 180]
const choices = <Value extends string>(words: Record<Value, string>) =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }))

/** What one has: minutes, people, a room or a call; and what it should help to do. */
export function Limit({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  /** A field that says nothing is no limit. */
  const set = (name: keyof Limits, value: string | number | undefined) => {
    const { [name]: _, ...others } = limits
    onChange(value === undefined || value === '' ? others : { ...others, [name]: value })
  }
  const people = (typed: string) => {
    const n = Number(typed)
    set('people', Number.isInteger(n) && n >= 1 && n <= 2000 ? n : undefined)
  }
  // What is chosen is not hidden.
  const [opened] = useState(limits.people !== undefined || limits.way !== undefined || limits.names !== undefined)
  return (
    <search className={styles.limits} aria-label="Choose among the methods">
      <TextField
        label="Find a method"
        type="search"
        value={limits.text ?? ''}
        onChange={(text) => set('text', text)}
        maxLength={200}
        autoComplete="off"
      />
      <Select
        label="To do what"
        value={limits.helps_to ?? ''}
        empty="Anything"
        onChange={(value) => set('helps_to', value)}
        choices={choices(HELPS_TO_WORDS)}
      />
      <Select
        label="In how many minutes"
        value={limits.minutes === undefined ? '' : String(limits.minutes)}
        empty="Any time"
        onChange={(value) => set('minutes', value === '' ? undefined : Number(value))}
        choices={MINUTES.map((n) => ({ value: String(n), label: `${n} minutes at most` }))}
      />
      <details className={styles.more} open={opened}>
        <summary>By people, place and names</summary>
        <div className={styles.limits}>
          <TextField
            label="With how many people"
            type="number"
            inputMode="numeric"
            min={1}
            max={2000}
            defaultValue={limits.people === undefined ? '' : String(limits.people)}
            onChange={people}
            autoComplete="off"
          />
          <Select
            label="Where"
            value={limits.way ?? ''}
            empty="Anywhere"
            onChange={(value) => set('way', value)}
            choices={choices(WAY_WORDS)}
          />
          <Select
            label="Names"
            value={limits.names ?? ''}
            empty="With or without"
            onChange={(value) => set('names', value)}
            choices={[
              { value: 'without', label: 'Partly without names' },
              { value: 'with', label: 'With names throughout' },
            ]}
          />
        </div>
      </details>
    </search>
  )
}
