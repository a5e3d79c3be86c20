import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import styles from './around.module.css'

/** Who was heard, gathering by gathering and by the quarter: for whoever facilitated them, and for nobody else. */
export function Voices({ space, address }: { space: string; address: string }) {
  const told = useQuery(api.gatherings.voices.queryOptions({ input: { space } }))
  if (!told.data || told.data.held.length === 0) return null
  const { held, quarters } = told.data
  return (
    <Section
      title="Whose voices were heard"
      note="Only you who facilitated see this. It counts what stands under a name and turns that were taken; a gathering where something was written without names is not in it."
    >
      <div data-wide="">
        <table className={styles.table}>
          <caption className={styles.meta}>By the quarter</caption>
          <thead>
            <tr>
              <th scope="col">Quarter</th>
              <th scope="col">Gatherings</th>
              <th scope="col">Heard</th>
              <th scope="col">There more than once and never heard</th>
            </tr>
          </thead>
          <tbody>
            {quarters.map((one) => (
              <tr key={one.quarter}>
                <th scope="row">{one.quarter}</th>
                <td>{one.gatherings}</td>
                <td>
                  {one.heard} of {one.people}
                </td>
                <td>{one.never.join(', ') || 'nobody'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div data-wide="">
        <table className={styles.table}>
          <caption className={styles.meta}>By gathering</caption>
          <thead>
            <tr>
              <th scope="col">Gathering</th>
              <th scope="col">Heard</th>
              <th scope="col">Not heard</th>
            </tr>
          </thead>
          <tbody>
            {held.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <LinkTo to={`/s/${address}/gatherings/${one.id}`}>
                    {one.title}, {dayWords(one.on)}
                  </LinkTo>
                </th>
                <td>
                  {one.heard} of {one.people}
                </td>
                <td>{one.notHeard.join(', ') || 'nobody'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
