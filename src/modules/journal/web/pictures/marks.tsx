import type { Entry } from '../../contract.ts'
import { when } from '../kinds.tsx'
import { scaleOf, Ticks, Wide } from './lanes.tsx'
import styles from './pictures.module.css'

const HEIGHT = 150
const WEEK_MS = 604_800_000

/** Energy and hope as two lines, told apart by how they are drawn and by their names, never by colour. */
export function MarkLines({ entries, weeks }: { entries: Entry[]; weeks: string[] }) {
  const marked = entries.filter(({ energy, hope }) => energy !== null || hope !== null)
  return (
    <Wide
      table={
        <table>
          <caption>Energy and hope, from 1 to 5</caption>
          <thead>
            <tr>
              <th scope="col">Entry of</th>
              <th scope="col">Energy</th>
              <th scope="col">Hope</th>
            </tr>
          </thead>
          <tbody>
            {marked.toReversed().map(({ id, madeAt, energy, hope }) => (
              <tr key={id}>
                <th scope="row">{when(madeAt)}</th>
                <td>{energy ?? ''}</td>
                <td>{hope ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      {(width) => {
        const x = scaleOf(weeks, 30, width - 64)
        // Days within the whole time, so that two entries of one week do not stand over each other.
        const [begin, end] = [Date.parse(weeks[0]!), Date.parse(weeks.at(-1)!) + WEEK_MS]
        const at = (moment: Date) => 30 + ((moment.getTime() - begin) / (end - begin)) * (width - 94)
        const y = (mark: number) => HEIGHT - 18 - ((mark - 1) / 4) * (HEIGHT - 40)
        const places = (which: 'energy' | 'hope') =>
          marked.flatMap((one) => {
            const mark = one[which]
            return mark === null ? [] : [{ id: one.id, x: at(one.madeAt), y: y(mark), mark }]
          })
        return (
          <svg width={width} height={HEIGHT + 16} aria-hidden="true">
            {[1, 3, 5].map((mark) => (
              <g key={mark}>
                <line x1={22} x2={width - 58} y1={y(mark)} y2={y(mark)} className={styles.line} />
                <text x={0} y={y(mark) + 4} className={styles.label}>
                  {mark}
                </text>
              </g>
            ))}
            {(['energy', 'hope'] as const).map((which) => {
              const all = places(which)
              const last = all.at(-1)
              if (last === undefined) return null
              return (
                <g key={which}>
                  <polyline points={all.map((one) => `${one.x},${one.y}`).join(' ')} className={styles[which]} />
                  {all.map((one) => (
                    <circle key={one.id} cx={one.x} cy={one.y} r={3} className={styles.point} />
                  ))}
                  <text x={width - 52} y={last.y + (which === 'hope' ? 12 : 0)} className={styles.label}>
                    {which === 'energy' ? 'energy' : 'hope'}
                  </text>
                </g>
              )
            })}
            <Ticks weeks={weeks} x={x} y={HEIGHT + 12} width={width} />
          </svg>
        )
      }}
    </Wide>
  )
}
