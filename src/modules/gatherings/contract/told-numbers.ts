import type { Planned } from './state.ts'

type Cell = { from: number; to: number; says: 'very_few' | 'nearly_all' | null }
/** One question: how many answered it, and of its answers how many gave which, as it may be told. */
type Cells = { answers: number | null; cells: Record<string, Cell> | null }
type Row = { key: string; label: string; words: string; from: number; to: number }
export type ToldQuestion = { key: string; label: string; n: number | null; rows: Row[] }

type Labelled = { key: string; label: string; options?: Labelled[] }
const list = (value: unknown): Labelled[] => (Array.isArray(value) ? (value as Labelled[]) : [])
const OWN: Record<string, string> = {
  ...{ agree: 'Agree', live_with: 'Can live with it', not_yet: 'Not yet', unknown: 'Don’t know' },
  ...{ me: 'I do', nobody: 'Nobody', somebody: 'Somebody else', now: 'now', should: 'should' },
}

/** “2 to 4”, “5”, “very few”: never more than may be told. */
function wordsOf({ from, to, says }: Cell): string {
  if (says !== null) return says === 'very_few' ? 'very few' : 'nearly all'
  return from === to ? String(from) : `${from} to ${to}`
}

type Axis = { label: string; least: number; most: number; low: string; high: string }

/** A number, or a place between two scales, by their own words: “towards ‘against it’ (1 to 2 of 5), ‘fully’ (5 of 5)”. */
function placed(settings: Record<string, unknown>, cell: string): string {
  const [x = '', y] = cell.split(' ')
  const [across, up] = [settings.across as Axis | undefined, settings.up as Axis | undefined]
  if (y === undefined || across === undefined || up === undefined) return x.replace('…', ' to ')
  return `${onAxis(across, x)}; ${onAxis(up, y)}`
}

/** Where a band lies on one scale: at an end, nearer one of them, or between both. */
function onAxis({ least, most, low, high }: Axis, band: string): string {
  const [from = least, to = from] = band.split('…').map(Number)
  const middle = (least + most) / 2
  const where =
    to === least
      ? `“${low}”`
      : from === most
        ? `“${high}”`
        : to < middle
          ? `nearer “${low}”`
          : from > middle
            ? `nearer “${high}”`
            : `between “${low}” and “${high}”`
  return `${where} (${band.replace('…', ' to ')} of ${most})`
}

/** In this order they are offered; a map that was read out of the database has one of its own. */
const OFFERED = ['agree', 'live_with', 'not_yet', 'me', 'somebody', 'nobody']

/** As they were offered, or by their number; what is not known comes last. */
function inOrder(cells: Record<string, Cell>, labels: readonly Labelled[]): [string, Cell][] {
  const place = (cell: string) => {
    const offered = labels.findIndex((one) => one.key === cell)
    if (cell === 'unknown') return Number.POSITIVE_INFINITY
    return offered >= 0 ? offered : Number.parseFloat(cell) || Math.max(0, OFFERED.indexOf(cell))
  }
  return Object.entries(cells).toSorted(([one], [other]) =>
    place(one) === place(other) ? 0 : place(one) - place(other),
  )
}

/**
 * What came of numbers that were given without a name, question by question with its labels.
 * @param thing the words of something from an earlier step, where it was asked about; empty where it is none.
 */
export function toldOf(
  step: Pick<Planned, 'settings'>,
  told: Record<string, Cells>,
  thing: (id: string) => string,
): ToldQuestion[] {
  const { settings } = step
  const questions = [...list(settings.questions), ...list(settings.functions)]
  const options = [...list(settings.options), ...list(settings.bands)]
  const placeOf = (key: string) => {
    const place = questions.findIndex((one) => one.key === key.split(' ')[0])
    return place === -1 ? questions.length : place
  }
  const asked = Object.entries(told).toSorted(([one], [other]) => placeOf(one) - placeOf(other))
  return asked.map(([key, { answers, cells }]) => {
    const [first = key, when] = key.split(' ')
    const question = questions.find((one) => one.key === first)
    const labels = [...list(question?.options), ...options]
    const label = question?.label ?? thing(key)
    return {
      ...{ key, n: answers },
      label: when === undefined ? label : `${label}: ${OWN[when] ?? when}`,
      rows: inOrder(cells ?? {}, labels).map(([cell, band]) => ({
        ...{ key: cell, words: wordsOf(band), from: band.from, to: band.to },
        label: labels.find((one) => one.key === cell)?.label ?? OWN[cell] ?? (thing(cell) || placed(settings, cell)),
      })),
    }
  })
}
