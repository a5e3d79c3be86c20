import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import styles from '../insights.module.css'

/** What a decision rests on, as the place is asked to keep it. */
export type Learnt = { insights: string[]; implications: string[] }
export const NOTHING_LEARNT: Learnt = { insights: [], implications: [] }
const KINDS = [
  ['insight', 'insights', 'What we learned'],
  ['implication', 'implications', 'What it means'],
] as const

type LearnedProps = { space: string; chosen: Learnt; onChoose: (chosen: Learnt) => void }

/** What was learned that it rests on, and what that means, chosen from the newest. */
export function Learned({ space, chosen, onChoose }: LearnedProps) {
  const newest = {
    insights: useQuery(api.insights.choices.queryOptions({ input: { space, kind: 'insight' } })).data ?? [],
    implications: useQuery(api.insights.choices.queryOptions({ input: { space, kind: 'implication' } })).data ?? [],
  }
  const many = chosen.insights.length + chosen.implications.length
  if (newest.insights.length + newest.implications.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>What was learned that it rests on{many > 0 && ` (${many} chosen)`}</summary>
      {KINDS.map(
        ([kind, key, title]) =>
          newest[key].length > 0 && (
            <fieldset key={kind} className={styles.stack}>
              <legend className={styles.small}>{title}</legend>
              {newest[key].map((one) => (
                <label key={one.id} className={styles.pick}>
                  <input
                    type="checkbox"
                    checked={chosen[key].includes(one.id)}
                    onChange={(event) =>
                      onChoose({
                        ...chosen,
                        [key]: event.target.checked
                          ? [...chosen[key], one.id]
                          : chosen[key].filter((id) => id !== one.id),
                      })
                    }
                  />
                  <span className={styles.said}>{one.words}</span>
                </label>
              ))}
            </fieldset>
          ),
      )}
    </details>
  )
}
