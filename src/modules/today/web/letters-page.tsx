import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { FieldGroup, useField } from '#web/ui/field.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import type { Letters } from './data.ts'
import styles from './today.module.css'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

/** Whether and when I am told by mail that something waits. */
export default function LettersPage() {
  const letters = useQuery(api.today.letters.queryOptions({ input: {} }))
  return (
    <Page
      title="What I am told by mail"
      reach={{ person: 'first', sentence: 'Only you see this page' }}
      above={<LinkTo to="/me">Me</LinkTo>}
    >
      {letters.isPending && <Loading what="Fetching what you chose" />}
      {letters.isError && (
        <Notice
          kind="error"
          title="This could not be fetched"
          actions={<Button onClick={() => void letters.refetch()}>Try again</Button>}
        >
          What you chose is unchanged.
        </Notice>
      )}
      {letters.data && !letters.data.sends && (
        <Notice kind="info" title="This place sends no mail">
          What waits for you stands on <LinkTo to="/today">Today</LinkTo>. Whoever runs the place can let it send
          letters; until then nothing is offered here.
        </Notice>
      )}
      {letters.data?.sends && !letters.data.confirmed && (
        <Notice kind="info" title={`Your address, ${letters.data.address}, is not confirmed`}>
          No letter goes to it before that. Give it once more under <LinkTo to="/me">How I come in</LinkTo>, and open
          the link that is sent there. What you choose here holds from then on.
        </Notice>
      )}
      {letters.data?.sends && <Choice letters={letters.data} />}
      <Section title="What stands in a letter">
        <p>
          How many things wait for you, about which part of this place, how many minutes each takes, and a link to it.
          Five at most, what is due first. Never anybody’s words or name, never the name of a space. What you put aside,
          and what is in your journal or between two people, is not counted.
        </p>
        <p>
          One letter in a day at most, and none when nothing waits. Each has a link that stops the letters without
          signing in; whoever holds the letter can use it, and it does nothing else.
        </p>
      </Section>
    </Page>
  )
}

function Choice({ letters }: { letters: Letters }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [how, setHow] = useState(letters.how)
  const [quietDays, setQuietDays] = useState(letters.quietDays)
  const [saved, setSaved] = useState(false)
  const days = useField({ name: 'quietDays' })
  const send = async (data: FormData) => {
    setSaved(false)
    if (quietDays.length === 7) return { errors: { quietDays: 'Leave one day on which a letter may come.' } }
    const answer = await client.today.saveLetters({
      ...{ attempt: attempt.id, how, quietDays },
      weekday: Number(data.get('weekday') ?? letters.weekday),
      quietFrom: Number(data.get('quietFrom') ?? letters.quietFrom),
      quietUntil: Number(data.get('quietUntil') ?? letters.quietUntil),
    })
    attempt.renew()
    if (!answer.ok) return { problem: answer.sentence }
    setSaved(true)
    await queries.invalidateQueries({ queryKey: api.today.letters.key() })
  }
  return (
    <Form name="What I am told by mail" onSend={send}>
      <div className={styles.form}>
        <RadioGroup
          label="Tell me by mail that something waits"
          name="how"
          value={how}
          onChange={(value) => {
            setHow(value as Letters['how'])
            setSaved(false)
          }}
          choices={[
            { value: 'none', label: 'Not at all', hint: 'I look at Today myself.' },
            { value: 'daily', label: 'Once a day at most' },
            { value: 'weekly', label: 'Once a week' },
          ]}
        />
        {how === 'weekly' && (
          <Select
            label="On"
            name="weekday"
            defaultValue={String(letters.weekday)}
            choices={WEEKDAYS.map((label, at) => ({ value: String(at + 1), label }))}
          />
        )}
        {how !== 'none' && (
          <>
            <div className={styles.hours}>
              <Select label="Quiet from" name="quietFrom" defaultValue={String(letters.quietFrom)} choices={HOURS} />
              <Select label="Until" name="quietUntil" defaultValue={String(letters.quietUntil)} choices={HOURS} />
            </div>
            <p className={styles.quiet}>
              A letter comes soon after the quiet hours. Your time: {letters.zone.replace('_', ' ')}.
            </p>
            <FieldGroup label="Days without a letter" field={days}>
              <div className={styles.days}>
                {WEEKDAYS.map((label, at) => (
                  <Checkbox
                    key={label}
                    label={label}
                    checked={quietDays.includes(at + 1)}
                    onChange={(on) =>
                      setQuietDays(on ? [...quietDays, at + 1] : quietDays.filter((day) => day !== at + 1))
                    }
                  />
                ))}
              </div>
            </FieldGroup>
          </>
        )}
        <div>
          <Button type="submit" kind="primary">
            Keep this
          </Button>
        </div>
        {saved && (
          <Notice kind="saved">
            {how === 'none'
              ? 'No letter will come.'
              : `Kept. Letters go to ${letters.address}${letters.confirmed ? '' : ' once it is confirmed'}.`}
          </Notice>
        )}
        {letters.last && <p className={styles.quiet}>The last letter went on {dayWords(letters.last)}.</p>}
      </div>
    </Form>
  )
}
