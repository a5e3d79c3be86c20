import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './pictures.module.css'

const ROW = 30
const LEFT = 150

export type Lane = { label: string; at: Map<string, number> }
type Props = { name: string; weeks: string[]; lanes: Lane[] }

const dayWords = (day: string, year = true) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))

/** A picture as wide as the page lets it be, with its table first for whoever listens or prints. */
export function Wide({ table, children }: { table: ReactNode; children: (width: number) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    watch.observe(box.current!)
    return () => watch.disconnect()
  }, [])
  return (
    <div className={styles.both}>
      <details className={styles.table}>
        <summary>The same as a table</summary>
        {table}
      </details>
      <div ref={box} className={styles.box}>
        {width > 0 && children(width)}
      </div>
    </div>
  )
}

/** Weeks from left to right, a lane for each kind or theme, a dot for each week with something in it: larger for more. */
export function Lanes({ name, weeks, lanes }: Props) {
  return (
    <Wide
      table={
        <table>
          <caption>{name}</caption>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              {lanes.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks
              .filter((week) => lanes.some(({ at }) => at.has(week)))
              .toReversed()
              .map((week) => (
                <tr key={week}>
                  <th scope="row">{dayWords(week)}</th>
                  {lanes.map(({ label, at }) => (
                    <td key={label}>{at.get(week) ?? ''}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      }
    >
      {(width) => {
        const narrow = width < 560
        const row = narrow ? ROW + 14 : ROW
        const left = narrow ? 0 : LEFT
        const x = scaleOf(weeks, left + 8, width - 10)
        const y = (at: number) => 8 + at * row + (narrow ? 26 : ROW / 2)
        return (
          <svg width={width} height={lanes.length * row + 34} aria-hidden="true">
            {lanes.map(({ label, at }, index) => (
              <g key={label}>
                <text x={0} y={narrow ? y(index) - 12 : y(index) + 4} className={styles.label}>
                  {label.length > 22 ? `${label.slice(0, 21)}…` : label}
                </text>
                <line x1={left} x2={width} y1={y(index)} y2={y(index)} className={styles.line} />
                {[...at].map(([week, n]) => (
                  <circle key={week} cx={x(week)} cy={y(index)} r={Math.min(2.6 + n * 0.9, 8)} className={styles.dot}>
                    <title>{`${label}, week of ${dayWords(week)}: ${n}`}</title>
                  </circle>
                ))}
              </g>
            ))}
            <Ticks weeks={weeks} x={x} y={lanes.length * row + 26} width={width} />
          </svg>
        )
      }}
    </Wide>
  )
}

/** Where a week stands between two edges. */
export function scaleOf(weeks: string[], from: number, to: number): (week: string) => number {
  const at = new Map(weeks.map((week, index) => [week, index]))
  const step = weeks.length < 2 ? 0 : (to - from) / (weeks.length - 1)
  return (week) => (weeks.length < 2 ? (from + to) / 2 : from + (at.get(week) ?? 0) * step)
}

type TicksProps = { weeks: string[]; x: (week: string) => number; y: number; width: number }
export function Ticks({ weeks, x, y, width }: TicksProps) {
  const every = Math.max(1, Math.ceil(weeks.length / Math.max(2, Math.floor(width / 130))))
  const shown = weeks.filter((_, at) => at % every === 0)
  return shown.map((week, at) => (
    <text
      key={week}
      x={x(week)}
      y={y}
      textAnchor={weeks.length < 2 ? 'middle' : at === shown.length - 1 && shown.length > 1 ? 'end' : 'start'}
      className={styles.label}
    >
      {dayWords(week, width > 700)}
    </text>
  ))
}
