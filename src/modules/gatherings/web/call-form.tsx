import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { MoreOfACall } from './call-more.tsx'
import {
  type Call,
  type Gathering,
  isConflict,
  useSending,
  usualDay,
  WAY_WORDS,
  whenWords,
  wordsOf,
  zoneName,
} from './data.ts'
import styles from './gatherings.module.css'

type Where = { id: string; standing: string; zone: string; reach: { person: ReachProps['person']; standing: string } }
type Ways = Gathering['way']
const USUAL_MINUTES = 90

/** Calls a gathering: a title, a day and a time are enough. */
export function CallForm({ here, onDone }: { here: Where; onDone: (id: string, room: string) => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const plan = useMutation(api.gatherings.plan.mutationOptions())
  return (
    <Form
      name="Call a gathering"
      onSend={(data) => {
        let made = { id: '', room: '' }
        return send(
          async () => {
            const call = callIn(data, null)
            const answer = await plan.mutateAsync({
              ...{ attempt: attempt.id, space: here.id, chapter: here.standing, call },
            })
            if (answer.ok) made = answer
            return answer
          },
          () => {
            attempt.renew()
            onDone(made.id, made.room)
          },
        )
      }}
    >
      <Fields
        call={null}
        keep={`call ${here.id}`}
        zone={here.zone}
        reach={{ person: here.reach.person, sentence: here.reach.standing }}
      />
      <Foot verb="Call it" onDone={() => onDone('', '')} />
    </Form>
  )
}

type ChangeProps = { call: Gathering; reach: ReachProps; onDone: () => void }

/** Changes a call that is still to come. Somebody who was quicker is shown beside what one wrote, and nothing is lost. */
export function ChangeCall({ call, reach, onDone }: ChangeProps) {
  const send = useSending()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const change = useMutation(api.gatherings.change.mutationOptions())
  const [over, setOver] = useState(call)
  const [theirs, setTheirs] = useState<Gathering | null>(null)
  return (
    <Form
      name="Change the call"
      onSend={(data) =>
        send(async () => {
          try {
            const about = { attempt: attempt.id, id: call.id, version: over.version }
            return await change.mutateAsync({ ...about, call: callIn(data, call) })
          } catch (thrown) {
            if (!isConflict(thrown)) throw thrown
            const now = await client.gatherings.one({ id: call.id })
            queries.setQueryData(api.gatherings.one.queryKey({ input: { id: call.id } }), now)
            setTheirs(now)
            setOver(now)
            attempt.renew()
            return { ok: false, sentence: 'Somebody else changed it while you were writing. Look at both, then save.' }
          }
        }, onDone)
      }
    >
      {theirs && <Theirs call={theirs} />}
      <Fields call={call} keep={`change ${call.id}`} zone={call.zone} reach={reach} />
      <Foot verb={theirs ? 'Let mine stand' : 'Save it'} onDone={onDone} />
    </Form>
  )
}

function Theirs({ call }: { call: Gathering }) {
  return (
    <Notice kind="info" title="It now stands there like this">
      <p>
        {call.title}. {whenWords(call)}. {WAY_WORDS[call.way]}
        {call.place && `, ${call.place}`}. {call.purpose}
      </p>
      <p>Yours is below. Join the two, or let yours stand instead.</p>
    </Notice>
  )
}

function Foot({ verb, onDone }: { verb: string; onDone: () => void }) {
  return (
    <Buttons>
      <Button type="submit" kind="primary">
        {verb}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        Not now
      </Button>
    </Buttons>
  )
}

/** Every zone, by its place first, so that typing a few letters of it finds it. */
const zonesWith = (own: string) =>
  [...new Set([own, ...Intl.supportedValuesOf('timeZone')])]
    .map((value) => ({
      value,
      label: [zoneName(value), ...value.split('/').slice(0, -1)].join(', ').replaceAll('_', ' '),
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en'))

const MEETS = (way: Ways) => way === 'in_person' || way === 'hybrid'

type FieldsProps = { call: Gathering | null; keep: string; zone: string; reach: ReachProps }

function Fields({ call, keep, zone, reach }: FieldsProps) {
  const [way, setWay] = useState<Ways>(call?.way ?? 'in_person')
  return (
    <>
      <TextField
        label="What it is called"
        name="title"
        required
        maxLength={160}
        keepAs={keep}
        defaultValue={call?.title}
        placeholder="Thursday gathering"
        autoComplete="off"
      />
      <div className={styles.pair}>
        <DateField label="Day" name="startsOn" required defaultValue={call?.startsOn ?? usualDay()} />
        <DateField label="Begins at" name="startsAt" of="time" required defaultValue={call?.startsAt ?? '14:00'} />
        <TextField
          label="How many minutes"
          name="minutes"
          type="number"
          short
          required
          min={1}
          max={1440}
          defaultValue={String(call?.minutes ?? USUAL_MINUTES)}
        />
        <Select label="By the clock in" name="zone" defaultValue={zone} choices={zonesWith(zone)} />
      </div>
      <p className={styles.meta}>Whoever is elsewhere is told it in their own time as well.</p>
      <RadioGroup
        label="How people come together"
        name="way"
        row
        value={way}
        onChange={setWay}
        choices={(Object.keys(WAY_WORDS) as Ways[]).map((value) => ({ value, label: WAY_WORDS[value] }))}
      />
      {way === 'over_days' && (
        <DateField
          label="Last day"
          name="endsOn"
          required
          defaultValue={call?.endsOn ?? call?.startsOn ?? usualDay()}
        />
      )}
      {MEETS(way) && (
        <TextField
          label="Place"
          name="place"
          optional
          maxLength={300}
          keepAs={`${keep} place`}
          defaultValue={call?.place}
          placeholder="Riverside Hall, upstairs. There is a lift."
        />
      )}
      {way !== 'in_person' && (
        <TextField
          label="Link to the call"
          name="link"
          type="url"
          optional
          maxLength={2000}
          keepAs={`${keep} link`}
          defaultValue={call?.link}
          placeholder="https://"
          autoComplete="off"
        />
      )}
      <MoreOfACall call={call} keep={keep} reach={reach} />
    </>
  )
}

/** What it is called about, where the page was opened from an insight, a question, a decision or a finding. */
function aboutHere(): Gathering['about'] {
  const [kind, id] = new URLSearchParams(location.search).get('about')?.split(':') ?? []
  const kinds: readonly NonNullable<Gathering['about']>['kind'][] = [
    'insight',
    'learning_question',
    'decision',
    'finding',
  ]
  const known = kinds.find((one) => one === kind)
  return known === undefined || id === undefined ? null : { kind: known, id }
}

/** What was filled in, as the place takes it. What is not on the form stays as it was called. */
function callIn(data: FormData, before: Gathering | null): Call {
  const words = (name: string) => wordsOf(data, name)
  const way = words('way') as Ways
  return {
    ...{
      kind: way === 'over_days' ? way : (words('kind') as Gathering['kind']),
      title: words('title'),
      purpose: words('purpose'),
      way,
    },
    ...{ startsOn: words('startsOn'), startsAt: words('startsAt'), minutes: Number(words('minutes')) },
    ...{ zone: words('zone'), about: before === null ? aboutHere() : before.about },
    endsOn: way === 'over_days' ? words('endsOn') : null,
    place: MEETS(way) ? words('place') : '',
    link: way === 'in_person' ? '' : words('link'),
    modeMeant: (words('modeMeant') || null) as Gathering['modeMeant'],
    learning: (words('learning') || 'with') as Gathering['learning'],
    keptOut: data.getAll('keptOut') as Gathering['keptOut'],
    door: (words('door') || 'code') as Gathering['door'],
    ...{ shareWhat: words('shareWhat'), shareHow: words('shareHow'), shareBy: words('shareBy') || null },
    paid: words('paid'),
  }
}
