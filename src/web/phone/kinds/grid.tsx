import type { Line } from '#modules/gatherings/contract/state.ts'
import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { itemWords } from '../items.ts'
import { kind, tooLong, wordsOf } from '../kind.ts'
import { Box, Pick } from '../parts.tsx'
import { Field } from '../pictures.tsx'

type Settings = SettingsOf<'grid'>
type Where = number | 'unknown'
type Place = {
  item: string
  across: Where
  up: Where
  because: string
  sure?: 'low' | 'medium' | 'high'
  split?: boolean
}
type Draft = Partial<Place>

export const scale = ({ least, most, low, high }: { least: number; most: number; low: string; high: string }) => [
  ...Array.from({ length: most - least + 1 }, (_, i) => {
    const n = least + i
    return { key: String(n), label: n === least ? `${n} ${low}` : n === most ? `${n} ${high}` : String(n) }
  }),
  { key: 'unknown', label: 'Don’t know' },
]
const asKey = (value: Where | undefined) => (value === undefined ? null : String(value))
const asWhere = (key: string): Where => (key === 'unknown' ? 'unknown' : Number(key))

/** Things that I have not placed yet. */
function open(at: At, draft: Draft): Line[] {
  const mine = new Set([
    ...at.lines.filter((line) => line.mine).map((line) => (line.value as Place).item),
    ...at.waiting.filter((entry) => entry.act === 'put').map((entry) => (entry.value as Place).item),
  ])
  return at.items.filter((item) => !mine.has(item.id) || item.id === draft.item)
}
const SURE = [
  { key: 'low', label: 'Not sure' },
  { key: 'medium', label: 'Fairly sure' },
  { key: 'high', label: 'Sure' },
]

const inWords = (where: Where, { least, most, low, high }: Settings['across']): string => {
  if (where === 'unknown') return 'don’t know'
  return `${where} of ${most}${where === least ? `, ${low}` : where === most ? `, ${high}` : ''}`
}

function Input({
  draft,
  set,
  settings,
  at,
}: {
  draft: Draft
  set: (draft: Draft) => void
  settings: Settings
  at: At
}) {
  const left = open(at, draft)
  if (left.length === 0) return <p class="soft">You have placed all of them. You can still change each.</p>
  const item = draft.item ?? left[0]!.id
  const change = (more: Draft) => set({ ...draft, item, ...more })
  return (
    <>
      <Pick
        label={`What do you place? ${left.length === 1 ? 'One is left.' : `${left.length} are left.`}`}
        options={left.map((one) => ({ key: one.id, label: wordsOf(one.value) }))}
        value={item}
        set={(id) => change({ item: id })}
      />
      <Pick
        inRow
        label={settings.across.label}
        options={scale(settings.across)}
        value={asKey(draft.across)}
        set={(key) => change({ across: asWhere(key) })}
      />
      <Pick
        inRow
        label={settings.up.label}
        options={scale(settings.up)}
        value={asKey(draft.up)}
        set={(key) => change({ up: asWhere(key) })}
      />
      {settings.sure && (
        <>
          <Pick
            inRow
            label="How sure are you?"
            options={SURE}
            value={draft.sure ?? null}
            set={(sure) => change({ sure: sure as 'low' })}
          />
          <div class="pick">
            <label>
              <input type="checkbox" checked={draft.split ?? false} onChange={() => change({ split: !draft.split })} />
              <span>They are not of one mind among themselves</span>
            </label>
          </div>
        </>
      )}
      {settings.because > 0 && (
        <Box
          label="Why, if you like"
          rows={2}
          value={draft.because ?? ''}
          most={settings.because}
          set={(because) => change({ because })}
        />
      )}
    </>
  )
}

export default kind<Draft, Place, Settings>({
  items: 'in the form',
  start: () => ({}),
  Input,
  button: 'Place it',
  counts: {
    asked: (thing, _, at) => itemWords(at, thing),
    cell(_, cell, { across, up }) {
      const [x = '', y = ''] = cell.split(' ').map((part) => part.replace('…', '–'))
      return `${x} of ${across.most} across, ${y} of ${up.most} up`
    },
  },
  read(draft, settings, at) {
    const item = draft.item ?? open(at, draft)[0]?.id
    if (item === undefined || (draft.across === undefined && draft.up === undefined && !draft.because)) return null
    if (draft.across === undefined || draft.up === undefined)
      return { wrong: 'Say both; “Don’t know” is an answer to each.' }
    const wrong = tooLong(draft.because ?? '', settings.because)
    if (wrong !== null) return { wrong }
    return {
      value: {
        ...{ item, across: draft.across, up: draft.up, because: draft.because?.trim() ?? '' },
        ...(settings.sure ? { sure: draft.sure ?? 'medium', split: draft.split ?? false } : {}),
      },
    }
  },
  Said: ({ value, settings, at }) => (
    <>
      <strong class="words">{itemWords(at, value.item)}</strong>
      <span class="small">
        {settings.across.label} {inWords(value.across, settings.across)}. {settings.up.label}{' '}
        {inWords(value.up, settings.up)}.{value.split ? ' Not of one mind.' : ''}
      </span>
      {value.because !== '' && <q>{value.because}</q>}
    </>
  ),
  Picture({ lines, settings, at }) {
    const places = lines.map((line) => line.value as Place)
    const order = [...new Set(places.map((place) => place.item))]
    const points = places.flatMap(({ item, across, up }) =>
      across === 'unknown' || up === 'unknown' ? [] : [{ x: across, y: up, n: order.indexOf(item) + 1 }],
    )
    return (
      <>
        <Field across={settings.across} up={settings.up} points={points} />
        <ol class="small">
          {order.map((id) => (
            <li key={id}>{itemWords(at, id)}</li>
          ))}
        </ol>
      </>
    )
  },
})
