// What a step took in, as lists: pure, without a framework, so that every screen and paper say the same. The picture of a
// kind is drawn from its list, and holds nothing that the list does not.
import type { Actual } from './actuals.ts'
import type { Shown } from './shown-as.ts'
import {
  acceptanceOf,
  axisOf,
  bandsOf,
  byTable,
  clusterOf,
  columnsOf,
  doersOf,
  dotsOf,
  guessedOf,
  heldBy,
  list,
  momentsOf,
  placedOf,
  said,
  scoreOf,
  soonest,
  spreadsOf,
  tappedOf,
  text,
  treeOf,
  type Value,
} from './shown-kinds.ts'
import type { Line, Planned } from './state.ts'

type Step = Pick<Planned, 'kind' | 'settings' | 'nameless' | 'title'>

/** Of these, what was answered without a name is told in numbers alone, as they may be told; its lines are words. */
const NUMBERS: readonly Step['kind'][] = ['bands', 'dot_vote', 'rate', 'predict', 'acceptance', 'grid', 'function_grid']

export const toldInNumbers = (step: Pick<Step, 'kind' | 'nameless'>) => step.nameless && NUMBERS.includes(step.kind)

/** Whether a step asks if people can live with something that is not there: nothing of what it is about is shown. */
export const lacksSentence = (
  step: Pick<Planned, 'kind' | 'from'>,
  lines: readonly Pick<Line, 'key' | 'shown'>[],
  numbers: readonly { key: string }[],
): boolean =>
  step.kind === 'acceptance' &&
  !lines.some((line) => line.shown && step.from.includes(line.key)) &&
  !numbers.some((one) => step.from.includes(one.key))

/** The words of one thing that was put in, whatever its kind: what stands in a list of things to sort, place or vote on. */
export function wordsOfLine(step: Step | undefined, line: Pick<Line, 'value'>): string {
  const value = heldBy(line)
  const fields = value.fields ?? value.parts
  if (fields !== undefined) {
    const labels = new Map(list(step?.settings.fields ?? step?.settings.parts).map((one) => [one.key, one.label]))
    const parts = Object.entries(fields as Value).flatMap(([key, words]) =>
      text(words) === '' ? [] : [labels.size > 1 ? `${labels.get(key) ?? key}: ${text(words)}` : text(words)],
    )
    return [text(value.title), ...parts].filter(Boolean).join('\n')
  }
  if (Array.isArray(value.whys)) return [text(value.about), ...value.whys.map(text)].filter(Boolean).join('\n→ ')
  return [value.text, value.what, value.name, value.words, value.title].map(text).find(Boolean) ?? ''
}

/**
 * What was put in to a step, as its list.
 * @param all every line the reader has, for steps that work on what earlier ones took in.
 * @param steps the steps of the method, by whose settings lines of earlier ones are read.
 * @param actuals of what was predicted in this step, what it is.
 */
export function shownOf(
  step: Step,
  lines: readonly Line[],
  all: readonly Line[],
  steps: readonly (Step & { key: string })[],
  actuals: readonly Actual[] = [],
): Shown {
  if (toldInNumbers(step))
    return {
      as: 'lines',
      lines: lines.map((line) => said(line, text(heldBy(line).because) || text(heldBy(line).words))),
    }
  const things = new Map(all.map((line) => [line.id, line]))
  const thing = (id: string) => {
    const line = things.get(id)
    return line === undefined
      ? ''
      : wordsOfLine(
          steps.find((one) => one.key === line.key),
          line,
        )
  }
  const because = lines.flatMap((line) =>
    text(heldBy(line).because) === '' ? [] : [said(line, text(heldBy(line).because))],
  )
  const { settings } = step
  switch (step.kind) {
    case 'cluster':
      return {
        as: 'columns',
        shape: 'map',
        columns: lines.map((line) => clusterOf(line, thing)).sort((a, b) => b.items.length - a.items.length),
      }
    case 'sort':
      return {
        as: 'columns',
        shape: settings.shape === 'quadrants' ? 'quadrants' : 'columns',
        columns: columnsOf(settings, lines, thing),
      }
    case 'dot_vote':
      return { as: 'bars', bars: dotsOf(lines, thing), words: [] }
    case 'acceptance':
      return { as: 'bars', ...acceptanceOf(lines) }
    case 'rate':
      return { as: 'spreads', spreads: spreadsOf(settings, lines, thing), words: because }
    case 'grid':
      return {
        as: 'grid',
        across: axisOf(settings.across),
        up: axisOf(settings.up),
        placed: placedOf(settings, lines, thing),
      }
    case 'bands':
      return { as: 'bands', bands: bandsOf(settings, lines), words: because }
    case 'timeline':
      return { as: 'timeline', lanes: list(settings.lanes), moments: momentsOf(settings, lines) }
    case 'outline':
      return { as: 'tree', roots: treeOf(settings, lines) }
    case 'predict':
      return { as: 'guesses', guessed: guessedOf(settings, lines, actuals), words: because }
    case 'tally':
      return { as: 'strip', tapped: tappedOf(settings, lines) }
    case 'function_grid':
      return { as: 'doers', doers: doersOf(settings, lines) }
    case 'commit':
      return {
        as: 'lines',
        lines: lines
          .toSorted(soonest)
          .map((line) =>
            said(
              line,
              text(heldBy(line).what),
              `${text(heldBy(line).who)}${text(heldBy(line).by) && `, by ${text(heldBy(line).by)}`}`,
            ),
          ),
      }
    default:
      return {
        as: 'lines',
        lines: lines.toSorted(byTable).map((line) => said(line, wordsOfLine(step, line), scoreOf(line))),
      }
  }
}
