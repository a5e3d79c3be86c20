import type { Band, Branch, Moment, Shown } from '../../contract/shown-as.ts'
import { cut, Svg, sayWhen, useWide } from './picture-parts.tsx'
import styles from './shown.module.css'

export function Grid({ grid }: { grid: Extract<Shown, { as: 'grid' }> }) {
  const { wide, narrow } = useWide()
  // Beside the field there is no room on a phone: what is up stands over it, and its things by their numbers in the list.
  const [side, left, top] = narrow ? [wide - 2, 1, 52] : [480, 120, 40]
  const at = (spot: { across: number; up: number }) => ({ x: left + spot.across * side, y: top + (1 - spot.up) * side })
  return (
    <Svg height={top + side + 54}>
      <rect x={left} y={top} width={side} height={side} className={styles.frame} />
      <line x1={left + side / 2} x2={left + side / 2} y1={top} y2={top + side} className={styles.axis} />
      <line x1={left} x2={left + side} y1={top + side / 2} y2={top + side / 2} className={styles.axis} />
      {grid.placed.map((one, number) =>
        one.spots.length === 0 ? null : (
          <g key={one.id}>
            {one.spots.map((spot, which) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: places are nobody’s, in no order
              <circle key={which} cx={at(spot).x} cy={at(spot).y} r={6} className={styles.faint} />
            ))}
            <text {...named(one.spots.map(at), top)} textAnchor="middle" className={styles.name}>
              {narrow ? number + 1 : `${number + 1}. ${cut(one.text, 24)}`}
            </text>
          </g>
        ),
      )}
      <text x={left} y={top + side + 24} className={styles.label}>
        {cut(grid.across.low, narrow ? 19 : 24)}
      </text>
      <text x={left + side} y={top + side + 24} textAnchor="end" className={styles.label}>
        {cut(grid.across.high, narrow ? 19 : 24)}
      </text>
      <text x={left + side / 2} y={top + side + 46} textAnchor="middle" className={styles.label}>
        {cut(grid.across.label, narrow ? 40 : 80)}
      </text>
      {narrow ? (
        <text x={left} y={top - 12} className={styles.label}>
          Up: {cut(grid.up.high, 36)}
        </text>
      ) : (
        <>
          <text x={left - 10} y={top + 14} textAnchor="end" className={styles.label}>
            {cut(grid.up.high, 14)}
          </text>
          <text x={left - 10} y={top + side} textAnchor="end" className={styles.label}>
            {cut(grid.up.low, 14)}
          </text>
        </>
      )}
      <text x={left} y={top - (narrow ? 34 : 14)} className={styles.label}>
        {cut(grid.up.label, narrow ? 46 : 80)}
      </text>
    </Svg>
  )
}
/** In the middle of where it was put, over it; under it where it would run into what is written over the field. */
const named = (spots: readonly { x: number; y: number }[], top: number) => {
  const mean = (of: 'x' | 'y') => spots.reduce((sum, spot) => sum + spot[of], 0) / spots.length
  return { x: mean('x'), y: mean('y') + (mean('y') < top + 24 ? 24 : -10) }
}

export function Bands({ bands }: { bands: readonly Band[] }) {
  const row = 60
  const { wide } = useWide()
  return (
    <Svg height={bands.length * row}>
      {bands.map((band, at) => (
        <g key={band.key} transform={`translate(0 ${at * row})`}>
          <rect y={4} width={wide} height={row - 8} rx={8} className={styles.frame} />
          <text x={14} y={24} className={styles.label}>
            {cut(band.label, Math.floor(wide / 9))}
          </text>
          {band.places.map((place, which) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places are nobody’s, in no order
            <circle key={which} cx={20 + (place / 100) * (wide - 40)} cy={42} r={7} className={styles.faint} />
          ))}
        </g>
      ))}
    </Svg>
  )
}

export function Timeline({ moments }: { moments: readonly Moment[] }) {
  const { narrow } = useWide()
  // Where there is no room beside each other, the words stand under their day.
  const row = narrow ? 48 : 30
  const [from, span] = narrow ? [8, 40] : [170, 200]
  const whens = [...new Set(moments.map((one) => one.when))]
  const across = (when: string) => from + (whens.indexOf(when) / Math.max(1, whens.length - 1)) * span
  return (
    <Svg height={moments.length * row + 16}>
      {moments.map((one, at) => (
        <g key={one.id} transform={`translate(0 ${at * row})`}>
          <text x={narrow ? 68 : 160} y={21} textAnchor={narrow ? 'start' : 'end'} className={styles.label}>
            {sayWhen(one.when)}
          </text>
          <line x1={from} x2={across(one.when)} y1={16} y2={16} className={styles.axis} />
          <circle
            cx={across(one.when)}
            cy={16}
            r={7}
            className={one.felt !== null && one.felt < 0 ? styles.open : styles.fill}
          />
          <text x={narrow ? 68 : across(one.when) + 16} y={narrow ? 40 : 21} className={styles.name}>
            {cut(one.text, 34)}
          </text>
        </g>
      ))}
    </Svg>
  )
}

type Placed = { branch: Branch; row: number; from: number | null }
/** Each branch in a row of its own, under the one it follows from. */
function rowsOf(branches: readonly Branch[], from: number | null = null, rows: Placed[] = []): Placed[] {
  for (const branch of branches) {
    const row = rows.length
    rows.push({ branch, row, from })
    rowsOf(branch.children, row, rows)
  }
  return rows
}
export function Tree({ roots }: { roots: readonly Branch[] }) {
  const { wide, narrow } = useWide()
  const [row, deep] = [32, narrow ? 22 : 46]
  const rows = rowsOf(roots)
  const x = (one: Placed) => 12 + (one.branch.level - 1) * deep
  const y = (at: number) => at * row + 18
  return (
    <Svg height={rows.length * row + 8}>
      {rows.map((one) => (
        <g key={one.branch.id}>
          {one.from !== null && (
            <path
              d={`M${x(rows[one.from]!)} ${y(one.from)} V${y(one.row)} H${x(one)}`}
              fill="none"
              className={styles.axis}
            />
          )}
          <circle cx={x(one)} cy={y(one.row)} r={6} className={styles.fill} />
          <text x={x(one) + 14} y={y(one.row) + 5} className={styles.name}>
            {cut(one.branch.text, Math.min(56, Math.floor((wide - x(one) - 14) / 8.5)))}
          </text>
        </g>
      ))}
    </Svg>
  )
}

/** Names as circles, the larger the more lies under them. */
export function NamesMap({
  columns,
}: {
  columns: readonly { key: string; label: string; items: readonly unknown[] }[]
}) {
  const most = Math.max(1, ...columns.map((one) => one.items.length))
  const { wide, narrow } = useWide()
  const each = narrow ? 2 : 3
  const cell = wide / each
  return (
    <Svg height={Math.ceil(columns.length / each) * cell}>
      {columns.map((one, at) => {
        const [x, y] = [((at % each) + 0.5) * cell, (Math.floor(at / each) + 0.5) * cell]
        return (
          <g key={one.key}>
            <circle
              cx={x}
              cy={y}
              r={40 + Math.sqrt(one.items.length / most) * (cell / 2 - 52)}
              className={styles.frame}
            />
            <text x={x} y={y} textAnchor="middle" className={styles.name}>
              {cut(one.label, Math.floor(cell / 9))}
            </text>
            <text x={x} y={y + 24} textAnchor="middle" className={styles.label}>
              {one.items.length}
            </text>
          </g>
        )
      })}
    </Svg>
  )
}
