import { useQuery } from '@tanstack/react-query'
import { api, type client } from '#web/lib/client.ts'
import { Select } from '#web/ui/select.tsx'
import { PARTIES_WORDS } from './data.ts'
import styles from './inquiry.module.css'

type Overview = Awaited<ReturnType<typeof client.insights.overview>>
type Quarter = Overview['quarters'][number]
export type Parties = 'within' | 'between' | 'across' | ''

const LOOPS = [
  { loop: 'single', title: 'Does it better' },
  { loop: 'double', title: 'Questions an assumption' },
  { loop: 'triple', title: 'Questions why we do it' },
  { loop: 'unsaid', title: 'Not said' },
] as const

function useOverview(address: string) {
  return useQuery(api.insights.overview.queryOptions({ input: { address } }))
}

type ByPartiesProps = { address: string; value: Parties | null; onChange: (value: Parties | null) => void }

/** Shows only what is within one party, between two, or across all; each with how many of them this reader reads. */
export function ByParties({ address, value, onChange }: ByPartiesProps) {
  const overview = useOverview(address)
  if (!overview.data) return null
  const { within, between, across, unsaid } = overview.data.parties
  const all = within + between + across + unsaid
  if (within + between + across === 0 && value === null) return null
  return (
    <div className={styles.filter} data-paper="no">
      <Select
        label="Whose they are"
        value={value === null ? 'all' : value === '' ? 'unsaid' : value}
        onChange={(next) => onChange(next === 'all' ? null : next === 'unsaid' ? '' : (next as Parties))}
        choices={[
          { value: 'all', label: `All of them (${all})` },
          { value: 'within', label: `${PARTIES_WORDS.within} (${within})` },
          { value: 'between', label: `${PARTIES_WORDS.between} (${between})` },
          { value: 'across', label: `${PARTIES_WORDS.across} (${across})` },
          { value: 'unsaid', label: `Not said (${unsaid})` },
        ]}
      />
    </div>
  )
}

/** “October to December 2026”. */
function quarterWords(from: string): string {
  const start = new Date(`${from}T12:00:00Z`)
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 2, 1, 12))
  const month = (day: Date) => day.toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })
  return `${month(start)} to ${month(end)} ${start.getUTCFullYear()}`
}

/** How far insights go, over time: a table, and the same as three small strips. */
export function LoopsOverTime({ address }: { address: string }) {
  const overview = useOverview(address)
  const quarters = overview.data?.quarters ?? []
  if (quarters.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>How far our insights go, over time</summary>
      <div className={styles.loops}>
        <div data-wide="">
          <table className={styles.table}>
            <caption>Insights that you read, by the quarter in which they were written</caption>
            <thead>
              <tr>
                <th scope="col">Quarter</th>
                {LOOPS.map(({ loop, title }) => (
                  <th key={loop} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {quarters.map((one) => (
                <tr key={one.from}>
                  <th scope="row">{quarterWords(one.from)}</th>
                  {LOOPS.map(({ loop }) => (
                    <td key={loop}>{one[loop]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className={styles.strips} aria-hidden="true">
          {LOOPS.map(({ loop, title }) => (
            <Strip key={loop} title={title} quarters={quarters} of={(one) => one[loop]} />
          ))}
        </div>
      </div>
    </details>
  )
}

type StripProps = { title: string; quarters: readonly Quarter[]; of: (quarter: Quarter) => number }
const WIDE = 14
const HIGH = 48

function Strip({ title, quarters, of }: StripProps) {
  const most = Math.max(1, ...quarters.flatMap((one) => [one.single, one.double, one.triple, one.unsaid]))
  return (
    <figure className={styles.strip}>
      <svg width={quarters.length * WIDE + 2} height={HIGH + 2} role="presentation">
        <title>{title}</title>
        <line x1="0" x2={quarters.length * WIDE} y1={HIGH + 0.5} y2={HIGH + 0.5} className={styles.axis} />
        {quarters.map((one, at) => {
          const high = (of(one) / most) * HIGH
          return (
            <rect
              key={one.from}
              x={at * WIDE + 2}
              y={HIGH - high}
              width={WIDE - 4}
              height={high}
              className={styles.bar}
            />
          )
        })}
      </svg>
      <figcaption className={styles.meta}>{title}</figcaption>
    </figure>
  )
}
