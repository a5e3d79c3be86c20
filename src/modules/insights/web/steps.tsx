import { dayWords } from '#web/lib/day.ts'
import { Quote } from '#web/ui/quote.tsx'
import { Meta, Step } from '#web/ui/trace.tsx'
import { Act, Acts, At, ended, isStopped, More, type StepsProps, Stopped } from './chain/acts.tsx'
import { FINDING_KIND_WORDS, SURE_WORDS, type Traced, type TracedInsight } from './data.ts'
import { Evidence } from './evidence.tsx'
import { Place, placeTaken } from './inquiry/place.tsx'
import styles from './insights.module.css'

/** Because of what: evidence and findings, what was made of them, and what that means. */
export function StepsBack(props: StepsProps) {
  const { trace } = props
  const bare = trace.kind === 'finding' && trace.insights.length === 0
  return (
    <>
      {!bare && <Evidence {...props} />}
      {trace.findings.map((finding) => (
        <Step
          key={finding.id}
          label="Finding"
          date={dayWords(finding.made_on)}
          node={finding.id === trace.of ? 'filled' : 'hollow'}
        >
          <Finding finding={finding} {...props} />
        </Step>
      ))}
      {trace.insights.map((insight) => (
        <Step
          key={insight.id}
          label="Insight"
          date={dayWords(insight.made_on)}
          node={insight.id === trace.of ? 'filled' : 'hollow'}
        >
          <Insight insight={insight} {...props} />
        </Step>
      ))}
      {trace.implications.map((one) => (
        <Step
          key={one.id}
          label="What it means"
          date={one.for_whom ? `for ${one.for_whom}` : 'for us'}
          node={one.id === trace.of ? 'filled' : 'hollow'}
        >
          <Implication implication={one} {...props} />
        </Step>
      ))}
    </>
  )
}

/** A diagnosis, and said so: never set as a quotation of anybody. */
function Finding({ finding, ...props }: { finding: Traced['findings'][number] } & StepsProps) {
  const { trace, address, onDo } = props
  const about = [
    FINDING_KIND_WORDS[finding.kind],
    finding.method,
    `${SURE_WORDS[finding.confidence]} sure${finding.asked === null ? '' : `, ${finding.asked} people asked`}`,
  ].filter(Boolean)
  const whose = [
    finding.commissioned_by && `Commissioned by ${ended(finding.commissioned_by)}`,
    finding.done_by && `Done by ${ended(finding.done_by)}`,
    finding.edited_by && `Edited by ${ended(finding.edited_by)}`,
  ].filter(Boolean)
  return (
    <>
      <p className={`${styles.said} ${styles.thread}`}>
        <At {...props} kind="finding" id={finding.id}>
          {finding.words}
        </At>
      </p>
      <p className={styles.meta}>
        {about.map((one) => `${ended(one)} `)}
        {whose.join(' ')}
        {finding.document && (
          <>
            {' '}
            From <a href={`/s/${address}/evidence/d/${finding.document.id}`}>{finding.document.title}</a>.
          </>
        )}
      </p>
      <Stopped trace={trace} of={finding.id} />
      {!isStopped(trace, finding.id) && (
        <Acts>
          <Act onAct={() => onDo({ do: 'imply', from: 'finding', of: finding.id })}>What does it mean?</Act>
          {finding.id === trace.of && (
            <Act onAct={() => onDo({ do: 'stop', kind: 'finding', of: finding.id })}>No action, because…</Act>
          )}
        </Acts>
      )}
    </>
  )
}

function Insight({ insight, ...props }: { insight: TracedInsight } & StepsProps) {
  const { trace, onDo } = props
  const stopped = isStopped(trace, insight.id)
  const taken = placeTaken(trace, insight.id)
  return (
    <>
      <Quote bare>
        <span className={styles.thread}>
          <At {...props} kind="insight" id={insight.id}>
            {insight.words ?? <em>Hidden until its curators look again.</em>}
          </At>
        </span>
      </Quote>
      <Place of={insight.id} trace={trace} address={props.address} />
      {(taken && insight.id !== trace.of ? [] : insight.dissent).map((one) => (
        <Quote
          key={one.id}
          against
          by={`A view against, kept beside it. ${one.carried ? 'Said of what this took the place of. ' : ''}${one.by ? `${one.by}, ` : ''}${dayWords(one.made_on)}.`}
        >
          {one.words}
        </Quote>
      ))}
      <Stopped trace={trace} of={insight.id} />
      <Acts>
        {insight.words !== null && !stopped && !taken && (
          <>
            <Act onAct={() => onDo({ do: 'send', of: insight.id })}>Who needs to hear this?</Act>
            <Act onAct={() => onDo({ do: 'imply', from: 'insight', of: insight.id })}>What does it mean?</Act>
            <Act onAct={() => onDo({ do: 'decide', of: insight.id })}>Decide</Act>
          </>
        )}
        <More
          of="this insight"
          items={[
            ['Add a view against', () => onDo({ do: 'dissent', of: insight.id })],
            ['Say it anew', () => onDo({ do: 'edit', of: insight.id })],
            !stopped && ['Stop here, because…', () => onDo({ do: 'stop', kind: 'insight', of: insight.id })],
          ]}
        />
      </Acts>
    </>
  )
}

function Implication({ implication, ...props }: { implication: Traced['implications'][number] } & StepsProps) {
  const { trace, onDo } = props
  const { id } = implication
  const stopped = isStopped(trace, id)
  return (
    <>
      <p className={`${styles.said} ${styles.thread}`}>
        <At {...props} kind="implication" id={id}>
          {implication.words}
        </At>{' '}
        {implication.by && <Meta>{ended(implication.by)}</Meta>}
      </p>
      <Stopped trace={trace} of={id} />
      <Acts>
        {!stopped && <Act onAct={() => onDo({ do: 'decide', of: id })}>Decide on this</Act>}
        <More
          of="what it means"
          items={[
            ['Say it anew', () => onDo({ do: 'edit-implication', of: id })],
            !stopped && ['Stop here, because…', () => onDo({ do: 'stop', kind: 'implication', of: id })],
          ]}
        />
      </Acts>
    </>
  )
}
