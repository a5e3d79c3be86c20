import { makesSomething } from '#modules/methods/contract/derived.ts'
import { whoKeeps, whoSees } from '#modules/methods/contract/words.ts'
import styles from './paper.module.css'
import type { Method, Put } from './paper-page.tsx'

type Step = Method['steps'][number]

const MAY_GO_WORDS = {
  stays: 'nowhere: it stays in this room',
  theme: 'as a theme, not in these words',
  words: 'in these words, without a name',
}

/** A page for each step in which something is written: what is asked, who sees it, and room to write. */
export function Worksheets({ put }: { put: readonly Put[] }) {
  return put.flatMap(({ item, methods }) =>
    methods.flatMap((method) =>
      method.steps.filter(writes).map((step) => (
        <section key={`${item.id} ${method.key} ${step.key}`} className={styles.worksheet}>
          <p className={styles.meta}>
            {[item.title, ...(methods.length > 1 ? [method.title, 'Table ____'] : []), step.title].join(' · ')}
          </p>
          <h2>{step.prompt}</h2>
          {step.cards && (
            <dl className={styles.cards}>
              {step.cards.map((card) => (
                <div key={card.key}>
                  <dt>{card.title}</dt>
                  <dd>{card.says}</dd>
                </div>
              ))}
            </dl>
          )}
          <Room step={step} />
          {step.may_go && (
            <div className={styles.asked}>
              <p>This may go (nobody can be asked afterwards):</p>
              <Boxes of={step.may_go.map((key) => ({ key, label: MAY_GO_WORDS[key] }))} />
            </div>
          )}
          <p className={styles.foot}>
            {whoSees(method, step)}. {whoKeeps(method, step)} Kept among these people, unless someone is in danger or
            the law requires it.
          </p>
        </section>
      )),
    ),
  )
}

/** Groups and reveals need no paper, and what a screen alone can do has none. */
const writes = (step: Step) => makesSomething(step) && step.kind !== 'groups'

function Lines({ n }: { n: number }) {
  return (
    <div className={styles.ruled}>
      {Array.from({ length: n }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty lines are alike
        <span key={at} />
      ))}
    </div>
  )
}

/** Where one stands between two ends: a circle to fill for each step of the scale. */
function Circles({ least, most, low, high }: { least: number; most: number; low: string; high: string }) {
  const steps = Array.from({ length: Math.min(12, most - least + 1) }, (_, at) => least + at)
  return (
    <p className={styles.scale}>
      <span>{low}</span>
      {steps.map((at) => (
        <span key={at} className={styles.circle}>
          {at}
        </span>
      ))}
      <span>{high}</span>
      <span className={styles.box} /> don’t know
    </p>
  )
}
const Boxes = ({ of }: { of: readonly { key: string; label: string }[] }) => (
  <p className={styles.scale}>
    {of.map((one) => (
      <span key={one.key}>
        <span className={styles.box} /> {one.label}
      </span>
    ))}
  </p>
)

/** Room for writing, as its kind needs it. */
function Room({ step }: { step: Step }) {
  switch (step.kind) {
    case 'write':
      return step.settings.fields ? (
        <Fields of={step.settings.fields} />
      ) : (
        <Lines n={Math.min(16, 4 + step.settings.lines * 3)} />
      )
    case 'story':
      return <Fields of={step.settings.parts} />
    case 'ask_deeper':
      return <Numbered n={step.settings.deepest} each={`${step.settings.question}`} />
    case 'rate':
      return (
        <>
          {(step.settings.questions ?? [{ key: 'each', label: 'Each thing, by its number', options: undefined }]).map(
            (one) => (
              <div key={one.key} className={styles.asked}>
                <p>{one.label}</p>
                {one.options ? (
                  <Boxes of={one.options} />
                ) : step.settings.options ? (
                  <Boxes of={step.settings.options} />
                ) : step.settings.scale ? (
                  <Circles {...step.settings.scale} />
                ) : (
                  <Lines n={1} />
                )}
              </div>
            ),
          )}
          {step.settings.because > 0 && <Asked label="Because" n={2} />}
        </>
      )
    case 'predict':
      return step.settings.questions.map((one) => <Asked key={one.key} label={`${one.label} (${one.unit})`} n={1} />)
    case 'acceptance':
      return (
        <>
          <Boxes
            of={[
              { key: 'agree', label: 'I agree' },
              { key: 'live_with', label: 'I can live with it' },
              { key: 'not_yet', label: 'Not yet' },
            ]}
          />
          <Asked label="In words" n={4} />
        </>
      )
    case 'grid':
      return (
        <>
          <EmptyGrid across={step.settings.across} up={step.settings.up} />
          {step.settings.sure && (
            <Table heads={['What', 'How sure: not, fairly, sure', 'We do not agree on it']} rows={6} />
          )}
        </>
      )
    case 'bands':
      return step.settings.bands.map((band) => (
        <div key={band.key} className={styles.band}>
          {band.label}
        </div>
      ))
    case 'sort':
      return (
        <div className={styles.columns}>
          {step.settings.columns.map((column) => (
            <div key={column.key}>
              <p>{column.label}</p>
            </div>
          ))}
        </div>
      )
    case 'tally':
      return step.settings.buttons.map((button) => (
        <Asked key={button.key} label={`${button.label} (a stroke each time)`} n={2} />
      ))
    case 'timeline':
      return <Table heads={['When', 'What']} rows={10} />
    case 'commit':
      return <Table heads={['What', 'Who', 'By when']} rows={8} />
    case 'function_grid':
      return (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>What has to be done</th>
              <th>Who does it</th>
              <th>Who should</th>
            </tr>
          </thead>
          <tbody>
            {step.settings.functions.map((one) => (
              <tr key={one.key}>
                <td>{one.label}</td>
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'cluster':
      return <Table heads={['Name', 'What belongs to it']} rows={step.settings.most} />
    case 'dot_vote':
      return <Table heads={['Thing', 'Dots']} rows={8} />
    case 'outline':
      return <Table heads={step.settings.levels} rows={10} />
    default:
      return <Lines n={12} />
  }
}

function Fields({ of }: { of: readonly { key: string; label: string }[] }) {
  return of.map((field) => <Asked key={field.key} label={field.label} n={Math.max(2, Math.floor(14 / of.length))} />)
}
function Asked({ label, n }: { label: string; n: number }) {
  return (
    <div className={styles.asked}>
      <p>{label}</p>
      <Lines n={n} />
    </div>
  )
}
function Numbered({ n, each }: { n: number; each: string }) {
  return (
    <ol className={styles.numbered}>
      {Array.from({ length: n }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same question each time
        <li key={at}>
          <Asked label={each} n={1} />
        </li>
      ))}
    </ol>
  )
}
function Table({ heads, rows }: { heads: readonly string[]; rows: number }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty rows are alike
          <tr key={at}>
            {heads.map((head) => (
              <td key={head} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
type Axis = { label: string; low: string; high: string }
function EmptyGrid({ across, up }: { across: Axis; up: Axis }) {
  return (
    <div className={styles.grid}>
      <p className={styles.high}>{up.high}</p>
      <div className={styles.field} role="img" aria-label={`An empty grid: ${across.label} across, ${up.label} up`} />
      <p>{up.low}</p>
      <p className={styles.across}>
        <span>{across.low}</span>
        <strong>{across.label}</strong>
        <span>{across.high}</span>
      </p>
    </div>
  )
}
