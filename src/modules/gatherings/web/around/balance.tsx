import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import { count, MODE_WORDS } from '../data.ts'
import styles from './around.module.css'
import { type Balance, RIGOUR_WORDS } from './data.ts'

type Mode = keyof typeof MODE_WORDS
const MODES = Object.keys(MODE_WORDS) as Mode[]
const [WIDE, LEFT, ROW, TOP] = [640, 80, 34, 16]

/** How it was over time: the mode meant and used, with and for, and what can be run without the learning partner. */
export function OverTime({ space, address }: { space: string; address: string }) {
  const told = useQuery(api.gatherings.balance.queryOptions({ input: { space } }))
  if (!told.data || told.data.held.length + told.data.contacts.length === 0) return null
  const { held, share, canRun } = told.data
  return (
    <Section
      title="How it was, over time"
      note="What was meant is a ring, what it was a dot. Look at it together: is this the balance we want?"
    >
      <Picture told={told.data} />
      <div data-wide="">
        <table className={styles.table}>
          <caption className={styles.meta}>The same as a list</caption>
          <thead>
            <tr>
              <th scope="col">Held</th>
              <th scope="col">Meant</th>
              <th scope="col">It was</th>
              <th scope="col">Learning</th>
              <th scope="col">Rigour</th>
            </tr>
          </thead>
          <tbody>
            {held.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <LinkTo to={`/s/${address}/gatherings/${one.id}/after`}>
                    {one.title}, {dayWords(one.on)}
                  </LinkTo>
                </th>
                <td>{one.meant ? MODE_WORDS[one.meant].label : 'left open'}</td>
                <td>{one.used ? MODE_WORDS[one.used].label : 'not said yet'}</td>
                <td>{one.wasWith === null ? `meant ${one.learning}` : one.wasWith ? 'with' : 'for'}</td>
                <td>{one.rigour ? RIGOUR_WORDS[one.rigour].label : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {share.said > 0 && (
        <p>
          Learning with each other: {share.with} of {count(share.said, 'gathering')} of which it was said.
        </p>
      )}
      {canRun.length > 0 && (
        <div>
          <h3>What we can run without the learning partner</h3>
          <ul className={styles.rows}>
            {canRun.map((one) => (
              <li key={one.method}>
                <span>{one.method.replaceAll('-', ' ') || 'the gathering as a whole'}</span>
                <span className={styles.meta}>
                  {[
                    one.alone.length > 0 && `alone: ${one.alone.join(', ')}`,
                    one.together.length > 0 && `together: ${one.together.join(', ')}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

/** Three rows, one a mode; along them the days. The table beside it says the same. */
function Picture({ told }: { told: Balance }) {
  const days = [...told.held.map((one) => one.on), ...told.contacts.map((one) => one.on)].toSorted()
  const [first, last] = [Date.parse(days[0]!), Date.parse(days.at(-1)!)]
  const x = (day: string) => LEFT + 12 + ((WIDE - LEFT - 24) * (Date.parse(day) - first)) / Math.max(1, last - first)
  const y = (mode: Mode) => TOP + ROW * MODES.indexOf(mode) + ROW / 2
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${WIDE} ${TOP + ROW * 3 + 24}`}
      role="img"
      aria-label="The modes meant and used, by day. The table below says the same."
    >
      {MODES.map((mode) => (
        <g key={mode}>
          <text x={0} y={y(mode) + 4}>
            {MODE_WORDS[mode].label}
          </text>
          <line x1={LEFT} x2={WIDE} y1={y(mode)} y2={y(mode)} />
        </g>
      ))}
      {MODES.flatMap((mode) =>
        [...new Set(told.contacts.filter((one) => one.mode === mode).map((one) => one.on))].map((on) => (
          <rect key={`${mode} ${on}`} className={styles.used} x={x(on) - 3} y={y(mode) - 3} width={6} height={6} />
        )),
      )}
      {told.held.map((one) => (
        <g key={one.id}>
          {one.meant && <circle className={styles.meant} cx={x(one.on)} cy={y(one.meant)} r={9} />}
          {one.used && <circle className={styles.used} cx={x(one.on)} cy={y(one.used)} r={5} />}
        </g>
      ))}
      <text x={LEFT} y={TOP + ROW * 3 + 16}>
        {dayWords(days[0]!)}
      </text>
      <text x={WIDE} y={TOP + ROW * 3 + 16} textAnchor="end">
        {dayWords(days.at(-1)!)}
      </text>
    </svg>
  )
}
