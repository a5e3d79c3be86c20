import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Card, Whose } from '../contract.ts'
import styles from './library.module.css'

type WhoseIs = Whose['is']

/** Whose words they are: it decides who is asked before they go anywhere. */
export function WhoseFields({ space, first, keep }: { space: string; first: WhoseIs | null; keep: string }) {
  const [is, setIs] = useState<WhoseIs | null>(first)
  const voices = useQuery(api.library.voices.queryOptions({ input: { space }, enabled: is === 'member' }))
  return (
    <div className={styles.fields}>
      <RadioGroup
        label="Whose words are they?"
        name="whose"
        value={is}
        onChange={setIs}
        choices={[
          { value: 'mine', label: 'Mine', hint: 'Your name stands beside them.' },
          {
            value: 'member',
            label: 'Said by somebody here',
            hint: 'Named, and asked before the words go anywhere else.',
          },
          { value: 'role', label: 'Said by somebody else', hint: 'By their role only; no name is kept.' },
          { value: 'nobody', label: 'Nobody’s: a report, a table, a count' },
        ]}
      />
      {is === 'member' && (
        <Select
          label="Who said it?"
          name="person"
          required
          empty={voices.isPending ? 'Fetching who is here' : 'Choose one'}
          choices={(voices.data ?? []).map((voice) => ({ value: voice.id, label: voice.name }))}
          error={
            voices.isError
              ? 'Who is here could not be fetched. Choose another answer, or try again in a moment.'
              : undefined
          }
        />
      )}
      {is === 'role' && (
        <TextField
          label="In which role?"
          name="role"
          hint="For example: a ward sister, a parent in the north of the town"
          maxLength={160}
          required
          keepAs={`${keep}-role`}
        />
      )}
    </div>
  )
}

/** What is known about it. All of it may be left out, and added later by anybody who reads it. */
export function CardFields({ card, keep }: { card?: Card; keep: string }) {
  return (
    <div className={styles.fields}>
      <TextField
        label="How was it come by?"
        name="method"
        hint="Interview, survey, a visit, a figure somebody keeps"
        maxLength={200}
        defaultValue={card?.method}
        optional
        keepAs={`${keep}-method`}
      />
      <TextField
        label="Who was asked?"
        name="asked"
        maxLength={300}
        defaultValue={card?.asked}
        optional
        keepAs={`${keep}-asked`}
      />
      <div className={styles.pair}>
        <TextField
          label="How many people?"
          name="n"
          type="number"
          min={0}
          max={10000000}
          step={1}
          inputMode="numeric"
          defaultValue={card?.n?.toString()}
          optional
          short
          keepAs={`${keep}-n`}
        />
        <DateField label="When?" name="dated" defaultValue={card?.dated ?? undefined} optional />
      </div>
      <TextArea
        label="What can it not say?"
        name="limits"
        hint="Who was not heard, what it leaves out"
        rows={2}
        maxLength={1000}
        defaultValue={card?.limits}
        plain
        optional
        keepAs={`${keep}-limits`}
      />
      <TextField
        label="Does anybody dispute it?"
        name="disputedBy"
        maxLength={500}
        defaultValue={card?.disputedBy}
        optional
        keepAs={`${keep}-disputed`}
      />
    </div>
  )
}

const said = (data: FormData, name: string) => String(data.get(name) ?? '').trim()

/** The card as it was filled in. */
export function cardOf(data: FormData): Card {
  const n = said(data, 'n')
  return {
    method: said(data, 'method'),
    asked: said(data, 'asked'),
    n: n === '' ? null : Math.round(Number(n)),
    dated: said(data, 'dated') || null,
    limits: said(data, 'limits'),
    disputedBy: said(data, 'disputedBy'),
  }
}

/** Whose words, as it was chosen. */
export function whoseOf(data: FormData): Whose {
  const is = said(data, 'whose') as WhoseIs
  if (is === 'member') return { is, person: said(data, 'person') }
  return is === 'role' ? { is, role: said(data, 'role') } : { is }
}
