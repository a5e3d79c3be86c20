import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import type { At } from '../at.ts'
import { Because, Counts } from '../counts.tsx'
import { itemWords } from '../items.ts'
import { kind, tooLong, wordsOf } from '../kind.ts'
import { Box, Line, type Option, Pick, Ticks } from '../parts.tsx'
import { Bars } from '../pictures.tsx'

type Settings = SettingsOf<'rate'>
type Answer = string | number | string[]
type Rated = { answers: Record<string, Answer>; because: string }
type Asked = { key: string; label: string; options: Option[]; several: boolean; unknown: boolean }

const UNKNOWN = { key: 'unknown', label: 'Don’t know' }

function optionsOf(settings: Settings, own?: readonly Option[]): Option[] {
  if (own !== undefined || settings.options !== undefined) return [...(own ?? settings.options)!]
  const { scale } = settings
  if (scale === undefined) return []
  return Array.from({ length: scale.most - scale.least + 1 }, (_, i) => {
    const n = scale.least + i
    return {
      key: String(n),
      label: n === scale.least ? `${n} ${scale.low}` : n === scale.most ? `${n} ${scale.high}` : String(n),
    }
  })
}

/** What is asked: the questions of the step, or each thing of an earlier one. */
function asked(settings: Settings, at: At): Asked[] {
  const usual = { several: false, unknown: true }
  if (settings.each_item)
    return at.items.map((item) => ({
      key: item.id,
      label: wordsOf(item.value),
      options: optionsOf(settings),
      ...usual,
    }))
  return (settings.questions ?? []).map((one) => ({
    ...{ key: one.key, label: one.label, options: optionsOf(settings, one.options) },
    ...{ several: one.several, unknown: !one.several },
  }))
}

const optionsFor = (key: string, settings: Settings, at: At): Option[] =>
  asked(settings, at).find((one) => one.key === key)?.options ?? optionsOf(settings)
const isScale = (settings: Settings, one: Asked): boolean =>
  settings.scale !== undefined && one.options.every((option) => /^\d+$/.test(option.key))
const sumOf = (answers: Record<string, Answer>): number =>
  Object.values(answers).reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)

type ShareProps = { label: string; whole: number; value: number | null; set: (share: number) => void }
/** A share of the whole: pulled along, or typed. */
const Share = ({ label, whole, value, set }: ShareProps) => (
  <div>
    <Line
      type="number"
      label={label}
      min="0"
      max={String(whole)}
      value={value === null ? '' : String(value)}
      set={(text) => set(Math.max(0, Math.round(Number(text) || 0)))}
    />
    <input
      type="range"
      aria-label={`${label}, of ${whole}`}
      min="0"
      max={whole}
      step={whole >= 100 ? 5 : 1}
      value={value ?? 0}
      onInput={(event) => set(Number(event.currentTarget.value))}
    />
  </div>
)

function Input({
  draft,
  set,
  settings,
  at,
}: {
  draft: Rated
  set: (draft: Rated) => void
  settings: Settings
  at: At
}) {
  const answer = (key: string, value: Answer) => set({ ...draft, answers: { ...draft.answers, [key]: value } })
  const whole = settings.adds_up_to
  return (
    <>
      {asked(settings, at).map((one) => {
        const value = draft.answers[one.key]
        if (whole !== undefined)
          return (
            <Share
              key={one.key}
              label={one.label}
              whole={whole}
              value={typeof value === 'number' ? value : null}
              set={(share) => answer(one.key, share)}
            />
          )
        if (one.several)
          return (
            <Ticks
              key={one.key}
              label={one.label}
              options={one.options}
              values={Array.isArray(value) ? value : []}
              set={(keys) => answer(one.key, keys)}
            />
          )
        const scale = isScale(settings, one)
        return (
          <Pick
            key={one.key}
            inRow={scale}
            label={one.label}
            options={one.unknown ? [...one.options, UNKNOWN] : one.options}
            value={value === undefined ? null : String(value)}
            set={(key) => answer(one.key, scale && key !== 'unknown' ? Number(key) : key)}
          />
        )
      })}
      {whole !== undefined && (
        <p role="status" class="soft">
          Together {sumOf(draft.answers)} of {whole}.
        </p>
      )}
      {settings.because > 0 && (
        <Box
          label="Why, if you like"
          rows={2}
          value={draft.because}
          most={settings.because}
          set={(because) => set({ ...draft, because })}
        />
      )}
    </>
  )
}

/** Each question with how many gave which answer, in the order of the answers. */
function spread(lines: readonly { value: unknown }[], settings: Settings, at: At) {
  return asked(settings, at).map((one) => {
    const said = lines.flatMap((line) => (line.value as Rated).answers[one.key] ?? [])
    const numbers = [...new Set(said.filter((value) => typeof value === 'number'))].sort((a, b) => a - b)
    const options =
      settings.adds_up_to === undefined
        ? [...one.options, ...(one.unknown ? [UNKNOWN] : [])]
        : numbers.map((n) => ({ key: String(n), label: `${n} of ${settings.adds_up_to}` }))
    return {
      label: one.label,
      rows: options.map((option) => ({
        label: option.label,
        n: said.filter((value) => String(value) === option.key).length,
      })),
    }
  })
}

export default kind<Rated, Rated, Settings>({
  items: 'in the form',
  start: () => ({ answers: {}, because: '' }),
  most: () => 1,
  counts: {
    asked: (key, settings, at) => asked(settings, at).find((one) => one.key === key)?.label ?? itemWords(at, key),
    order: (key, settings, at) => optionsFor(key, settings, at).map((one) => one.key),
    cell: (key, cell, settings, at) =>
      settings.adds_up_to === undefined
        ? (optionsFor(key, settings, at).find((one) => one.key === cell)?.label ?? cell)
        : `${cell.replace('…', ' to ')} of ${settings.adds_up_to}`,
  },
  Input,
  read({ answers, because }, settings, at) {
    const questions = asked(settings, at)
    if (Object.keys(answers).length === 0) return because.trim() === '' ? null : { wrong: 'Answer first.' }
    const whole = settings.adds_up_to
    if (whole !== undefined && sumOf(answers) !== whole)
      return { wrong: `Together they make ${sumOf(answers)}; they have to make ${whole}.` }
    const open = questions.filter((one) => answers[one.key] === undefined)
    const needed = open.filter((one) => !one.several && whole === undefined)
    if (needed.length > 0 && !settings.each_item)
      return { wrong: `Still open: “${needed[0]!.label}”. “Don’t know” is an answer.` }
    const wrong = tooLong(because, settings.because)
    if (wrong !== null) return { wrong }
    const rest = settings.each_item ? [] : open.map((one) => [one.key, one.several ? [] : 0] as const)
    return { value: { answers: { ...answers, ...Object.fromEntries(rest) }, because: because.trim() } }
  },
  Said: ({ value, settings, at }) => (
    <>
      <ul>
        {asked(settings, at)
          .filter((one) => value.answers[one.key] !== undefined)
          .map((one) => {
            const keys = [value.answers[one.key]!].flat().map(String)
            const labels = keys.map(
              (key) => [...one.options, UNKNOWN].find((option) => option.key === key)?.label ?? key,
            )
            return (
              <li key={one.key}>
                {one.label}: <strong>{labels.join(', ') || 'none'}</strong>
              </li>
            )
          })}
      </ul>
      {value.because !== '' && <q>{value.because}</q>}
    </>
  ),
  List: ({ lines, settings, at }) => (
    <>
      {spread(lines, settings, at).map((one) => (
        <section key={one.label}>
          <h2>{one.label}</h2>
          <Counts rows={one.rows} />
        </section>
      ))}
      <Because words={lines.map((line) => (line.value as Rated).because)} />
    </>
  ),
  Picture: ({ lines, settings, at }) => (
    <>
      {spread(lines, settings, at).map((one) => (
        <figure key={one.label}>
          <figcaption class="small">{one.label}</figcaption>
          <Bars rows={one.rows} of={lines.length} />
        </figure>
      ))}
    </>
  ),
})
