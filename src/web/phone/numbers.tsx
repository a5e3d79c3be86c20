// Numbers that were given without a name: bands, for the whole room, as they were let out once (module disclosure).
import type { Numbers, Planned } from '#modules/gatherings/contract/state.ts'
import type { At } from './at.ts'
import { Because } from './counts.tsx'
import { itemWords } from './items.ts'
import type { AnyKind } from './kind.ts'

type Cells = Numbers['told'][string]
type Band = NonNullable<Cells['cells']>[string]
const WIDE = 340

const inWords = ({ from, to, says }: Band): string => {
  if (says !== null) return says === 'very_few' ? 'very few' : 'nearly all'
  return from === to ? String(from) : `${from} to ${to}`
}

type Props = { step: Planned; words: readonly unknown[]; kind: AnyKind; at: At }

/** What was told of a step, question by question, and the words that stood beside the numbers. */
export function Told({ step, words, kind, at }: Props) {
  const told = at.now.numbers.filter((one) => one.key === step.key)
  const questions = told.flatMap((one) => Object.entries(one.told).map(([key, cells]) => ({ key, cells })))
  const { asked = () => '' } = kind.counts!
  return (
    <>
      {questions.length === 0 && (at.due ? <p class="soft">One moment…</p> : <Few />)}
      {questions.map(({ key, cells }) => {
        const title = asked(key, step.settings, at)
        return (
          <section key={key}>
            {title !== '' && <h2>{title}</h2>}
            <Question
              cells={cells}
              order={kind.counts!.order?.(key, step.settings, at) ?? []}
              name={(cell) => nameOf(kind, key, cell, step, at)}
            />
            {at.now.actuals
              ?.filter((one) => one.key === step.key && one.question === key)
              .map((one) => (
                <p key={one.question}>
                  <strong>It is {one.value}.</strong>
                  {one.before === null ? '' : ` Changed since it was shown: it said ${one.before} before.`}
                </p>
              ))}
          </section>
        )
      })}
      <Because words={words.map((value) => wordsBeside(value, at))} />
    </>
  )
}

const nameOf = (kind: AnyKind, key: string, cell: string, step: Planned, at: At): string =>
  cell === 'unknown' ? 'Don’t know' : (kind.counts!.cell?.(key, cell, step.settings, at) ?? cell.replace('…', ' to '))

function wordsBeside(value: unknown, at: At): string {
  const { because, words, item } = value as { because?: string; words?: string; item?: string }
  const said = because ?? words ?? ''
  return item === undefined || said === '' ? said : `${itemWords(at, item)}: ${said}`
}

const Few = () => (
  <p class="soft">
    Fewer than five answered. Numbers without names are told from five on, so that nobody can be found in them.
  </p>
)

/** In the order in which they were offered, or of their numbers; what is not known comes last. */
const placeOf = (cell: string, order: readonly string[]): number => {
  if (cell === 'unknown') return Number.POSITIVE_INFINITY
  const place = order.indexOf(cell)
  return place === -1 ? Number.parseFloat(cell) || 0 : place
}

type QuestionProps = { cells: Cells; order: readonly string[]; name: (cell: string) => string }
function Question({ cells: { answers, cells }, order, name }: QuestionProps) {
  if (answers === null) return <Few />
  if (cells === null)
    return <p class="soft">{answers} answered; no number would say anything without showing somebody.</p>
  const rows = Object.entries(cells)
    .map(([cell, band]) => ({ cell, label: name(cell), band, place: placeOf(cell, order) }))
    .sort((one, other) => (one.place === other.place ? 0 : one.place - other.place))
  return (
    <>
      <p class="soft small">
        {answers} answered. How many is told from where to where, so that nobody can be found in it.
      </p>
      <dl class="counts">
        {rows.map(({ cell, label, band }) => (
          <div key={cell}>
            <dt>{label}</dt>
            <dd>{inWords(band)}</dd>
          </div>
        ))}
      </dl>
      <svg class="picture" viewBox={`0 0 ${WIDE} ${rows.length * 36}`} aria-hidden="true">
        {rows.map(({ cell, label, band: { from, to } }, i) => (
          <g key={cell} transform={`translate(0 ${i * 36})`}>
            <text y="13">{label.length > 50 ? `${label.slice(0, 49)}…` : label}</text>
            <rect class="ground" y="19" width={WIDE} height="10" rx="3" />
            <rect class="perhaps" y="19" width={(WIDE * Math.min(to, answers)) / answers} height="10" rx="3" />
            <rect class="fill" y="19" width={(WIDE * Math.min(from, answers)) / answers} height="10" rx="3" />
          </g>
        ))}
      </svg>
    </>
  )
}
