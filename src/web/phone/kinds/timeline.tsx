import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { kind, tooLong } from '../kind.ts'
import { Box, Line, Pick } from '../parts.tsx'
import { Along } from '../pictures.tsx'

type Settings = SettingsOf<'timeline'>
type Moment = { when: string; text: string; lane?: string; felt?: number | null }
type Draft = Partial<Moment>

const UNITS = {
  year: { type: 'number', label: 'Which year?', form: /^\d{4}$/, hint: 'Four digits, as in 2024' },
  month: { type: 'month', label: 'Which month?', form: /^\d{4}-\d\d$/, hint: 'Year and month, as in 2024-05' },
  day: { type: 'date', label: 'Which day?', form: /^\d{4}-\d\d-\d\d$/, hint: '' },
  time: { type: 'time', label: 'What time?', form: /^\d\d:\d\d$/, hint: '' },
} as const
const FELT = [
  { key: '-2', label: 'Very low' },
  { key: '-1', label: 'Low' },
  { key: '0', label: 'Neither' },
  { key: '1', label: 'Good' },
  { key: '2', label: 'Very good' },
]

const FORMS: Record<Settings['unit'], Intl.DateTimeFormatOptions | null> = {
  ...{ year: null, time: null, month: { month: 'long', year: 'numeric' } },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
}
function whenInWords(when: string, unit: Settings['unit']): string {
  const form = FORMS[unit]
  if (form === null) return when
  const date = new Date(`${when}${unit === 'month' ? '-01' : ''}T00:00:00Z`)
  return new Intl.DateTimeFormat('en-GB', { ...form, timeZone: 'UTC' }).format(date)
}
/** As a number that grows with time, whatever the unit. */
function asNumber(when: string, unit: Settings['unit']): number {
  if (unit === 'time') return Number(when.slice(0, 2)) * 60 + Number(when.slice(3))
  const [year = '0', month = '1', day = '1'] = when.split('-')
  return Date.UTC(Number(year), Number(month) - 1, Number(day))
}
const inOrder = <L extends { value: unknown }>(lines: readonly L[]): L[] =>
  [...lines].sort((one, other) => ((one.value as Moment).when < (other.value as Moment).when ? -1 : 1))

function Said({ value, settings }: { value: Moment; settings: Settings }) {
  const lane = settings.lanes?.find((one) => one.key === value.lane)?.label
  const felt = FELT.find((one) => one.key === String(value.felt))?.label
  return (
    <>
      <span class="soft small">
        {[whenInWords(value.when, settings.unit), lane, felt && `felt ${felt.toLowerCase()}`]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <q>{value.text}</q>
    </>
  )
}

export default kind<Draft, Moment, Settings>({
  start: () => ({}),
  most: ({ lines }) => lines,
  Said,
  read(draft, { unit, lanes, felt, most_length }) {
    const text = draft.text?.trim() ?? ''
    if (text === '' && !draft.when) return null
    const { form, label } = UNITS[unit]
    if (!form.test(draft.when ?? '')) return { wrong: `${label} ${UNITS[unit].hint}`.trim() }
    if (text === '') return { wrong: 'Say what happened then.' }
    if (lanes !== undefined && draft.lane === undefined) return { wrong: 'Say where it belongs.' }
    const wrong = tooLong(text, most_length)
    if (wrong !== null) return { wrong }
    return {
      value: {
        ...{ when: draft.when!, text },
        ...(lanes === undefined ? {} : { lane: draft.lane }),
        ...(felt ? { felt: draft.felt ?? null } : {}),
      },
    }
  },
  Input: ({ draft, set, settings }) => {
    const { type, label, hint } = UNITS[settings.unit]
    return (
      <>
        <Line type={type} label={label} hint={hint} value={draft.when ?? ''} set={(when) => set({ ...draft, when })} />
        <Box
          label="What happened?"
          rows={2}
          value={draft.text ?? ''}
          most={settings.most_length}
          set={(text) => set({ ...draft, text })}
        />
        {settings.lanes && (
          <Pick
            label="Where does it belong?"
            options={settings.lanes}
            value={draft.lane ?? null}
            set={(lane) => set({ ...draft, lane })}
          />
        )}
        {settings.felt && (
          <Pick
            inRow
            label="How did it feel, if you like?"
            options={FELT}
            value={draft.felt === undefined || draft.felt === null ? null : String(draft.felt)}
            set={(felt) => set({ ...draft, felt: Number(felt) })}
          />
        )}
      </>
    )
  },
  List: ({ lines, settings }) => (
    <ol class="lines">
      {inOrder(lines).map((line) => (
        <li key={line.id}>
          <Said value={line.value as Moment} settings={settings} />
          {line.by !== '' && <span class="soft small">{line.by}</span>}
        </li>
      ))}
    </ol>
  ),
  Picture({ lines, settings }) {
    const sorted = inOrder(lines).map((line) => line.value as Moment)
    const times = sorted.map((one) => asNumber(one.when, settings.unit))
    const [from, to] = [Math.min(...times), Math.max(...times)]
    const lanes = settings.lanes ?? []
    return (
      <Along
        lanes={lanes.map((one) => one.label)}
        from={whenInWords(sorted[0]!.when, settings.unit)}
        to={whenInWords(sorted[sorted.length - 1]!.when, settings.unit)}
        moments={sorted.map((one, i) => ({
          at: to === from ? 0.5 : (times[i]! - from) / (to - from),
          lane: Math.max(
            0,
            lanes.findIndex((lane) => lane.key === one.lane),
          ),
          n: i + 1,
        }))}
      />
    )
  },
})
