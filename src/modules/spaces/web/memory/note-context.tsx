import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { outcomeOf, type useHere, written } from '../data.ts'
import { InConfidence } from '../in-confidence.tsx'
import styles from '../spaces.module.css'
import { type Precise, SORT_WORDS, type Sort } from './words.tsx'

type Here = NonNullable<ReturnType<typeof useHere>['data']>

/** Something that happened round us: it stands on every picture of how things changed here, so that we do not credit ourselves with it. */
export function NoteContext({ here, done }: { here: Here; done: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [precise, setPrecise] = useState<Precise>('day')
  return (
    <Form
      name="Something that happened round us"
      onSend={async (form) => {
        const from = written(form, 'from')
        const answer = await client.spaces.noteContext({
          ...{ attempt: attempt.id, address: here.address, chapter: here.chapter, precise },
          ...{ sort: written(form, 'sort') as Sort, words: written(form, 'words'), saysWho: written(form, 'saysWho') },
          from: precise === 'month' ? `${from.slice(0, 7)}-01` : from,
          ...(precise === 'period' ? { to: written(form, 'to') } : {}),
        })
        attempt.renew()
        if (!answer.ok) return outcomeOf(answer)
        void queries.invalidateQueries()
        done()
      }}
    >
      <Select<Sort>
        label="What was it?"
        name="sort"
        required
        empty="Choose one"
        choices={Object.entries(SORT_WORDS).map(([value, label]) => ({ value: value as Sort, label }))}
      />
      <TextArea
        label="In a sentence"
        name="words"
        required
        rows={2}
        maxLength={500}
        placeholder="The council's care budget was cut by a fifth."
        reach={{ person: here.reach.person, sentence: here.reach.sentence }}
        keepAs={`context-${here.id}`}
      />
      <InConfidence address={here.address} />
      <RadioGroup<Precise>
        label="How well do you know when?"
        name="precise"
        row
        value={precise}
        onChange={setPrecise}
        choices={[
          { value: 'day', label: 'The day' },
          { value: 'month', label: 'The month' },
          { value: 'period', label: 'It went on for a while' },
        ]}
      />
      <div className={styles.pairOfFields}>
        {precise === 'month' ? (
          <DateField key="month" label="Which month?" name="from" of="month" required max={today().slice(0, 7)} />
        ) : (
          <DateField key="day" label={precise === 'day' ? 'When was it?' : 'From'} name="from" required max={today()} />
        )}
        {precise === 'period' && <DateField label="Until" name="to" required hint="A day to come is fine." />}
      </div>
      <TextField
        label="Who says so?"
        name="saysWho"
        optional
        maxLength={200}
        keepAs={`context-who-${here.id}`}
        hint="A letter, the news, somebody."
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Put it in
        </Button>
        <Button onClick={done}>Leave it</Button>
      </Buttons>
    </Form>
  )
}
