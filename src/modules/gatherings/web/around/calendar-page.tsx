import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { whenWords } from '../data.ts'
import styles from './around.module.css'
import { AskedOutside } from './asked-outside.tsx'
import { ANSWER_WORDS, newKey } from './data.ts'

/** My gatherings in one place: what I am asked to, whether letters come, and the secret address of my calendar. */
export default function CalendarPage() {
  const asked = useQuery(api.gatherings.myInvitations.queryOptions({ input: {} }))
  const calendar = useQuery(api.gatherings.calendar.queryOptions({ input: {} }))
  if (asked.isPending || calendar.isPending) return <Loading what="Fetching your gatherings" />
  if (!asked.data || !calendar.data)
    return (
      <NotThere
        fault={asked.error ?? calendar.error}
        to="/today"
        verb="Go to today"
        again={() => void asked.refetch()}
      />
    )
  const coming = asked.data.invitations.filter((one) => one.state === 'coming' || one.state === 'open')
  return (
    <Page title="My gatherings" reach={{ person: 'first', sentence: 'Only you' }}>
      {coming.length === 0 ? (
        <Empty title="Nothing to come">What you are asked to, in all your spaces, stands here.</Empty>
      ) : (
        <ul className={styles.rows}>
          {coming.map((one) => (
            <li key={one.invitee}>
              {one.at === null ? <strong>{one.said.title}</strong> : <LinkTo to={one.at}>{one.said.title}</LinkTo>}
              <span className={styles.meta}>
                {whenWords(one)} · {one.said.space} ·{' '}
                {one.answer === null ? 'Not answered yet' : ANSWER_WORDS[one.answer].label}
              </span>
              {one.at === null && <AskedOutside told={one} />}
            </li>
          ))}
        </ul>
      )}
      <Feed letters={calendar.data.letters} since={calendar.data.feedSince} mails={calendar.data.mails} />
    </Page>
  )
}

function Feed({ letters, since, mails }: { letters: boolean; since: string | null; mails: boolean }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [made, setMade] = useState<string | null>(null)
  const save = useMutation(api.gatherings.saveCalendar.mutationOptions())
  const set = async (to: { letters: boolean; feed: string }) => {
    await save.mutateAsync({ attempt: attempt.id, ...to }).then(attempt.renew, () => undefined)
    await queries.invalidateQueries()
  }
  const begin = async () => {
    const key = newKey()
    await set({ letters, feed: key })
    setMade(`${location.origin}/calendar/${key}.ics`)
  }
  return (
    <>
      <Section
        title="In the calendar you use"
        note="An address of your own, which your calendar asks from time to time. Whoever has it sees when you are asked to what, and what your spaces look at again on which day, so give it to nobody. Of a space that is not listed it holds the hour or the day alone."
      >
        {save.isError && (
          <Notice kind="error" title="That did not go through">
            Nothing was changed. Try again in a moment.
          </Notice>
        )}
        {made !== null && (
          <Notice
            kind="saved"
            title="Copy it now: it is not shown again"
            actions={<CopyButton text={made}>Copy the address</CopyButton>}
          >
            <code>{made}</code>
          </Notice>
        )}
        <p>{since === null ? 'Your calendar has no address.' : `It has had an address since ${dayWords(since)}.`}</p>
        <Buttons>
          <Button pending={save.isPending} onClick={() => void begin()}>
            {since === null ? 'Give it an address' : 'Make a new one; the old one then opens nothing'}
          </Button>
          {since !== null && (
            <Button
              kind="quiet"
              onClick={() => {
                setMade(null)
                void set({ letters, feed: 'none' })
              }}
            >
              Take it away
            </Button>
          )}
        </Buttons>
      </Section>
      <Section title="Letters">
        {mails ? (
          <Checkbox
            label="Write to me when I am asked to a gathering, and when it changes"
            hint="Five a day at the most, and none in your quiet hours but that something is called off or begins within a day."
            checked={letters}
            onChange={(to) => void set({ letters: to, feed: 'keep' })}
          />
        ) : (
          <p>This place sends no mail. What you are asked to stands here and on Today.</p>
        )}
      </Section>
    </>
  )
}
