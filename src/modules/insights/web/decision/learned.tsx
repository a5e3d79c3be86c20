import styles from '../insights.module.css'

/** What was learned that it rests on, chosen from the newest. */
export function Learned(props: {
  items: { id: string; words: string | null }[]
  chosen: string[]
  onChoose: (ids: string[]) => void
}) {
  const { items, chosen, onChoose } = props
  const known = items.filter((one) => one.words !== null)
  if (known.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>What was learned that it rests on{chosen.length > 0 && ` (${chosen.length} chosen)`}</summary>
      <div className={styles.stack}>
        {known.map((one) => (
          <label key={one.id} className={styles.pick}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
              }
            />
            <span className={styles.said}>{one.words}</span>
          </label>
        ))}
      </div>
    </details>
  )
}
