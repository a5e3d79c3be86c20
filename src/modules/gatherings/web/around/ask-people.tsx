import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { CLASS_WORDS, type Gathering, wordsOf } from '../data.ts'
import styles from './around.module.css'
import type { Invited } from './data.ts'

type Class = keyof typeof CLASS_WORDS

/** Asks people of the space, and one from outside at a time: into this room and into nothing else. */
export function AskPeople({ call, told, onDone }: { call: Gathering; told: Invited; onDone: () => void }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const ask = useMutation(api.gatherings.askIn.mutationOptions())
  const keep = `ask ${call.id}`
  const [outside, setOutside] = useState(told.others.length === 0)
  return (
    <Form
      name="Ask people to it"
      onSend={async (data) => {
        const name = wordsOf(data, 'name')
        const other = {
          ...{ name, email: wordsOf(data, 'email'), organisation: wordsOf(data, 'organisation') },
          ...{ class: wordsOf(data, 'class') as Class, comesAs: wordsOf(data, 'comesAs') as 'guest' | 'facilitator' },
          ...{ until: wordsOf(data, 'until') || null, forSeries: data.has('forSeries') },
        }
        const people = data.getAll('people').map(String)
        if (people.length === 0 && (!outside || name === '')) return { problem: 'Nobody is chosen yet.' }
        const answer = await ask.mutateAsync({
          ...{ attempt: attempt.id, gathering: call.id, people, others: outside && name !== '' ? [other] : [] },
        })
        if (!answer.ok) return { problem: answer.sentence }
        attempt.renew()
        await queries.invalidateQueries()
        onDone()
      }}
    >
      <p className={styles.meta}>
        {told.mails
          ? 'Each gets a letter with an event for their calendar: when, where, what comes back and what is paid, and nothing of what it is about.'
          : 'This place sends no mail: they see it on Today, and whoever is from outside gets a link that you hand over.'}
      </p>
      {told.others.length > 0 && (
        <fieldset className={styles.ticks}>
          <legend>Of this space</legend>
          {told.others.map((one) => (
            <Checkbox
              key={one.id}
              name="people"
              value={one.id}
              label={one.organisation ? `${one.name}, ${one.organisation}` : one.name}
              defaultChecked
            />
          ))}
        </fieldset>
      )}
      {!outside && (
        <Button kind="quiet" onClick={() => setOutside(true)}>
          Ask somebody from outside
        </Button>
      )}
      {outside && (
        <div className={styles.stack}>
          <div className={styles.pair}>
            <TextField
              label="Their name"
              name="name"
              optional
              maxLength={120}
              autoComplete="off"
              keepAs={`${keep} name`}
            />
            <TextField
              label="Their e-mail"
              name="email"
              type="email"
              optional
              maxLength={254}
              autoComplete="off"
              keepAs={`${keep} email`}
            />
            <TextField
              label="Where they are from"
              name="organisation"
              optional
              maxLength={200}
              keepAs={`${keep} from`}
            />
          </div>
          <div className={styles.pair}>
            <Select
              label="They take part as"
              name="class"
              defaultValue="community_member"
              choices={(Object.keys(CLASS_WORDS) as Class[]).map((value) => ({ value, label: CLASS_WORDS[value] }))}
            />
            <Select
              label="In the room"
              name="comesAs"
              defaultValue="guest"
              choices={[
                { value: 'guest', label: 'they take part' },
                { value: 'facilitator', label: 'they run it' },
              ]}
            />
            <DateField label="Until" name="until" optional hint="Out of the room after this day." />
          </div>
          <Checkbox name="forSeries" label="Ask them to the next of this series as well" />
        </div>
      )}
      <Buttons>
        <Button type="submit" kind="primary">
          Ask them
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Not now
        </Button>
      </Buttons>
    </Form>
  )
}
