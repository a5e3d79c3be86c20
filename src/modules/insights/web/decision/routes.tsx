import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { ended } from '../chain/acts.tsx'
import { type Field, StepForm, type Typed } from '../chain/step-form.tsx'
import { dayOf, type RouteItem, useSending, wordsOf } from '../data.ts'
import { Foot, toAll, type Where } from '../foot.tsx'
import styles from '../insights.module.css'

type Doing =
  | { do: 'add' }
  | { do: 'change' | 'meeting' | 'end'; route: RouteItem }
  | { do: 'off'; meeting: string }
  | null

const ROUTE: Field[] = [
  {
    is: 'line',
    name: 'name',
    label: 'Which committee or body',
    most: 160,
    required: true,
    hint: 'Cabinet, the board, the executive',
  },
  { is: 'line', name: 'format', label: 'What form it wants', most: 300, hint: 'Four pages, with costs.' },
  { is: 'number', name: 'paper_days', label: 'Papers close so many days before', most: 365 },
  { is: 'long', name: 'how', label: 'How something gets there', most: 500 },
]

/** The ways to a committee, kept once and chosen from when a decision is to come. */
export function Routes({ address, here }: { address: string; here?: Where }) {
  const routes = useQuery(api.insights.routes.queryOptions({ input: { address } }))
  const [doing, setDoing] = useState<Doing>(null)
  const done = () => setDoing(null)
  return (
    <Section title="Ways to a committee" note="Where decisions are taken, when it meets, and what its papers need.">
      {routes.data?.length === 0 && <p className={styles.meta}>None is kept yet.</p>}
      {routes.data?.map((route) => (
        <div key={route.id} className={styles.item}>
          <h3 className={styles.small}>{route.name}</h3>
          <p className={styles.meta}>
            {route.format && `${ended(route.format)} `}
            {route.paper_days !== null && `Papers close ${route.paper_days} days before. `}
            {route.how && ended(route.how)}
          </p>
          <ul className={styles.plainList}>
            {route.meetings.map((one) => (
              <li key={one.id} className={styles.meta}>
                {dayWords(one.meets_on)}
                {one.at_time && `, ${one.at_time}`}
                {one.paper_by && `; papers close ${dayWords(one.paper_by)}`}.{' '}
                {here && (
                  <Button small kind="quiet" onClick={() => setDoing({ do: 'off', meeting: one.id })}>
                    It does not meet
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {here && (
            <div className={styles.acts}>
              <Button small kind="quiet" onClick={() => setDoing({ do: 'meeting', route })}>
                Add a meeting
              </Button>
              <Button small kind="quiet" onClick={() => setDoing({ do: 'change', route })}>
                Change it
              </Button>
              <Button small kind="quiet" onClick={() => setDoing({ do: 'end', route })}>
                It is not used any more
              </Button>
            </div>
          )}
        </div>
      ))}
      {here && (
        <div className={styles.acts}>
          <Button small kind="quiet" onClick={() => setDoing({ do: 'add' })}>
            Keep a way to a committee
          </Button>
        </div>
      )}
      {here && doing !== null && (
        <Dialog open onClose={done} title={TITLES[doing.do]} shape="sheet">
          <Fields doing={doing} here={here} onDone={done} />
        </Dialog>
      )}
    </Section>
  )
}

const TITLES = {
  add: 'A way to a committee',
  change: 'A way to a committee',
  meeting: 'When does it meet?',
  end: 'Is it not used any more?',
  off: 'Does it not meet?',
} as const

function Fields({ doing, here, onDone }: { doing: NonNullable<Doing>; here: Where; onDone: () => void }) {
  const add = useMutation(api.insights.addRoute.mutationOptions())
  const edit = useMutation(api.insights.editRoute.mutationOptions())
  const form = { here, onDone, fields: ROUTE, reach: toAll(here), name: 'A way to a committee', verb: 'Keep it' }
  if (doing.do === 'add')
    return (
      <StepForm
        {...form}
        keep={`route ${here.id}`}
        make={(typed, { attempt }) =>
          add.mutateAsync({ ...(typed as { name: string }), attempt, space: here.id, chapter: here.standing })
        }
      />
    )
  if (doing.do === 'meeting') return <Meeting route={doing.route} onDone={onDone} />
  if (doing.do === 'off') return <Off meeting={doing.meeting} onDone={onDone} />
  const { route } = doing
  if (doing.do === 'change')
    return (
      <StepForm
        {...form}
        keep={`route ${route.id}`}
        values={route as unknown as Typed}
        version={route.version}
        make={(typed, at) => edit.mutateAsync({ ...(typed as { name: string }), ...at, route: route.id })}
      />
    )
  return <End route={route} onDone={onDone} />
}

function Meeting({ route, onDone }: { route: RouteItem; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const add = useMutation(api.insights.addMeeting.mutationOptions())
  return (
    <Form
      name="When does it meet?"
      onSend={(data) =>
        send(
          () =>
            add.mutateAsync({
              ...{ attempt: attempt.id, route: route.id, meets_on: wordsOf(data, 'meets_on') },
              ...{ at_time: wordsOf(data, 'at_time') || null, paper_by: dayOf(data, 'paper_by') },
            }),
          onDone,
        )
      }
    >
      <DateField label="On" name="meets_on" required />
      <DateField label="At" of="time" name="at_time" optional />
      <DateField
        label="Papers close on"
        name="paper_by"
        optional
        {...(route.paper_days !== null && { hint: `Left empty: ${route.paper_days} days before.` })}
      />
      <Foot verb="Keep the meeting" onDone={onDone} />
    </Form>
  )
}

function Off({ meeting, onDone }: { meeting: string; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const off = useMutation(api.insights.callOffMeeting.mutationOptions())
  return (
    <Form name="Does it not meet?" onSend={() => send(() => off.mutateAsync({ attempt: attempt.id, meeting }), onDone)}>
      <p>What was to be decided there stays in the calendar and says so, until somebody gives it another day.</p>
      <Foot verb="It does not meet" onDone={onDone} />
    </Form>
  )
}

function End({ route, onDone }: { route: RouteItem; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const edit = useMutation(api.insights.editRoute.mutationOptions())
  const { id, version, name, format, paper_days, how } = route
  return (
    <Form
      name="Is it not used any more?"
      onSend={() =>
        send(
          () =>
            edit.mutateAsync({ attempt: attempt.id, route: id, version, name, format, paper_days, how, ended: true }),
          onDone,
        )
      }
    >
      <p>It is no longer offered. Decisions that were taken there keep its name.</p>
      <Foot verb="It is not used any more" onDone={onDone} />
    </Form>
  )
}
