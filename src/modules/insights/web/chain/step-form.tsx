import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { dayOf, useSending, wordsOf } from '../data.ts'
import { Foot, type Where } from '../foot.tsx'
import styles from '../insights.module.css'

/** One field of a step, as data: one form draws them all. */
export type Field =
  | { is: 'words'; name: string; label: string; hint?: string; most?: number; rows?: number }
  | {
      is: 'line'
      name: string
      label: string
      hint?: string
      most: number
      required?: true
      words?: true
      key?: string
    }
  | { is: 'long'; name: string; label: string; hint?: string; most: number }
  | { is: 'day'; name: string; label: string; hint?: string; today?: true; required?: true }
  | { is: 'number'; name: string; label: string; most: number; hint?: string }
  | { is: 'yes'; name: string; label: string; hint?: string }
  | { is: 'member'; name: string; label: string; empty: string; hint?: string }
  | { is: 'one'; name: string; label: string; first: string; row: boolean; choices: { value: string; label: string }[] }
  /** Fields that most people leave as they are, one step away. */
  | { is: 'more'; name: string; label: string; fields: Field[] }

type Made =
  | { ok: true }
  | { ok: false; sentence: string; theirs?: { version: number; fields: Record<string, string> } | undefined }
export type Typed = Record<string, string | number | boolean | null>
type StepFormProps = {
  here: Pick<Where, 'id' | 'standing'> & { address?: string }
  onDone: () => void
  name: string
  verb: string
  /** Under which name what is typed is kept until it is sent. */
  keep: string
  fields: Field[]
  reach: ReachProps
  values?: Typed
  /** What this was based on, where something is said anew. */
  version?: number
  above?: ReactNode
  /** May the sentence be left out, as things are chosen now? */
  wordless?: (chosen: Record<string, string>) => boolean
  make: (typed: Typed, at: { attempt: string; version: number }) => Promise<Made>
}

/** The form of one step. What is asked is data; what it makes is its caller's. An older version is answered with both texts. */
export function StepForm(props: StepFormProps) {
  const { onDone, name, verb, fields, above, make } = props
  const send = useSending()
  const attempt = useAttempt()
  const [version, setVersion] = useState(props.version ?? 0)
  const [theirs, setTheirs] = useState<Record<string, string> | null>(null)
  const [chosen, setChosen] = useState<Record<string, string>>({})
  return (
    <Form
      name={name}
      onSend={(data) =>
        send(async () => {
          const answer = await make(typedIn(data, fields), { attempt: attempt.id, version })
          if (!answer.ok && answer.theirs) {
            setTheirs(answer.theirs.fields)
            setVersion(answer.theirs.version)
          }
          return answer
        }, onDone)
      }
    >
      {theirs !== null && <Theirs theirs={theirs} fields={fields} before={props.values ?? {}} />}
      {above}
      <Fields {...props} chosen={chosen} onChoose={(key, value) => setChosen({ ...chosen, [key]: value })} />
      <Foot verb={verb} onDone={onDone} />
    </Form>
  )
}

type FieldsProps = StepFormProps & { chosen: Record<string, string>; onChoose: (name: string, value: string) => void }

function Fields({ fields, ...props }: FieldsProps) {
  return fields.map((field) =>
    field.is === 'more' ? (
      <details key={field.name} className={styles.more}>
        <summary>{field.label}</summary>
        <div className={styles.stack}>
          <Fields {...props} fields={field.fields} />
        </div>
      </details>
    ) : (
      <Fragment key={field.name}>
        <One {...props} field={field} />
      </Fragment>
    ),
  )
}

function One({ field, ...props }: Omit<FieldsProps, 'fields'> & { field: Exclude<Field, { is: 'more' }> }) {
  const { keep, reach, values = {}, chosen, onChoose, wordless } = props
  const { label, name } = field
  const before = values[name]
  const text = before === undefined || before === null ? '' : String(before)
  const hint = 'hint' in field && field.hint ? { hint: field.hint } : {}
  switch (field.is) {
    case 'day': {
      const value = name in values ? text : field.today ? today() : ''
      return (
        <DateField
          {...{ label, name, ...hint }}
          {...(field.required ? { required: true } : { optional: true })}
          defaultValue={value}
        />
      )
    }
    case 'one':
      return (
        <RadioGroup
          {...{ label, name, row: field.row, choices: field.choices }}
          value={chosen[name] ?? (text || field.first)}
          onChange={(value) => onChoose(name, value)}
        />
      )
    case 'yes':
      return <Checkbox {...{ label, name, ...hint }} defaultChecked={before === true} value="yes" />
    case 'member':
      return (
        <MemberField {...{ label, name, ...hint }} empty={field.empty} address={props.here.address} before={text} />
      )
    case 'number':
      return (
        <TextField
          {...{ label, name, ...hint }}
          type="number"
          short
          optional
          min={0}
          max={field.most}
          defaultValue={text}
        />
      )
    case 'line':
      return (
        <TextField
          {...{ label, name, ...hint, maxLength: field.most, keepAs: `${keep} ${name}`, defaultValue: text }}
          {...(field.required ? { required: true } : { optional: true })}
          {...(field.words && { words: true })}
        />
      )
    case 'long':
      return (
        <TextArea
          {...{ label, name, ...hint, maxLength: field.most, keepAs: `${keep} ${name}`, defaultValue: text, rows: 2 }}
          optional
        />
      )
    case 'words': {
      const optional = wordless?.(chosen) ?? false
      return (
        <TextArea
          {...{ label, name, ...hint, optional, required: !optional, maxLength: field.most ?? 1000, keepAs: keep }}
          rows={field.rows ?? 2}
          defaultValue={text}
          reach={reach}
        />
      )
    }
  }
}

/** Who is in, to choose one from. */
export function MemberField(props: {
  label: string
  name: string
  empty: string
  hint?: string
  address: string | undefined
  before?: string
  required?: true
  onChange?: (id: string) => void
}) {
  const { address = '', before = '', empty, required, onChange, ...rest } = props
  const people = useQuery({ ...api.spaces.people.queryOptions({ input: { address } }), enabled: address !== '' })
  const known = new Map((people.data?.members ?? []).map((one) => [one.person, one.name]))
  const [chosen, setChosen] = useState({ id: '', name: '' })
  // Whoever leaves while this is being written is out of the list, and it says so where they were chosen.
  const left = chosen.id !== '' && people.isSuccess && !known.has(chosen.id)
  return (
    <Select
      {...rest}
      key={people.isSuccess ? 'known' : 'not yet'}
      {...(required ? { required } : { optional: true })}
      empty={empty}
      {...(before !== '' && { defaultValue: before })}
      {...(left && { error: `${chosen.name} has left this space. Choose somebody else.` })}
      onChange={(id) => {
        setChosen({ id, name: known.get(id) ?? '' })
        onChange?.(id)
      }}
      choices={[...known].map(([value, label]) => ({ value, label }))}
    />
  )
}

/** What stands there now, where it is not what this was written on. */
function Theirs({ theirs, fields, before }: { theirs: Record<string, string>; fields: Field[]; before: Typed }) {
  const flat = fields.flatMap((field) => (field.is === 'more' ? field.fields : [field]))
  const changed = flat.filter(({ name }) => name in theirs && theirs[name] !== String(before[name] ?? ''))
  return (
    <Notice kind="info" title="Somebody said it anew while you were writing">
      {changed.map(({ name, label }) => (
        <div key={name}>
          <p className={styles.meta}>{label}, as it stands there now</p>
          <Quote bare>{theirs[name] || 'Nothing'}</Quote>
        </div>
      ))}
      <p>Yours is below. Join the two, or send yours to stand instead.</p>
    </Notice>
  )
}

/** What was typed, by the names of its fields: days and numbers that were left empty are null. */
function typedIn(data: FormData, fields: Field[]): Typed {
  return Object.fromEntries(
    fields.flatMap((field): [string, Typed[string]][] => {
      const { name } = field
      switch (field.is) {
        case 'more':
          return Object.entries(typedIn(data, field.fields))
        case 'day':
          return [[name, dayOf(data, name)]]
        case 'number':
          return [[name, wordsOf(data, name) === '' ? null : Number(wordsOf(data, name))]]
        case 'member':
          return [[name, wordsOf(data, name) || null]]
        case 'yes':
          return [[name, data.get(name) !== null]]
        default:
          return [[name, wordsOf(data, name)]]
      }
    }),
  )
}
