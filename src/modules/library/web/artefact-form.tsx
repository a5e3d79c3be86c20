import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Artefact, ArtefactSort } from '../contract/artefacts.ts'
import styles from './library.module.css'

/** What each kind is called, and what is asked of it besides: as many questions as somebody answers in two minutes. */
export const SORTS: Record<
  ArtefactSort,
  { label: string; hint: string; asks: readonly [key: string, label: string][] }
> = {
  representation: {
    label: 'A map or diagram',
    hint: 'How things stand, drawn or written as an outline',
    asks: [
      ['shows', 'What does it show?'],
      ['reading', 'How is it read?'],
      ['left_out', 'What does it leave out?'],
    ],
  },
  story: {
    label: 'A story',
    hint: 'What happened, told by somebody',
    asks: [
      ['told_by', 'Who tells it?'],
      ['about_when', 'When did it happen?'],
      ['turns_on', 'What does it turn on?'],
    ],
  },
  data: {
    label: 'Data',
    hint: 'Figures or answers that somebody gathers',
    asks: [
      ['gathered', 'How is it gathered?'],
      ['one_row', 'What is one row or number?'],
      ['period', 'Which time does it cover?'],
    ],
  },
  projection: {
    label: 'A design of what could be',
    hint: 'A future that we could build',
    asks: [
      ['by_when', 'By when?'],
      ['assumes', 'What would have to be true?'],
      ['different', 'What would be different for people?'],
    ],
  },
  statement: {
    label: 'A statement of ours',
    hint: 'A purpose, a norm, a promise: what we say together',
    asks: [
      ['holds_for', 'For whom does it hold?'],
      ['look_again', 'When do we look at it again?'],
    ],
  },
}

type Begin = Pick<Artefact, 'sort' | 'title' | 'purpose' | 'fields' | 'mayGo' | 'occasion' | 'occasionOn' | 'ownerId'>
type Props = {
  space: string
  /** What stands there now; nothing where it is new, and then its kind is chosen. */
  now?: Begin
  keep: string
  /** Whoever looks after it may be chosen. */
  owner?: boolean
}

/** What is said of an artefact. */
export function ArtefactFields({ space, now, keep, owner = true }: Props) {
  const [sort, setSort] = useState<ArtefactSort>(now?.sort ?? 'representation')
  const voices = useQuery(api.library.voices.queryOptions({ input: { space }, enabled: owner }))
  return (
    <div className={styles.fields}>
      {now === undefined && (
        <RadioGroup
          label="What is it?"
          name="sort"
          value={sort}
          onChange={setSort}
          choices={(Object.keys(SORTS) as ArtefactSort[]).map((value) => ({
            value,
            label: SORTS[value].label,
            hint: SORTS[value].hint,
          }))}
        />
      )}
      <TextField
        label="What is it called?"
        name="title"
        words
        required
        maxLength={300}
        defaultValue={now?.title}
        keepAs={`${keep}-title`}
      />
      <TextArea
        label="What is it for?"
        name="purpose"
        rows={2}
        maxLength={1000}
        optional
        defaultValue={now?.purpose}
        keepAs={`${keep}-purpose`}
      />
      {SORTS[sort].asks.map(([key, label]) => (
        <TextField
          key={`${sort}-${key}`}
          label={label}
          name={`field-${key}`}
          maxLength={1000}
          optional
          defaultValue={now?.fields[key]}
          keepAs={`${keep}-${key}`}
        />
      ))}
      {owner && (
        <Select
          label="Who looks after it?"
          name="owner"
          {...(now?.ownerId ? { defaultValue: now.ownerId } : {})}
          key={voices.isSuccess ? 'here' : 'fetching'}
          empty={now === undefined ? 'I do' : 'As it is now'}
          choices={(voices.data ?? []).map((voice) => ({ value: voice.id, label: voice.name }))}
        />
      )}
      <TextField
        label="Where may it go?"
        name="mayGo"
        hint="In words: “the board, not the press”"
        maxLength={500}
        optional
        defaultValue={now?.mayGo}
        keepAs={`${keep}-mayGo`}
      />
      <div className={styles.pair}>
        <TextField
          label="On which occasion did it come about?"
          name="occasion"
          maxLength={200}
          optional
          defaultValue={now?.occasion}
          keepAs={`${keep}-occasion`}
        />
        <DateField label="When was that?" name="occasionOn" defaultValue={now?.occasionOn ?? undefined} optional />
      </div>
    </div>
  )
}

const said = (data: FormData, name: string) => String(data.get(name) ?? '').trim()

/** What was said, as it was filled in. */
export function artefactOf(data: FormData) {
  const fields = [...data.keys()].filter((key) => key.startsWith('field-'))
  return {
    title: said(data, 'title'),
    purpose: said(data, 'purpose'),
    fields: Object.fromEntries(fields.map((key) => [key.slice(6), said(data, key)])),
    mayGo: said(data, 'mayGo'),
    occasion: said(data, 'occasion'),
    occasionOn: said(data, 'occasionOn') || null,
  }
}
export const sortOf = (data: FormData) => said(data, 'sort') as ArtefactSort
export const ownerOf = (data: FormData) => said(data, 'owner') || null
