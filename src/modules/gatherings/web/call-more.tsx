import { useState } from 'react'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type Gathering, KIND_WORDS, MODE_WORDS, OUT_WORDS } from './data.ts'
import styles from './gatherings.module.css'

const choices = <Value extends string>(words: Record<Value, { label: string; hint: string }>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, ...words[value] }))
/** What runs over days says so in how people come together. */
const { over_days: _, ...KINDS } = KIND_WORDS

type Props = { call: Gathering | null; keep: string; reach: ReachProps }

/** What a call may also say. Folded: everything here has a usual value, and each part says what it is for. */
export function MoreOfACall({ call, keep, reach }: Props) {
  return (
    <>
      <TextArea
        label="What it is for"
        name="purpose"
        optional
        rows={2}
        maxLength={1000}
        keepAs={`${keep} purpose`}
        defaultValue={call?.purpose ?? ''}
        reach={reach}
        placeholder="So that we decide together what we try next with families who wait."
      />
      <ComesBack call={call} keep={keep} />
      <WhoMayBeIn call={call} />
      <WhatKind call={call} />
    </>
  )
}

/** What people are promised before the first question. */
function ComesBack({ call, keep }: Omit<Props, 'reach'>) {
  return (
    <details className={styles.more} open={Boolean(call?.shareWhat || call?.paid)}>
      <summary>What comes back to people, and what is paid</summary>
      <div className={styles.folded}>
        <p className={styles.meta}>
          It stands on the invitation and at the door, before the first question. The place reminds you until it is
          kept.
        </p>
        <TextField
          label="What they will hear"
          name="shareWhat"
          optional
          words
          maxLength={500}
          keepAs={`${keep} share`}
          defaultValue={call?.shareWhat}
          placeholder="What was decided, and because of what."
        />
        <div className={styles.pair}>
          <TextField
            label="How"
            name="shareHow"
            optional
            maxLength={300}
            keepAs={`${keep} how`}
            defaultValue={call?.shareHow}
            placeholder="One page, by post or e-mail"
          />
          <DateField label="By" name="shareBy" optional defaultValue={call?.shareBy ?? ''} />
        </div>
        <TextField
          label="What is paid for coming"
          hint="Time, fares, childcare; and how people get it."
          name="paid"
          optional
          maxLength={500}
          keepAs={`${keep} paid`}
          defaultValue={call?.paid}
        />
      </div>
    </details>
  )
}

function WhoMayBeIn({ call }: { call: Gathering | null }) {
  return (
    <details className={styles.more} open={Boolean(call && (call.keptOut.length > 0 || call.door === 'let_in'))}>
      <summary>Who may be in the room, and how they come in</summary>
      <div className={styles.folded}>
        <RadioGroup
          label="At the door"
          name="door"
          defaultValue={call?.door ?? 'code'}
          choices={[
            { value: 'code', label: 'Whoever has the code comes in', hint: 'On a phone, without an account.' },
            {
              value: 'let_in',
              label: 'Each is let in by name',
              hint: 'The code leads to the door, and somebody in the room says yes. For talk in confidence.',
            },
          ]}
        />
        <fieldset>
          <legend className={styles.legend}>Not in the room</legend>
          <p className={styles.meta}>
            So that people can speak freely. The door says so, kindly, and nobody is named. What is not ticked may come.
          </p>
          <div className={styles.ticks}>
            {(Object.keys(OUT_WORDS) as Gathering['keptOut']).map((key) => (
              <Checkbox
                key={key}
                name="keptOut"
                value={key}
                label={OUT_WORDS[key]}
                defaultChecked={call?.keptOut.includes(key) ?? false}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </details>
  )
}

function WhatKind({ call }: { call: Gathering | null }) {
  const [mode, setMode] = useState<string>(call?.modeMeant ?? '')
  return (
    <details className={styles.more} open={Boolean(call && (call.kind !== 'gathering' || call.modeMeant !== null))}>
      <summary>What kind of gathering, and how you mean to lead it</summary>
      <div className={styles.folded}>
        <RadioGroup
          label="Kind"
          name="kind"
          defaultValue={call?.kind === 'over_days' ? 'gathering' : (call?.kind ?? 'gathering')}
          choices={choices(KINDS)}
        />
        <RadioGroup
          label="How you mean to be there"
          name="modeMeant"
          value={mode}
          onChange={setMode}
          choices={[
            { value: '', label: 'I leave it open', hint: 'Afterwards you can note how it was.' },
            ...choices(MODE_WORDS),
          ]}
        />
        <RadioGroup
          label="Whose learning it is"
          name="learning"
          defaultValue={call?.learning ?? 'with'}
          choices={[
            { value: 'with', label: 'We learn with each other', hint: 'Everybody there puts in, and takes away.' },
            { value: 'for', label: 'We find something out for somebody', hint: 'Say above what comes back to people.' },
          ]}
        />
      </div>
    </details>
  )
}
