import { ContestsBeside } from '#modules/library/web/index.tsx'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { Step } from '#web/ui/trace.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import type { Traced } from './data.ts'
import type { Doings } from './foot.tsx'
import styles from './insights.module.css'

type Line = Traced['evidence'][number]
type StepsProps = { trace: Traced; address: string; onDo: (what: Doings) => void }

/** What it all rests on: whose words, how they came here, and what was taken back. */
export function Evidence({ trace, address, onDo }: StepsProps) {
  const lines = [...new Map(trace.evidence.map((one) => [one.id, one])).values()]
  const dates = [
    ...new Set(
      lines.map((one) =>
        one.brought_on ? `brought in, ${dayWords(one.brought_on)}` : dayWords(one.dated ?? one.made_on),
      ),
    ),
  ]
  // What speaks against it is never folded away.
  const shown = new Set(lines.filter((one) => one.bears !== 'against').slice(0, 3))
  const first = lines.filter((one) => one.bears === 'against' || shown.has(one))
  const folded = lines.filter((one) => !first.includes(one))
  const readable = lines.find((one) => one.words !== null)
  return (
    <Step
      label="Evidence"
      date={dates.length === 1 ? dates[0] : undefined}
      node={trace.kind === 'evidence' ? 'filled' : 'hollow'}
    >
      <VisuallyHidden>
        <h2>Because of what?</h2>
      </VisuallyHidden>
      {trace.elsewhere && <p className={styles.plain}>Brought in from elsewhere.</p>}
      {!trace.elsewhere && lines.length === 0 && (
        <p className={styles.plain}>Nothing that you can read here any more.</p>
      )}
      {first.map((one) => (
        <EvidenceLine key={one.id} line={one} address={address} here={one.id === trace.of} />
      ))}
      {folded.length > 0 && (
        <details className={styles.more}>
          <summary>{folded.length === 1 ? 'One more line' : `${folded.length} more lines`}</summary>
          <div className={styles.stack}>
            {folded.map((one) => (
              <EvidenceLine key={one.id} line={one} address={address} here={one.id === trace.of} />
            ))}
          </div>
        </details>
      )}
      <ContestsBeside space={trace.space} evidence={lines.map((one) => one.id)} />
      {readable !== undefined && (
        <div className={styles.acts}>
          <Button small kind="quiet" onClick={() => onDo({ do: 'words', of: readable.id })}>
            Let somebody read a line
          </Button>
        </div>
      )}
    </Step>
  )
}

type LineProps = { line: Line; address: string; here: boolean }
function EvidenceLine({ line, address, here }: LineProps) {
  if (line.words === null) return <p className={styles.meta}>Taken back. Its words are not here any more.</p>
  return (
    <Quote
      against={line.bears === 'against'}
      bare={line.attribution === 'theme'}
      by={<From line={line} address={address} here={here} />}
    >
      {line.words}
    </Quote>
  )
}

/** Whose words, how they came here, and which way they bear. */
function From({ line, address, here }: LineProps) {
  const who = {
    named: line.by ? `${line.by}.` : '',
    role: line.by ? `${line.by}.` : 'Nobody’s own words.',
    unnamed: 'Without a name, by consent.',
    theme: 'The theme, not the words.',
  }[line.attribution]
  return (
    <>
      {who} {line.brought_on && `Brought in from elsewhere, ${dayWords(line.brought_on)}. `}
      {line.document && (
        <>
          From <LinkTo to={`/s/${address}/evidence/d/${line.document.id}`}>{line.document.title}</LinkTo>.{' '}
        </>
      )}
      {line.bears === 'against' && 'Speaks against it. '}
      {!here && <LinkTo to={`/s/${address}/insights/${line.id}?kind=evidence`}>What it led to</LinkTo>}
    </>
  )
}
