import type { ToldQuestion } from '../../contract/told-numbers.ts'
import { count } from '../data.ts'
import type { Now } from './data.ts'
import styles from './shown.module.css'
import { isPlaces, ToldGrid } from './told-grid.tsx'

/** Below the question on the wall, below the title of the step elsewhere. */
export type Heading = 'h2' | 'h3'

/** What it is, beside what was guessed. */
export const Is = ({ value, before, unit = '' }: { value: number; before: number | null; unit?: string }) => (
  <p>
    <strong>It is {`${value} ${unit}`.trim()}.</strong>
    {before !== null && ` Changed since it was shown: it said ${before} before.`}
  </p>
)

/** Numbers that were given without a name, as far as they may be told: never so that somebody could be found by them. */
type ToldProps = { questions: readonly ToldQuestion[]; actuals: Now['actuals']; heading: Heading }
export function Told({ questions, actuals, heading: Heading }: ToldProps) {
  return (
    <div className={styles.told}>
      {questions.map((question) => (
        <section key={question.key}>
          {question.label && <Heading>{question.label}</Heading>}
          {question.rows.length === 0 ? (
            <p className={styles.meta}>
              Fewer than five answered, so it is not told in numbers: nobody can be found by it.
            </p>
          ) : (
            <>
              {isPlaces(question.rows) ? (
                <ToldGrid rows={question.rows} />
              ) : (
                <dl className={styles.counts}>
                  {question.rows.map((row) => (
                    <div key={row.key}>
                      <dt>{row.label}</dt>
                      <dd>{row.words}</dd>
                    </div>
                  ))}
                </dl>
              )}
              {question.n !== null && <p className={styles.meta}>{count(question.n, 'answer')}, without names</p>}
            </>
          )}
          {actuals
            .filter((one) => one.question === question.key)
            .map((one) => (
              <Is key={one.question} value={one.value} before={one.before} />
            ))}
        </section>
      ))}
    </div>
  )
}
