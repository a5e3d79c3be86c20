// How each kind of step is read into its list.
import type { Actual } from './actuals.ts'
import type {
  Axis,
  Band,
  Bar,
  Branch,
  Column,
  Doer,
  Guessed,
  Moment,
  Placed,
  Said,
  Spread,
  Tapped,
} from './shown-as.ts'
import type { Line } from './state.ts'

export type Value = Record<string, unknown>
type Labelled = { key: string; label: string; says?: string }
export const heldBy = (line: Pick<Line, 'value'>) => (line.value ?? {}) as Value
export const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
export const list = (value: unknown): Labelled[] => (Array.isArray(value) ? (value as Labelled[]) : [])
export const byText = (one: { text: string }, other: { text: string }) => one.text.localeCompare(other.text, 'en-GB')

export const said = (line: Line, words: string, ...beside: string[]): Said => ({
  ...{ id: line.id, text: words, by: line.by },
  beside: [line.table, ...beside].filter(Boolean),
})

/** What comes from tables stands table by table; all else in the order in which it came. */
export const byTable = (one: Line, other: Line) =>
  (one.table ?? '').localeCompare(other.table ?? '', 'en-GB', { numeric: true })

export const scoreOf = (line: Line) => {
  const { score } = heldBy(line)
  return typeof score === 'number' ? String(score) : ''
}
export const soonest = (one: Line, other: Line) =>
  (text(heldBy(one).by) || '9').localeCompare(text(heldBy(other).by) || '9')

export function clusterOf(line: Line, thing: (id: string) => string): Column {
  const items = (heldBy(line).items as string[] | undefined) ?? []
  const own = items.map((id) => ({ id, text: thing(id), by: '', beside: [] })).filter((one) => one.text !== '')
  return { key: line.id, label: text(heldBy(line).name), says: '', items: own }
}

export function columnsOf(settings: Value, lines: readonly Line[], thing: (id: string) => string): Column[] {
  return list(settings.columns).map(({ key, label, says = '' }) => ({
    ...{ key, label, says },
    items: lines
      .filter((line) => heldBy(line).column === key)
      .map((line) => said(line, text(heldBy(line).text) || thing(String(heldBy(line).item)))),
  }))
}

export function dotsOf(lines: readonly Line[], thing: (id: string) => string): Bar[] {
  const sums = new Map<string, number>()
  for (const line of lines)
    for (const [id, n] of Object.entries((heldBy(line).dots ?? {}) as Record<string, number>))
      sums.set(id, (sums.get(id) ?? 0) + n)
  return [...sums]
    .map(([key, n]) => ({ key, label: thing(key), n }))
    .sort((one, other) => other.n - one.n || one.label.localeCompare(other.label))
}

const ANSWERS = [
  { key: 'agree', label: 'Agree' },
  { key: 'live_with', label: 'Can live with it' },
  { key: 'not_yet', label: 'Not yet' },
]
export function acceptanceOf(lines: readonly Line[]): { bars: Bar[]; words: Said[] } {
  const bars = ANSWERS.map((one) => ({ ...one, n: lines.filter((line) => heldBy(line).answer === one.key).length }))
  const words = lines
    .filter((line) => text(heldBy(line).words) !== '')
    .map((line) =>
      said(line, text(heldBy(line).words), ANSWERS.find((one) => one.key === heldBy(line).answer)?.label ?? ''),
    )
  return { bars, words: words.sort(byText) }
}

export function spreadsOf(settings: Value, lines: readonly Line[], thing: (id: string) => string): Spread[] {
  const asked =
    settings.each_item === true
      ? [...new Set(lines.flatMap((line) => Object.keys((heldBy(line).answers ?? {}) as Value)))].map((key) => ({
          key,
          label: thing(key),
        }))
      : list(settings.questions)
  return asked.map((question) => spreadOf(question, settings, lines))
}

function spreadOf(question: Labelled & { options?: Labelled[] }, settings: Value, lines: readonly Line[]): Spread {
  const scale = settings.scale as { least: number; most: number; low: string; high: string } | undefined
  const options = question.options ?? list(settings.options)
  const answers = lines.flatMap((line) => {
    const answer = ((heldBy(line).answers ?? {}) as Value)[question.key]
    return answer === undefined ? [] : Array.isArray(answer) ? answer.map(String) : [String(answer)]
  })
  const steps: Labelled[] =
    options.length > 0
      ? options
      : scale === undefined
        ? [...new Set(answers)]
            .filter((one) => one !== 'unknown')
            .sort((a, b) => Number(a) - Number(b))
            .map((key) => ({ key, label: key }))
        : Array.from({ length: scale.most - scale.least + 1 }, (_, at) => scaleStep(scale, scale.least + at))
  const bars = steps.map(({ key, label }) => ({ key, label, n: answers.filter((one) => one === key).length }))
  return {
    key: question.key,
    label: question.label,
    bars,
    n: answers.length,
    unknown: answers.filter((one) => one === 'unknown').length,
  }
}
const scaleStep = (scale: { least: number; most: number; low: string; high: string }, at: number): Labelled => ({
  key: String(at),
  label: at === scale.least ? `${at}, ${scale.low}` : at === scale.most ? `${at}, ${scale.high}` : String(at),
})

type AxisSetting = { label: string; least: number; most: number; low: string; high: string }
export const axisOf = (value: unknown): Axis => {
  const { label, low, high } = value as AxisSetting
  return { label, low, high }
}
export function placedOf(settings: Value, lines: readonly Line[], thing: (id: string) => string): Placed[] {
  const [across, up] = [settings.across as AxisSetting, settings.up as AxisSetting]
  const part = (axis: AxisSetting, at: unknown) =>
    typeof at === 'number' ? (at - axis.least) / (axis.most - axis.least) : null
  const items = [...new Set(lines.map((line) => String(heldBy(line).item)))]
  return items
    .map((id) => {
      const own = lines.filter((line) => heldBy(line).item === id).map(heldBy)
      const spots = own.flatMap((value) => {
        const [x, y] = [part(across, value.across), part(up, value.up)]
        return x === null || y === null ? [] : [{ across: x, up: y }]
      })
      return {
        id,
        text: thing(id),
        spots,
        unknown: own.length - spots.length,
        because: own.map((one) => text(one.because)).filter(Boolean),
      }
    })
    .sort(byText)
}

export function bandsOf(settings: Value, lines: readonly Line[]): Band[] {
  return list(settings.bands).map(({ key, label }) => {
    const places = lines.flatMap((line) => ((heldBy(line).places ?? {}) as Record<string, number>)[key] ?? [])
    return { key, label, n: places.length, places: places.sort((one, other) => one - other) }
  })
}

export function momentsOf(settings: Value, lines: readonly Line[]): Moment[] {
  const lanes = new Map(list(settings.lanes).map((one) => [one.key, one.label]))
  return lines
    .map((line) => {
      const { when, lane, felt } = heldBy(line)
      const beside = typeof lane === 'string' ? (lanes.get(lane) ?? '') : ''
      return {
        ...said(line, text(heldBy(line).text), beside),
        when: text(when),
        lane: typeof lane === 'string' ? lane : null,
        felt: typeof felt === 'number' ? felt : null,
      }
    })
    .sort((one, other) => one.when.localeCompare(other.when) || byText(one, other))
}

const SIGNS: Record<string, string> = { good: 'did good', harm: 'did harm', unknown: 'cannot be told yet' }
export function treeOf(settings: Value, lines: readonly Line[]): Branch[] {
  const levels = (settings.levels as string[] | undefined) ?? []
  const under = (parent: string | null): Branch[] =>
    lines
      .filter((line) => (heldBy(line).parent ?? null) === parent)
      .map((line) => {
        const level = Number(heldBy(line).level ?? 1)
        const beside = [levels[level - 1] ?? '', SIGNS[String(heldBy(line).sign)] ?? '']
        return { ...said(line, text(heldBy(line).text), ...beside), level, children: under(line.id) }
      })
      .sort(byText)
  return under(null)
}

export function guessedOf(settings: Value, lines: readonly Line[], actuals: readonly Actual[]): Guessed[] {
  return (list(settings.questions) as (Labelled & { unit: string; least: number; most: number })[]).map((question) => {
    const answers = lines.map((line) => ((heldBy(line).answers ?? {}) as Value)[question.key])
    const guesses = answers.filter((one) => typeof one === 'number').sort((one, other) => one - other)
    const { key, label, unit, least, most } = question
    const is = actuals.find((one) => one.question === key)
    return {
      ...{ key, label, unit, least, most, guesses, unknown: answers.filter((one) => one === 'unknown').length },
      ...{ actual: is?.value ?? null, before: is?.before ?? null },
    }
  })
}

export function tappedOf(settings: Value, lines: readonly Line[]): Tapped {
  const taps = lines
    .map((line) => ({ second: Number(heldBy(line).second), key: String(heldBy(line).button) }))
    .sort((one, other) => one.second - other.second)
  const bars = list(settings.buttons).map(({ key, label }) => ({
    key,
    label,
    n: taps.filter((tap) => tap.key === key).length,
  }))
  return { bars, taps, seconds: Math.max(60, ...taps.map((tap) => tap.second)) }
}

const WHO: Record<string, string> = { me: 'I do', nobody: 'nobody', unknown: 'don’t know' }
export function doersOf(settings: Value, lines: readonly Line[]): Doer[] {
  return list(settings.functions).map(({ key, label }) => {
    const counts = (side: 'now' | 'should'): Bar[] => {
      const sums = new Map<string, number>()
      for (const line of lines) {
        const mark = ((heldBy(line).marks ?? {}) as Record<string, Record<string, unknown>>)[key]?.[side]
        if (mark === undefined) continue
        const who = typeof mark === 'string' ? (WHO[mark] ?? mark) : text((mark as Value).who)
        sums.set(who, (sums.get(who) ?? 0) + 1)
      }
      return [...sums].map(([who, n]) => ({ key: who, label: who, n })).sort((one, other) => other.n - one.n)
    }
    return { key, label, now: counts('now'), should: counts('should') }
  })
}
