import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type Field, sheetOf, type Thing } from '../../contract/sheet.ts'
import { valuesIn } from '../../contract/sheet-values.ts'
import { wordsOfLine } from '../../contract/shown.ts'
import { count } from '../data.ts'
import type { Activity, Now, Planned } from '../room/data.ts'
import styles from './inputs.module.css'
import { useActs } from './put.tsx'

/** `table`: the one that goes by itself and whose step it is; elsewhere it is chosen, where people sit in groups. */
type Props = { now: Now; activity: Activity; step: Planned; table?: string }
const GOES = {
  stays: 'Nowhere: it stays in this room',
  theme: 'As a theme, not in these words',
  words: 'In these words, without a name',
}
type Goes = keyof typeof GOES

/** What was written on paper, typed in sheet by sheet: Enter puts one in and goes to the next. */
export function PaperInput({ now, activity, step, table }: Props) {
  const state = activity.step!
  const { run } = useActs()
  const sheet = useAttempt()
  const first = useRef<HTMLDivElement>(null)
  const [chosen, setGroup] = useState('')
  const [typed, setTyped] = useState<readonly string[]>([])
  const inGroups = step.seenBy === 'pair' || step.seenBy === 'table'
  const group = table ?? (inGroups ? chosen || null : null)
  const asks = inGroups && table === undefined
  const groups = useQuery(api.gatherings.groups.queryOptions({ input: { activity: activity.id }, enabled: asks }))
  const things = thingsOf(now, activity, step)
  const parts = sheetOf(step, things)
  const keep = `sheet ${state.id}`
  const named = step.attribution === 'named' && !step.asksName && !inGroups
  if (table !== undefined && isAboutThings(step)) return <NotFromHere />
  if (parts.every((part) => part.fields.length === 0)) return null
  const send = async (data: FormData) => {
    const read = (name: string) => String(data.get(name) ?? '')
    const values = valuesIn(step, things, read)
    if (values.length === 0) return { problem: 'Nothing stands on this sheet yet.' }
    const wrong = await run(() =>
      client.gatherings.putSheet({
        ...{ step: state.id, sheet: sheet.id, group, values },
        ...{ whose: read('whose'), mayGo: (read('goes') || 'stays') as Goes },
      }),
    )
    if (wrong !== '') return { problem: wrong }
    setTyped([...typed, sheet.id])
    sheet.renew()
    first.current?.querySelector<HTMLElement>('textarea, input, select')?.focus()
  }
  const takeLastOut = async () => {
    const last = typed.at(-1)!
    if ((await run(() => client.gatherings.takeSheetOut({ sheet: last }))) === '') setTyped(typed.slice(0, -1))
  }
  return (
    <details className={styles.input} open={table !== undefined}>
      <summary>Type in what was written on paper</summary>
      <p className={styles.meta}>
        {(table === undefined && now.onPaper) ||
          `Each sheet is counted once, and ${inGroups ? 'those who sit there are' : 'everybody is'} told that it was on paper and who typed it in.`}{' '}
        {whatIsSaid(step)}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in a box puts the sheet in, as it does in a line */}
      <div ref={first} className={styles.sheet} onKeyDown={sendOnEnter}>
        <Form name="Type in a sheet" clear onSend={send}>
          {asks && (
            <Select
              label={step.seenBy === 'pair' ? 'From which pair' : 'From which table'}
              empty="Choose one"
              required
              name="group"
              value={chosen}
              onChange={setGroup}
              choices={(groups.data?.groups ?? []).map((one) => ({ value: one.id, label: one.label }))}
            />
          )}
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sheet do not move
            <fieldset key={at} className={styles.part}>
              {part.title !== '' && <legend className={styles.words}>{part.title}</legend>}
              {part.fields.map((field) => (
                <One key={field.name} field={field} keep={keep} />
              ))}
            </fieldset>
          ))}
          {named && (
            <TextField
              label="The name on it"
              hint="With a name it stays in this room: its person was not asked where it may go."
              name="whose"
              optional
              maxLength={100}
              keepAs={`${keep} whose`}
            />
          )}
          {step.seenBy === 'room' && step.mayGo.length > 0 && (
            <Select
              label={named ? 'As ticked on it, without a name this may go' : 'As ticked on it, this may go'}
              name="goes"
              defaultValue="stays"
              choices={step.mayGo.map((value) => ({ value, label: GOES[value] }))}
            />
          )}
          <Buttons>
            <Button type="submit" kind="primary">
              Put it in, next sheet
            </Button>
          </Buttons>
        </Form>
      </div>
      <p className={styles.meta} role="status">
        {typed.length > 0 && `${count(typed.length, 'sheet')} in from here.`}
      </p>
      {!step.nameless && typed.length > 0 && (
        <Button small kind="quiet" onClick={() => void takeLastOut()}>
          Take out the last one
        </Button>
      )}
    </details>
  )
}

/** Whether it asks of each thing that was put in before. */
function isAboutThings(step: Planned): boolean {
  const asked = (things: Thing[]) => sheetOf(step, things).flatMap((part) => part.fields).length
  return step.kind !== 'outline' && asked([{ id: 'one', text: 'One' }]) > asked([])
}

/** What a table put in is theirs, and so is a sheet that is about it. */
const NotFromHere = () => (
  <p className={styles.meta}>
    This sheet is about what the table put in before, which you do not see. Somebody who sits there types it in on their
    device, for the table.
  </p>
)

/** What is told of a line from paper, before it is typed. */
function whatIsSaid(step: Planned): string {
  if (step.nameless)
    return 'No names are kept here: mix the sheets first, and leave out what would tell whose one is. What went in cannot be found again, so it cannot be taken out.'
  if (step.seenBy === 'pair' || step.seenBy === 'table')
    return 'It goes to those who sit there. You will not see it again here.'
  return 'Your name does not stand on it.'
}

function sendOnEnter(event: KeyboardEvent<HTMLElement>) {
  const at = event.target as HTMLElement
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  if (at.tagName !== 'TEXTAREA' && at.tagName !== 'SELECT') return
  event.preventDefault()
  at.closest('form')?.requestSubmit()
}

const OF_DAY = { day: 'day', month: 'month', time: 'time' } as const
function One({ field, keep }: { field: Field; keep: string }) {
  const { name, label, hint, as, most, least } = field
  const keepAs = `${keep} ${name}`
  if (as === 'area') return <TextArea rows={1} {...{ name, label, keepAs }} maxLength={most} />
  if (as === 'line') return <TextField {...{ name, label, hint, keepAs }} maxLength={most} />
  if (as === 'choice') return <Select {...{ name, label, hint }} empty="Nothing chosen" choices={field.choices ?? []} />
  if (as === 'tick') return <Checkbox {...{ name, label }} value="yes" />
  if (as === 'number' || as === 'year')
    return (
      <TextField
        {...{ name, label, hint, keepAs }}
        {...(as === 'year'
          ? { inputMode: 'numeric', pattern: '\\d{4}' }
          : { type: 'number', min: least, max: most, step: 'any' })}
        short
      />
    )
  return <DateField {...{ name, label }} of={OF_DAY[as]} />
}

/** What the step works on, as the room sees it: the same things that stand on the sheets. */
function thingsOf(now: Now, activity: Activity, step: Planned): Thing[] {
  const from = step.kind === 'outline' ? [step.key] : step.from
  return now.lines
    .filter((line) => from.includes(line.key) && line.shown)
    .map((line) => ({
      id: line.id,
      text: wordsOfLine(
        activity.steps.find((one) => one.key === line.key),
        line,
      ),
    }))
    .filter((thing) => thing.text !== '')
}
