import { lacksSentence, shownOf, wordsOfLine } from '../../contract/shown.ts'
import type { Shown as As, Branch, Doer, Said } from '../../contract/shown-as.ts'
import { toldOf } from '../../contract/told-numbers.ts'
import { count } from '../data.ts'
import type { Line, Now, Planned } from './data.ts'
import { Picture } from './picture.tsx'
import { sayWhen } from './picture-parts.tsx'
import styles from './shown.module.css'
import { type Heading, Is, Told } from './told.tsx'

type Props = {
  steps: readonly Planned[]
  on: Planned
  lines: readonly Line[]
  numbers: Now['numbers']
  actuals: Now['actuals']
  /** On the wall stands only what the whole room sees, and only once it is shown. */
  wall?: boolean
}

/** Of too few answers nothing is shown. */
const UNREAD =
  'Nothing of this is shown: fewer than five answered, or too few were still here, so it could be told whose a line is. Nobody has read it, and nobody will. Whoever wrote something has it back on their own device. It can be asked again.'

/** Said where a room is asked whether it can live with something that nobody has written yet. */
const NO_SENTENCE =
  'There is no sentence yet, so there is nothing to accept. It is written first, then everybody is asked.'

/** The steps that are looked at: at a reveal those it shows; what is to be accepted stands above what people say to it. */
function lookedAt(steps: readonly Planned[], on: Planned): Planned[] {
  const about = steps.filter((step) => on.from.includes(step.key))
  if (on.kind === 'reveal') return about
  return on.kind === 'acceptance' ? [...about, on] : [on]
}

function unshown(step: Planned, lines: readonly Line[], numbers: Now['numbers']): string {
  if (lacksSentence(step, lines, numbers)) return 'There was no sentence, so nobody was asked.'
  return step.nameless ? UNREAD : 'Nobody put anything in.'
}

/** What is shown of the step that is on; at a reveal, of the steps it shows. First as a list, then as its picture. */
export function Shown({ steps, on, lines, numbers, actuals, wall = false }: Props) {
  const thing = (id: string) => {
    const line = lines.find((one) => one.id === id)
    return line === undefined
      ? ''
      : wordsOfLine(
          steps.find((one) => one.key === line.key),
          line,
        )
  }
  const looked = lookedAt(steps, on)
  if (lacksSentence(on, lines, numbers)) return <p className={styles.meta}>{NO_SENTENCE}</p>
  return looked.map((step) => {
    if (wall && step.seenBy !== 'room') return null
    const own = lines
      .filter((line) => line.key === step.key && (line.shown || (line.mine && !wall)))
      // What is to be accepted is the room's by now, whoever wrote it down.
      .map((line) => (step === on || on.kind !== 'acceptance' ? line : { ...line, by: '' }))
    const told = numbers.filter((one) => one.key === step.key)
    if (own.length === 0 && told.length === 0)
      return on.kind === 'reveal' ? (
        <p key={step.key} className={styles.meta}>
          {unshown(step, lines, numbers)}
        </p>
      ) : null
    const is = actuals.filter((one) => one.key === step.key)
    const shown = shownOf(step, own, lines, steps, is)
    return (
      <section key={step.key} className={styles.shown} aria-label={step.title}>
        {looked.length > 1 && on.kind !== 'acceptance' && <h2 className={styles.small}>{step.title}</h2>}
        {told.map((one) => (
          <Told
            key={one.step}
            questions={toldOf(step, one.told, thing)}
            actuals={is}
            heading={wall && looked.length === 1 ? 'h2' : 'h3'}
          />
        ))}
        <List of={shown} heading={wall && looked.length === 1 ? 'h2' : 'h3'} />
        <Picture of={shown} />
      </section>
    )
  })
}

function List({ of, heading: Heading }: { of: As; heading: Heading }) {
  switch (of.as) {
    case 'lines':
      return <Lines lines={of.lines} />
    case 'bars':
      return (
        <>
          <Counts rows={of.bars} />
          <Lines lines={of.words} />
        </>
      )
    case 'columns':
      return (
        <div className={styles.columns} data-shape={of.shape}>
          {of.columns.map((column) => (
            <section key={column.key}>
              <Heading>{column.label}</Heading>
              <Lines lines={column.items} />
              {column.items.length === 0 && <p className={styles.meta}>Nothing here.</p>}
            </section>
          ))}
        </div>
      )
    case 'spreads':
      return (
        <>
          {of.spreads.map((spread) => (
            <section key={spread.key}>
              <Heading>{spread.label}</Heading>
              <Counts rows={spread.bars} />
              <p className={styles.meta}>
                {count(spread.n, 'answer')}
                {spread.unknown > 0 && `, ${spread.unknown} of them “don’t know”`}
              </p>
            </section>
          ))}
          <Lines lines={of.words} />
        </>
      )
    case 'grid':
      return (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
        <ul role="list" className={styles.lines}>
          {of.placed.map((one, number) => (
            <li key={one.id}>
              <p className={styles.words}>
                {number + 1}. {one.text}
              </p>
              <p className={styles.meta}>
                {asLead(of.across.label)}{' '}
                {inWords(
                  one.spots.map((spot) => spot.across),
                  of.across,
                )}
                . {asLead(of.up.label)}{' '}
                {inWords(
                  one.spots.map((spot) => spot.up),
                  of.up,
                )}
                .{one.unknown > 0 && ` ${one.unknown} do not know.`} {one.because.join(' ')}
              </p>
            </li>
          ))}
        </ul>
      )
    case 'bands':
      return (
        <>
          <Counts rows={of.bands} />
          <Lines lines={of.words} />
        </>
      )
    case 'timeline':
      return <Lines lines={of.moments.map((one) => ({ ...one, text: `${sayWhen(one.when)}: ${one.text}` }))} />
    case 'tree':
      return <Branches branches={of.roots} />
    case 'guesses':
      return (
        <>
          {of.guessed.map((one) => (
            <section key={one.key}>
              <Heading>{one.label}</Heading>
              <p className={styles.meta}>
                {one.guesses.length === 0
                  ? 'No guesses.'
                  : `Guesses from ${one.guesses[0]} to ${one.guesses.at(-1)} ${one.unit}, half of them at or below ${one.guesses[Math.floor((one.guesses.length - 1) / 2)]}.`}
                {one.unknown > 0 && ` ${one.unknown} do not know.`}
              </p>
              {one.actual !== null && <Is value={one.actual} before={one.before} unit={one.unit} />}
            </section>
          ))}
          <Lines lines={of.words} />
        </>
      )
    case 'strip':
      return <Counts rows={of.tapped.bars} />
    case 'doers':
      return <Doers doers={of.doers} />
  }
}

/** A question needs no colon after it. */
const asLead = (label: string) => (label.endsWith('?') ? label : `${label}:`)

/** Where something stands between two ends, in words: never by the picture alone. */
function inWords(parts: readonly number[], axis: { low: string; high: string }): string {
  if (parts.length === 0) return 'not placed'
  const middle = parts.reduce((sum, one) => sum + one, 0) / parts.length
  const wide = Math.max(...parts) - Math.min(...parts) > 0.5 ? ', and we differ widely' : ''
  if (middle < 0.34) return `${axis.low}${wide}`
  return `${middle > 0.66 ? axis.high : 'in between'}${wide}`
}

function Lines({ lines }: { lines: readonly Said[] }) {
  if (lines.length === 0) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.lines}>
      {lines.map((line) => (
        <li key={line.id}>
          <p className={styles.words}>{line.text}</p>
          {(line.by !== '' || line.beside.length > 0) && (
            <p className={styles.meta}>{[line.by, ...line.beside].filter(Boolean).join(' · ')}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Counts({ rows }: { rows: readonly { key: string; label: string; n: number }[] }) {
  return (
    <dl className={styles.counts}>
      {rows.map((row) => (
        <div key={row.key}>
          <dt>{row.label}</dt>
          <dd>{row.n}</dd>
        </div>
      ))}
    </dl>
  )
}

function Branches({ branches }: { branches: readonly Branch[] }) {
  return (
    <ul className={styles.branches}>
      {branches.map((one) => (
        <li key={one.id}>
          <span className={styles.words}>{one.text}</span>
          <span className={styles.meta}> {[one.by, ...one.beside].filter(Boolean).join(' · ')}</span>
          {one.children.length > 0 && <Branches branches={one.children} />}
        </li>
      ))}
    </ul>
  )
}

function Doers({ doers }: { doers: readonly Doer[] }) {
  const words = (bars: Doer['now']) => bars.map((bar) => (bar.n > 1 ? `${bar.label} (${bar.n})` : bar.label)).join(', ')
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">What has to be done</th>
          <th scope="col">Who does it</th>
          <th scope="col">Who should</th>
        </tr>
      </thead>
      <tbody>
        {doers.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.label}</th>
            <td>{words(one.now) || '–'}</td>
            <td>{words(one.should) || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
