import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { count, type Item, isConflict, useSending, wordsOf } from '../data.ts'
import { Beside } from './beside.tsx'
import styles from './plan.module.css'

export type Method = Awaited<ReturnType<typeof client.methods.one>>['method']
type What = Pick<Item, 'sort' | 'title' | 'minutes' | 'method' | 'reading' | 'short' | 'beside' | 'note'>
const PLAIN: Record<'talk' | 'break', What> = {
  talk: { sort: 'talk', title: '', minutes: 10, method: null, reading: null, short: false, beside: [], note: '' },
  break: {
    sort: 'break',
    title: 'Break',
    minutes: 15,
    method: null,
    reading: null,
    short: false,
    beside: [],
    note: '',
  },
}

const whatIn = (data: FormData, of: Pick<Item, 'sort' | 'method'>): What => ({
  ...{ sort: of.sort, method: of.method, title: wordsOf(data, 'title'), note: wordsOf(data, 'note') },
  ...{ minutes: Number(wordsOf(data, 'minutes')), reading: wordsOf(data, 'reading') || null },
  short: data.get('short') !== null,
  beside: data.getAll('beside').map(String).filter(Boolean),
})

export function AddPlain({ room, sort, onDone }: { room: string; sort: 'talk' | 'break'; onDone: () => void }) {
  return <AddItem room={room} what={PLAIN[sort]} method={null} onDone={onDone} />
}

type AddProps = { room: string; what: What; method: Method | null; onDone: () => void }

/** Puts one thing at the end of the run sheet. */
export function AddItem({ room, what, method, onDone }: AddProps) {
  const send = useSending()
  const attempt = useAttempt()
  const add = useMutation(api.gatherings.addItem.mutationOptions())
  return (
    <Form
      name="Put it on"
      onSend={(data) => send(() => add.mutateAsync({ attempt: attempt.id, room, ...whatIn(data, what) }), onDone)}
    >
      <Fields what={what} method={method} keep={`add ${room} ${what.method ?? what.sort}`} />
      <Foot verb="Put it on" onDone={onDone} />
    </Form>
  )
}

/** Changes one thing on it. Where somebody was quicker, theirs is shown and one's own stays in the fields. */
export function ChangeItem({ room, item, onDone }: { room: string; item: Item; onDone: () => void }) {
  const send = useSending()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const change = useMutation(api.gatherings.changeItem.mutationOptions())
  const [theirs, setTheirs] = useState<Item | null>(null)
  const method = useQuery(
    api.methods.one.queryOptions({ input: { key: item.method ?? '' }, enabled: item.method !== null, retry: false }),
  )
  return (
    <Form
      name="Change it"
      onSend={(data) =>
        send(async () => {
          const version = (theirs ?? item).version
          try {
            return await change.mutateAsync({ attempt: attempt.id, item: item.id, version, ...whatIn(data, item) })
          } catch (thrown) {
            if (!isConflict(thrown)) throw thrown
            const now = await client.gatherings.agenda({ room })
            queries.setQueryData(api.gatherings.agenda.queryKey({ input: { room } }), now)
            setTheirs(now.items.find((one) => one.id === item.id) ?? null)
            attempt.renew()
            return { ok: false, sentence: 'Somebody else changed it while you were writing. Look at both, then save.' }
          }
        }, onDone)
      }
    >
      {theirs && (
        <Notice kind="info" title="It now stands there like this">
          <p>
            {theirs.title}, {count(theirs.minutes, 'minute')}. {theirs.note}
          </p>
          <p>Yours is below. Join the two, or let yours stand instead.</p>
        </Notice>
      )}
      <Fields what={item} method={method.data?.method ?? null} keep={`item ${item.id}`} />
      <Foot verb={theirs ? 'Let mine stand' : 'Save it'} onDone={onDone} />
    </Form>
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

function Fields({ what, method, keep }: { what: What; method: Method | null; keep: string }) {
  const shortest = method?.variants.short
  const [minutes, setMinutes] = useState(String(what.minutes))
  const [short, setShort] = useState(what.short)
  const choose = (next: boolean) => {
    const [was, is] = [method!.minutes.planned, shortest!.minutes]
    setShort(next)
    // Somebody’s own number stays.
    if (minutes === String(next ? was : is)) setMinutes(String(next ? is : was))
  }
  return (
    <>
      <TextField
        label={what.sort === 'talk' ? 'Who talks, about what' : 'What it is called there'}
        name="title"
        required
        maxLength={160}
        defaultValue={what.title}
        keepAs={`${keep} title`}
        autoComplete="off"
      />
      {shortest && (
        <Checkbox
          name="short"
          label={`In its short form: ${count(shortest.minutes, 'minute')}`}
          hint={shortest.says}
          checked={short}
          onChange={choose}
        />
      )}
      <TextField
        label="How many minutes"
        name="minutes"
        type="number"
        short
        required
        min={0}
        max={1440}
        value={minutes}
        onChange={setMinutes}
        hint={method ? `It takes ${method.minutes.least} to ${method.minutes.most}.` : undefined}
      />
      {method?.readings && (
        <RadioGroup
          label="How you read it"
          name="reading"
          defaultValue={what.reading ?? method.readings[0]!.key}
          choices={method.readings.map((one) => ({ value: one.key, label: one.title, hint: one.says }))}
        />
      )}
      {method && <Beside method={method.key} chosen={what.beside} />}
      {method && (
        <details className={styles.more}>
          <summary>Two ways to begin it</summary>
          <dl className={styles.leads}>
            <dt>By an idea</dt>
            <dd>{method.lead_in.idea}</dd>
            <dt>By a case</dt>
            <dd>{method.lead_in.case}</dd>
          </dl>
        </details>
      )}
      <TextArea
        label="A note for whoever runs it"
        name="note"
        optional
        rows={2}
        maxLength={2000}
        defaultValue={what.note}
        keepAs={`${keep} note`}
        reach={{ person: 'second', sentence: 'Only those who facilitate' }}
      />
    </>
  )
}
