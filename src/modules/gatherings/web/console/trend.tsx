import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Section } from '#web/ui/page.tsx'
import { type ToldQuestion, toldOf } from '../../contract/told-numbers.ts'
import type { Wave } from '../../contract/trend.ts'
import type { Activity } from '../room/data.ts'
import styles from './step.module.css'

/** What the same questions told before, in gatherings that one was in oneself. Only on the console: not everybody here was there. */
export function Trend({ activity }: { activity: Activity }) {
  const on = activity.steps[activity.step!.place]!
  const keys = [on.key, ...on.from]
  const asks = activity.steps.some((step) => keys.includes(step.key) && step.kind === 'rate')
  const shown = on.kind === 'reveal' || activity.step!.state === 'shown'
  const told = useQuery(api.gatherings.trend.queryOptions({ input: { activity: activity.id }, enabled: asks && shown }))
  const steps = (told.data?.steps ?? []).filter((step) => keys.includes(step.key))
  if (!shown || steps.length === 0) return null
  return (
    <section className={styles.part} aria-label="Asked before">
      <h2>Asked before</h2>
      <p className={styles.meta}>
        The same questions in earlier gatherings that you were in, as each room was told then. Others may have answered:
        it shows how rooms stood, and not who changed. Not everybody here was there, so it is on this screen alone.
      </p>
      <AskedEachTime steps={steps} />
    </section>
  )
}

type Steps = readonly { key: string; title: string; method: string; settings: Record<string, unknown>; waves: Wave[] }[]
export const AskedEachTime = ({ steps }: { steps: Steps }) =>
  steps.map((step) => (
    <div key={step.key} className={styles.part}>
      <h3>{step.title}</h3>
      {questionsOf(step).map((question) => (
        <Waves key={question.key} question={question} />
      ))}
    </div>
  ))

/** On the page of a gathering afterwards: for whoever was in its room, and in the rooms before. Nobody else is told any of it. */
export function AskedAgain({ gathering }: { gathering: string }) {
  const told = useQuery(api.gatherings.trend.queryOptions({ input: { gathering } }))
  if (!told.data || told.data.steps.length === 0) return null
  return (
    <Section
      title="Asked again"
      note="The same questions each time, in gatherings that you were in, as each room was told then. Others may have answered: it shows how rooms stood, and not who changed. Whoever was not there does not see it."
    >
      <AskedEachTime steps={told.data.steps} />
    </Section>
  )
}

type At = { on: string; words: string; from: number; to: number }
type Asked = {
  key: string
  label: string
  waves: { id: string; on: string }[]
  rows: { key: string; label: string; at: (At | null)[] }[]
}

/** Question by question, each of its answers through all waves: as a share of those who answered, from where to where. */
function questionsOf({ settings, waves }: { settings: Record<string, unknown>; waves: readonly Wave[] }): Asked[] {
  const read = waves.map((wave) => ({
    ...{ id: wave.gathering, on: wave.on },
    told: wave.told === null ? saidAs(settings, wave.said ?? {}) : toldOf({ settings }, wave.told, () => ''),
  }))
  const keys = [...new Map(read.flatMap(({ told }) => told.map((one) => [one.key, one.label] as const)))]
  return keys.map(([key, label]) => {
    const of = read.map(({ told }) => told.find((one) => one.key === key))
    const rows = [...new Map(of.flatMap((one) => (one?.rows ?? []).map((row) => [row.key, row.label] as const)))]
    return {
      ...{ key, label, waves: read },
      rows: rows.map(([rowKey, rowLabel]) => ({
        ...{ key: rowKey, label: rowLabel },
        at: of.map((one, wave) => partOf(one, rowKey, read[wave]!.on)),
      })),
    }
  })
}

function partOf(question: ToldQuestion | undefined, key: string, on: string): At | null {
  const row = question?.rows.find((one) => one.key === key)
  if (row === undefined || question?.n == null) return null
  const part = (n: number) => Math.min(1, n / question.n!)
  return {
    on,
    words: question.n === 100 ? row.words : `${row.words} of ${question.n}`,
    from: part(row.from),
    to: part(row.to),
  }
}

/** Shares that were written down for all: of a hundred, exactly. */
function saidAs(settings: Record<string, unknown>, said: Record<string, number>): ToldQuestion[] {
  const questions = (settings.questions ?? []) as { key: string; label: string }[]
  const whole = Number(settings.adds_up_to ?? 100)
  const rows = questions.map(({ key, label }) => {
    const n = ((said[key] ?? 0) / whole) * 100
    return { key, label, words: `${Math.round(n)} %`, from: n, to: n }
  })
  return [{ key: 'said', label: '', n: 100, rows }]
}

const [WIDE, HIGH] = [640, 18]

/** Each answer with its waves, the earliest first: as a table, and beside each number the part of the whole it is. */
function Waves({ question }: { question: Asked }) {
  return (
    <div data-wide="">
      <table className={styles.waves}>
        {question.label !== '' && <caption>{question.label}</caption>}
        <thead>
          <tr>
            <th scope="col">Answer</th>
            {question.waves.map((wave) => (
              <th key={wave.id} scope="col">
                {dayWords(wave.on)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {question.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.at.map((at, wave) => (
                <td key={question.waves[wave]!.id}>{at === null ? 'not told' : <Part at={at} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Part = ({ at }: { at: At }) => (
  <>
    {at.words}
    <svg viewBox={`0 0 ${WIDE} ${HIGH * 3}`} className={styles.bar} preserveAspectRatio="none" aria-hidden="true">
      <rect width={WIDE} height={HIGH * 3} className={styles.ground} />
      <rect width={at.to * WIDE} height={HIGH * 3} className={styles.perhaps} />
      <rect width={at.from * WIDE} height={HIGH * 3} className={styles.sure} />
    </svg>
  </>
)
