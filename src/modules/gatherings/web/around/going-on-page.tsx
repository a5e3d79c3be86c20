import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { LooksAgain } from '#modules/library/web/index.tsx'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { count, MODE_WORDS, useSending, wordsOf } from '../data.ts'
import styles from './around.module.css'
import { OverTime } from './balance.tsx'
import { CONTACT_WORDS, type GoingOn } from './data.ts'
import { Voices } from './voices.tsx'

/** What goes on from one gathering to the next: series, being in touch, the looks back, and how it was over time. */
export default function GoingOnPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const told = useQuery(api.gatherings.goingOn.queryOptions({ input: { space }, enabled: space !== '' }))
  return (
    <SpacePage address={address} tab="gatherings" title="Series, and being in touch">
      {told.isPending && <Loading what="Fetching what goes on" />}
      {told.isError && !told.data && (
        <NotThere
          fault={told.error}
          to={`/s/${address}/gatherings`}
          verb="Go to the gatherings"
          again={() => void told.refetch()}
        />
      )}
      {told.data && (
        <>
          <p className={styles.meta} data-paper="no">
            <LinkTo to={`/s/${address}/gatherings`}>All gatherings</LinkTo>
          </p>
          <Section title="Series">
            {told.data.series.length === 0 && (
              <Empty title="No series yet">
                Open a gathering and make it the first of a series: the next is then called by one press.
              </Empty>
            )}
            {told.data.series.map((one) => (
              <One key={one.id} one={one} address={address} />
            ))}
          </Section>
          <Touch told={told.data} space={space} />
          {told.data.looks.length > 0 && (
            <Section
              title="Looking back, every six months"
              note={`Counted from ${dayWords(told.data.agreedOn!)}: the day that a manager entered under “How we meet” as the one on which our agreement was accepted. No agreement is kept in this place yet, so nothing here checks that day.`}
            >
              <ul className={styles.rows}>
                {told.data.looks.map((day) => (
                  <li key={day}>{dayWords(day)}</li>
                ))}
              </ul>
            </Section>
          )}
          <LooksAgain space={space} address={address} all />
          <OverTime space={space} address={address} />
          <Voices space={space} address={address} />
        </>
      )}
    </SpacePage>
  )
}

function One({ one, address }: { one: GoingOn['series'][number]; address: string }) {
  const router = useRouter()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const send = useSending()
  const [ending, setEnding] = useState(false)
  const next = useMutation(api.gatherings.planNext.mutationOptions())
  const end = useMutation(api.gatherings.endSeries.mutationOptions())
  const call = async () => {
    const answer = await next.mutateAsync({ attempt: attempt.id, series: one.id }).catch(() => null)
    if (!answer?.ok) return
    attempt.renew()
    await queries.invalidateQueries()
    router.history.push(`/s/${address}/gatherings/${answer.id}`)
  }
  return (
    <div className={styles.stack}>
      <div>
        <strong>{one.title}</strong>
        <p className={styles.meta}>
          Every {count(one.everyDays, 'day')}
          {one.lastOn && ` · last held on ${dayWords(one.lastOn)}`}
          {one.next && (
            <>
              {' · '}
              <LinkTo to={`/s/${address}/gatherings/${one.next.id}`}>next on {dayWords(one.next.on)}</LinkTo>
            </>
          )}
          {one.ended && ` · ended on ${dayWords(one.ended.on)}: ${one.ended.because}`}
        </p>
        {one.purpose && <p className={styles.said}>{one.purpose}</p>}
      </div>
      {one.lapsed && (
        <Notice kind="info" title={`It has lapsed: the next was due by ${dayWords(one.dueOn!)}`}>
          Call the next, or end it with a reason. Both are fine; going quiet is not.
        </Notice>
      )}
      {next.data && !next.data.ok && (
        <Notice kind="error" title="It was not called">
          {next.data.sentence}
        </Notice>
      )}
      {next.isError && (
        <Notice kind="error" title="That did not go through">
          Nothing was called. Try again in a moment.
        </Notice>
      )}
      {one.can.change && !ending && (
        <Buttons>
          <Button kind={one.next === null ? 'primary' : 'outline'} pending={next.isPending} onClick={() => void call()}>
            Call the next
          </Button>
          <Button kind="quiet" onClick={() => setEnding(true)}>
            End the series
          </Button>
        </Buttons>
      )}
      {ending && (
        <Form
          name="End the series"
          onSend={(data) =>
            send(
              () =>
                end.mutateAsync({ attempt: crypto.randomUUID(), series: one.id, because: wordsOf(data, 'because') }),
              () => setEnding(false),
            )
          }
        >
          <TextField
            label="Why it ends"
            name="because"
            required
            maxLength={500}
            words
            keepAs={`series ends ${one.id}`}
          />
          <Buttons>
            <Button type="submit">End it</Button>
            <Button kind="quiet" onClick={() => setEnding(false)}>
              Let it go on
            </Button>
          </Buttons>
        </Form>
      )}
    </div>
  )
}

function Touch({ told, space }: { told: GoingOn; space: string }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const send = useSending()
  const note = useMutation(api.gatherings.noteContact.mutationOptions())
  const out = useMutation(api.gatherings.takeOutContact.mutationOptions())
  const { touch } = told
  const last = touch?.lastOn ? ` It was last on ${dayWords(touch.lastOn)}.` : ''
  return (
    <Section
      title="Being in touch"
      note={
        touch === null
          ? 'How often is said under “How we meet”.'
          : `We agreed on at least once in ${count(touch.everyDays, 'day')}.${last}`
      }
    >
      {touch?.late && (
        <Notice kind="info" title={`It was due by ${dayWords(touch.dueOn)}`}>
          Everybody in this space sees this alike. A call of ten minutes is enough.
        </Notice>
      )}
      <ul className={styles.rows}>
        {told.contacts.map((one) => (
          <li key={one.id}>
            <span>
              {dayWords(one.on)}: {CONTACT_WORDS[one.way]}
            </span>
            {one.words && <span className={styles.said}>{one.words}</span>}
            <span className={styles.meta}>
              {[one.mode && MODE_WORDS[one.mode].label.toLowerCase(), `noted by ${one.by}`].filter(Boolean).join(' · ')}
            </span>
            {one.mine && (
              <Button
                kind="quiet"
                small
                onClick={() =>
                  out.mutate(
                    { attempt: crypto.randomUUID(), id: one.id },
                    { onSuccess: () => queries.invalidateQueries() },
                  )
                }
              >
                Take it out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Form
        name="Note that we were in touch"
        clear
        onSend={(data) =>
          send(
            () =>
              note.mutateAsync({
                ...{ attempt: attempt.id, space, on: wordsOf(data, 'on'), words: wordsOf(data, 'words') },
                ...{ way: wordsOf(data, 'way') as 'call', mode: (wordsOf(data, 'mode') || null) as 'mirror' | null },
              }),
            attempt.renew,
          )
        }
      >
        <div className={styles.pair}>
          <DateField label="On" name="on" required defaultValue={today()} max={today()} />
          <Select
            label="By"
            name="way"
            choices={(Object.keys(CONTACT_WORDS) as (keyof typeof CONTACT_WORDS)[]).map((value) => ({
              value,
              label: CONTACT_WORDS[value],
            }))}
          />
          <Select
            label="How the learning partner was there"
            name="mode"
            empty="I leave it open"
            choices={(Object.keys(MODE_WORDS) as (keyof typeof MODE_WORDS)[]).map((value) => ({
              value,
              label: MODE_WORDS[value].label,
            }))}
          />
        </div>
        <TextField
          label="In a line"
          name="words"
          optional
          maxLength={300}
          words
          hint="Everybody in this space reads it."
          keepAs={`in touch ${space}`}
        />
        <Button type="submit">Note it</Button>
      </Form>
    </Section>
  )
}
