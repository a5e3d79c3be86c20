import type { ToldQuestion } from '../../contract/told-numbers.ts'
import styles from './shown.module.css'

type Row = ToldQuestion['rows'][number]
/** A place between two scales is told by a band of each: `1…2 5`. */
export const isPlaces = (rows: readonly Row[]): boolean => rows.some((row) => row.key.includes(' '))

const first = (band: string) => Number.parseFloat(band)
const bandsOf = (rows: readonly Row[], at: 0 | 1) =>
  [...new Map(rows.map((row) => [row.key.split(' ')[at]!, row.label.split('; ')[at]!]))].toSorted(
    ([one], [other]) => first(one) - first(other),
  )

/** Where answers lie between two scales: one across, the other upwards, with how many are in each field. */
export function ToldGrid({ rows }: { rows: readonly Row[] }) {
  const placed = rows.filter((row) => row.key.includes(' '))
  const rest = rows.filter((row) => !row.key.includes(' '))
  const across = bandsOf(placed, 0)
  const up = bandsOf(placed, 1).toReversed()
  return (
    <>
      <table className={styles.places}>
        <thead>
          <tr>
            <td />
            {across.map(([band, words]) => (
              <th key={band} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {up.map(([high, words]) => (
            <tr key={high}>
              <th scope="row">{words}</th>
              {across.map(([band]) => (
                <td key={band}>{placed.find((row) => row.key === `${band} ${high}`)?.words ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rest.map((row) => (
        <p key={row.key}>
          {row.label}: <strong>{row.words}</strong>
        </p>
      ))}
    </>
  )
}
