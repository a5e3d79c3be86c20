import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { sayMonth } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import { ContextBands, ContextKey } from './context-bands.tsx'
import styles from './picture.module.css'
import { LANE_ORDER, LANE_WORDS, type LaneName } from './words.tsx'

const LANE = 30
const TOP = 34
const LEFT = 124
const MOST_DOTS = 3
const MONTH_MS = 2_629_800_000

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const monthAfter = (month: string) => {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, number!, 1)).toISOString().slice(0, 7)
}

type Pick = (month: string, lane: LaneName) => void

/** A quiet picture of the whole time: a lane for each kind, a dot for each thing. The list beside it says the same, in words. */
export function Picture({ address, onPick }: { address: string; onPick: Pick }) {
  const timeline = useQuery(api.spaces.timeline.queryOptions({ input: { address } }))
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const there = timeline.data !== undefined
  useEffect(() => {
    const element = box.current
    if (!element || !there) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [there])
  if (!timeline.data) return null
  const { months, context, strategy, today } = timeline.data
  const milestones = strategy?.milestones ?? []
  const first = [...months.map((one) => one.month), ...context.map((one) => one.from), strategy?.from ?? today]
    .map((day) => day.slice(0, 7))
    .sort()[0]!
  const last = [today, ...milestones.map((one) => one.on), strategy?.to ?? today].sort().at(-1)!
  const [begin, end] = [at(`${first}-01`), at(`${monthAfter(last.slice(0, 7))}-01`)]
  // Half a year at least, so that a young space is not one dot stretched over the page.
  const span = Math.max(end - begin, 6 * MONTH_MS)
  const narrow = width < 560
  const left = narrow ? 0 : LEFT
  const x = (day: string) => left + 6 + ((at(day) - begin) / span) * Math.max(width - left - 14, 1)
  const lanes = LANE_ORDER.filter(
    (lane) => months.some((one) => one.lane === lane) || (lane === 'strategy' && strategy !== null),
  )
  const laneHeight = narrow ? LANE + 14 : LANE
  const height = TOP + lanes.length * laneHeight + 26
  const y = (lane: LaneName) => TOP + lanes.indexOf(lane) * laneHeight + (narrow ? 28 : LANE / 2)
  if (lanes.length === 0) return null
  // Over many years a month is too narrow to stand alone: then it is a quarter, half a year, or more, that has its dots.
  const monthWide = (Math.max(width - left - 14, 1) / span) * MONTH_MS
  const cells = cellsOf(months, [1, 3, 6, 12, 24].find((step) => monthWide * step >= 18) ?? 60)
  return (
    <div className={styles.picture}>
      <div ref={box} className={styles.box}>
        {width > 0 && (
          <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            <ContextBands events={context} x={x} top={TOP - 8} height={height - TOP - 14} />
            {ticksOf(first, begin + span, width).map(({ day, label }) => (
              <g key={day}>
                <line x1={x(day)} x2={x(day)} y1={TOP - 8} y2={height - 22} className={styles.tick} />
                <text x={x(day) + 3} y={height - 8} className={styles.small}>
                  {label}
                </text>
              </g>
            ))}
            {lanes.map((lane) => (
              <g key={lane}>
                <text x={0} y={narrow ? y(lane) - 14 : y(lane) + 4} className={styles.lane}>
                  {LANE_WORDS[lane]}
                </text>
                <line x1={left} x2={width} y1={y(lane) + 0.5} y2={y(lane) + 0.5} className={styles.line} />
              </g>
            ))}
            {strategy && (
              <line
                x1={x(strategy.from)}
                x2={strategy.to ? x(strategy.to) : width - 4}
                y1={y('strategy') + 0.5}
                y2={y('strategy') + 0.5}
                className={styles.strategy}
              />
            )}
            {milestones.map(({ id, on, words }) => (
              <rect
                key={id}
                x={x(on) - 4.5}
                y={y('strategy') - 4.5}
                width={9}
                height={9}
                transform={`rotate(45 ${x(on)} ${y('strategy')})`}
                className={on > today ? styles.toCome : styles.milestone}
              >
                <title>{words}</title>
              </rect>
            ))}
            {cells
              .filter((one) => one.lane !== 'strategy')
              .map(({ month, lane, n, last, middle }) => (
                // biome-ignore lint/a11y/useValidAnchor: the list is where keys and listeners read; this is a short way for a pointer
                <a
                  key={`${month} ${lane}`}
                  href="#list"
                  tabIndex={-1}
                  onClick={(event) => {
                    event.preventDefault()
                    onPick(last, lane)
                  }}
                >
                  <title>
                    {`${LANE_WORDS[lane]}, ${sayMonth(month)}${last === month ? '' : ` to ${sayMonth(last)}`}: ${n}`}
                  </title>
                  <Dots x={Math.min(x(middle), x(today))} y={y(lane)} n={n} />
                </a>
              ))}
            <line x1={x(today)} x2={x(today)} y1={TOP - 8} y2={height - 22} className={styles.today} />
            <text x={Math.min(x(today), width - 34)} y={TOP - 14} className={styles.small} textAnchor="middle">
              today
            </text>
          </svg>
        )}
      </div>
      <ContextKey events={context} />
      <Table months={months} lanes={lanes.filter((lane) => lane !== 'strategy')} />
    </div>
  )
}

type Counted = { month: string; lane: LaneName; n: number }

/** Months put together in steps, each with its first and last month and the day in its middle. */
function cellsOf(months: Counted[], step: number): (Counted & { last: string; middle: string })[] {
  const cells = new Map<string, Counted & { last: string; middle: string }>()
  const monthAt = (index: number) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  for (const { month, lane, n } of months) {
    const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
    const first = Math.floor(index / step) * step
    const there = cells.get(`${first} ${lane}`)
    if (there) there.n += n
    else {
      const middle = `${monthAt(first + Math.floor(step / 2))}-${step % 2 === 1 ? '15' : '01'}`
      cells.set(`${first} ${lane}`, { month: monthAt(first), lane, n, last: monthAt(first + step - 1), middle })
    }
  }
  return [...cells.values()]
}

/** Up to three things as dots one over the other; more as their number in a ring. */
function Dots({ x, y, n }: { x: number; y: number; n: number }) {
  if (n > MOST_DOTS)
    return (
      <g>
        <circle cx={x} cy={y} r={9.5} className={styles.many} />
        <text x={x} y={y + 4} textAnchor="middle" className={styles.count}>
          {n > 99 ? '99+' : n}
        </text>
      </g>
    )
  return (
    <g>
      <circle cx={x} cy={y} r={11} fill="transparent" />
      {Array.from({ length: n }, (_, at) => y + (at - (n - 1) / 2) * 8).map((cy) => (
        <circle key={cy} cx={x} cy={cy} r={3.4} className={styles.dot} />
      ))}
    </g>
  )
}

/** Where a line with its date stands: months, quarters or years, as there is room. */
function ticksOf(first: string, end: number, width: number): { day: string; label: string }[] {
  const months: string[] = []
  for (let month = first; at(`${month}-01`) < end; month = monthAfter(month)) months.push(month)
  const room = Math.max(2, Math.floor(width / 86))
  const step = [1, 3, 6, 12, 24, 60].find((one) => months.length / one <= room) ?? 120
  return months
    .filter((month) => (Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1) % step === 0)
    .map((month) => ({
      day: `${month}-01`,
      label: step >= 12 ? month.slice(0, 4) : sayMonth(month).replace(/^(\w{3})\w*/, '$1'),
    }))
}

/** The same as a table: how much stands in each month. */
function Table({ months, lanes }: { months: { month: string; lane: LaneName; n: number }[]; lanes: LaneName[] }) {
  const rows = Map.groupBy(months, (one) => one.month)
  return (
    <details className={styles.table} data-paper="no">
      <summary>The same as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {lanes.map((lane) => (
              <th key={lane} scope="col">
                {LANE_WORDS[lane]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].toReversed().map(([month, list]) => (
            <tr key={month}>
              <th scope="row">{sayMonth(month)}</th>
              {lanes.map((lane) => (
                <td key={lane}>{list.find((one) => one.lane === lane)?.n ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
