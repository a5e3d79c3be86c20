import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Select } from '#web/ui/select.tsx'
import { MOST_BESIDE } from '../../contract/tables.ts'
import styles from './plan.module.css'

/** Several methods at once: what other tables do while some do this one. */
export function Beside({ method, chosen }: { method: string; chosen: readonly string[] }) {
  const [others, setOthers] = useState(chosen)
  const list = useQuery(api.methods.list.queryOptions({ input: {}, retry: 1 }))
  const fitting = (list.data?.methods ?? []).filter((one) => one.at_tables)
  if (!fitting.some((one) => one.key === method)) return null
  const shown = [...others, ''].slice(0, MOST_BESIDE)
  return (
    <details className={styles.more} open={chosen.length > 0}>
      <summary>Other tables do something else at the same time</summary>
      <p className={styles.meta}>
        For a large gathering at tables. Each table goes through its own steps on its own phones; you see of all of them
        how far they are, and who needs you. What a table writes is seen at that table alone.
      </p>
      <div className={styles.beside}>
        {shown.map((key, at) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: they stand in their order
            key={at}
            label={at === 0 ? 'Some tables do instead' : 'And others'}
            name="beside"
            value={key}
            empty="Nothing else"
            choices={fitting
              .filter((one) => one.key !== method && (one.key === key || !others.includes(one.key)))
              .map((one) => ({ value: one.key, label: `${one.title} (${one.minutes.planned} minutes)` }))}
            onChange={(to) => setOthers(shown.with(at, to).filter(Boolean))}
          />
        ))}
      </div>
    </details>
  )
}
