import type { Shape } from '../contract/kept.ts'
import styles from './map.module.css'

type Axis = Shape['across']
type Spread = NonNullable<Shape['things'][number]['spread']>
type Field = { across: [number, number]; up: [number, number]; words: string; most: number }
type Band = NonNullable<Spread['cells']>[string]
const NOT_KNOWN = 'unknown'

/** As a count may be told: “3 to 5”. */
const wordsOf = ({ from, to, says }: Band): string =>
  says === 'nearly_all' ? 'nearly all' : from === to ? `${from}` : `${from} to ${to}`

/** One part of a scale: `1…2`, or `5` alone. */
function bandOf(key: string): [number, number] {
  const [from = 0, to = from] = key.split('…').map(Number)
  return [from, to]
}

/** The fields of the two scales in which people put a thing, the fullest first; where it was very few or nobody is not told apart. */
export const fieldsOf = (spread: Spread): Field[] =>
  Object.entries(spread.cells ?? {})
    .flatMap(([key, band]) => {
      const [across, up] = key.split(' ')
      if (across === undefined || up === undefined || band.from === 0) return []
      return [{ across: bandOf(across), up: bandOf(up), words: wordsOf(band), most: band.to }]
    })
    .toSorted((one, other) => other.most - one.most)

const said = ([from, to]: [number, number], { most }: Axis) => `${from === to ? from : `${from} or ${to}`} of ${most}`

/** The same in words, which is what keyboards, screen readers and paper get. */
export function spreadWords(spread: Spread | null, { across, up }: Pick<Shape, 'across' | 'up'>): string {
  if (spread?.cells == null) return 'not told'
  const fields = fieldsOf(spread).map((one) => `${said(one.across, across)} / ${said(one.up, up)}: ${one.words}`)
  const unknown = spread.cells[NOT_KNOWN]
  const rest = unknown === undefined || unknown.from === 0 ? [] : [`not known: ${wordsOf(unknown)}`]
  const all = [...fields, ...rest]
  return `${all.length === 0 ? 'Very few in any one place' : `${all.join('; ')}; very few or nobody elsewhere`} (${spread.answers} answered)`
}

type Props = { spread: Spread; now: Shape; left: number; top: number; side: number }

/** Under the things: the fields in which those who made it put one of them, each alone. */
export function SpreadFields({ spread, now, left, top, side }: Props) {
  const fields = fieldsOf(spread)
  const fullest = Math.max(1, ...fields.map((one) => one.most))
  const span = ([from, to]: [number, number], { least, most }: Axis) => {
    const step = side / Math.max(1, most - least)
    const [low, high] = [(from - least - 0.5) * step, (to - least + 0.5) * step]
    return [Math.max(0, low), Math.min(side, high)] as const
  }
  return fields.map((one) => {
    const [x, right] = span(one.across, now.across)
    const [low, high] = span(one.up, now.up)
    return (
      <g key={`${one.across} ${one.up}`}>
        <rect
          x={left + x + 2}
          y={top + side - high + 2}
          width={right - x - 4}
          height={high - low - 4}
          rx={6}
          className={styles.spread}
          style={{ fillOpacity: 0.12 + (0.4 * one.most) / fullest }}
        />
        <text x={left + (x + right) / 2} y={top + side - low - 10} textAnchor="middle" className={styles.label}>
          {one.words}
        </text>
      </g>
    )
  })
}
