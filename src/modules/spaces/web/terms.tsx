import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { written } from './data.ts'
import styles from './spaces.module.css'

type Terms = Awaited<ReturnType<typeof client.spaces.terms>>

/** Who takes out a document that somebody else brought in, in words. */
const OUT: Record<Terms['documentsOut'], { label: string; hint: string }> = {
  bringer: {
    label: 'Only whoever brought it in',
    hint: 'When they have left this space, its managers.',
  },
  managers: { label: 'Managers as well', hint: 'What was cut from it goes too, also what others kept.' },
  facilitators: { label: 'Managers and facilitators as well', hint: 'The same, for both.' },
}

/** How long this space waits for an answer, and who takes documents out of it: every member reads it, and its managers change it. */
export function Terms({ address }: { address: string }) {
  const terms = useQuery(api.spaces.terms.queryOptions({ input: { address } }))
  const [changing, setChanging] = useState(false)
  if (terms.isPending) return <Loading what="Fetching how long we wait" lines={3} />
  if (!terms.data)
    return (
      <Notice
        kind="error"
        title="How long we wait could not be fetched"
        actions={<Button onClick={() => void terms.refetch()}>Try again</Button>}
      >
        It holds all the same.
      </Notice>
    )
  const { receiverDays, documentsOut, next, can } = terms.data
  return (
    <Section title="Answers and documents" note="A change stands in the memory, with who made it.">
      {changing ? (
        <Change address={address} terms={terms.data} onClose={() => setChanging(false)} />
      ) : (
        <>
          <dl className={styles.both}>
            <dt>When somebody who was asked to hear an insight has not answered</dt>
            <dd>It comes back to whoever sent it after {days(receiverDays)}.</dd>
            <dt>Who may take out a document</dt>
            <dd>
              {OUT[documentsOut].label}. {OUT[documentsOut].hint}
              {next && (
                <p>
                  From {dayWords(next.from)}: {OUT[next.documentsOut].label.toLowerCase()}.
                </p>
              )}
            </dd>
          </dl>
          {can.change && (
            <Buttons>
              <Button onClick={() => setChanging(true)}>Change this</Button>
            </Buttons>
          )}
        </>
      )}
    </Section>
  )
}

const days = (count: number) => (count === 1 ? 'a day' : `${count} days`)

function Change({ address, terms, onClose }: { address: string; terms: Terms; onClose: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Form
      name="Answers and documents"
      onSend={async (form) => {
        const receiverDays = Number(written(form, 'days'))
        if (!Number.isInteger(receiverDays) || receiverDays < 1 || receiverDays > 180)
          return { errors: { days: 'Say a number of days from 1 to 180.' } }
        const answer = await client.spaces.setTerms({
          ...{ attempt: attempt.id, address, receiverDays },
          documentsOut: written(form, 'out') as Terms['documentsOut'],
        })
        attempt.renew()
        if (!answer.ok) return { problem: answer.sentence }
        await queries.invalidateQueries({ queryKey: api.spaces.terms.key() })
        onClose()
      }}
    >
      <TextField
        label="After how many days does an insight that nobody answered come back?"
        name="days"
        type="number"
        inputMode="numeric"
        min={1}
        max={180}
        short
        required
        defaultValue={String(terms.receiverDays)}
      />
      <RadioGroup
        label="Who may take out a document?"
        name="out"
        defaultValue={terms.next?.documentsOut ?? terms.documentsOut}
        choices={(Object.keys(OUT) as Terms['documentsOut'][]).map((value) => ({ value, ...OUT[value] }))}
      />
      <p className={styles.hint}>
        What lets more people take documents out holds a day after it was set, so that everybody can read it before.
      </p>
      <Buttons>
        <Button kind="primary" type="submit">
          Keep it so
        </Button>
        <Button onClick={onClose}>Leave it as it was</Button>
      </Buttons>
    </Form>
  )
}
