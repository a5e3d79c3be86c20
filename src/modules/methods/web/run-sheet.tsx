import { Section } from '#web/ui/page.tsx'
import { Reach } from '#web/ui/reach.tsx'
import { timesOf, writesOf } from '../contract/derived.ts'
import { KINDS } from '../contract/kinds.ts'
import { GROUP_WORDS, PER_WORDS, whoKeeps, whoSees } from '../contract/words.ts'
import { type Method, type Step, sayMinutes, saySpan } from './data.ts'
import styles from './methods.module.css'

/** Every step in its order: minutes, what is asked, what can be said, who sees it and who keeps it. */
export function RunSheet({ method }: { method: Method }) {
  const { planned, most } = method.minutes
  const optional = method.steps.some((step) => step.optional)
  return (
    <Section
      title="How it goes"
      note={`${sayMinutes(planned)} as planned${optional ? `, ${most} with what is added if there is time` : ''}.`}
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ol role="list" className={styles.steps}>
        {method.steps.map((step, at) => (
          <RunStep key={step.key} method={method} step={step} begins={step.repeat !== method.steps[at - 1]?.repeat} />
        ))}
      </ol>
    </Section>
  )
}

function RunStep({ method, step, begins }: { method: Method; step: Step; begins: boolean }) {
  const holds = step.kind !== 'groups' && step.kind !== 'reveal'
  const repeat = method.repeats.find((one) => one.key === step.repeat)
  return (
    <li className={styles.step} data-part={repeat !== undefined || undefined}>
      {repeat && begins && (
        <p className={styles.meta}>
          From here for each {PER_WORDS[repeat.per]}: {timesOf(method, step)}{' '}
          {timesOf(method, step) === 1 ? 'time' : 'times'} as planned, {repeat.most} at most.
        </p>
      )}
      <div className={styles.line}>
        <h3>{step.title}</h3>
        <span className={styles.minutes}>{step.minutes === 0 ? 'at once' : sayMinutes(step.minutes)}</span>
      </div>
      <p className={styles.meta}>
        {KINDS[step.kind].title}, {GROUP_WORDS[step.group]}
        {step.days && `, open for ${saySpan(step.days, 'day')}`}
        {step.optional && ', if there is time'}
        {writer(method, step)}
      </p>
      <p className={styles.prompt}>{step.prompt}</p>
      {step.cards && (
        <dl className={styles.pairs}>
          {step.cards.map((card) => (
            <div key={card.key}>
              <dt>{card.title}</dt>
              <dd>{card.says}</dd>
            </div>
          ))}
        </dl>
      )}
      {step.say && (
        <p className={styles.say}>
          <span className={styles.meta}>Say something like: </span>
          {step.say}
        </p>
      )}
      {holds && (
        <div className={styles.keeps}>
          <Reach person={step.seen_by === 'self' ? 'first' : 'second'} sentence={whoSees(method, step)} />
          <p className={styles.meta}>{whoKeeps(method, step)}</p>
        </div>
      )}
    </li>
  )
}

/** Who writes, where it is not each for themselves. */
function writer(method: Method, step: Step): string {
  if (writesOf(step) === 'each') return ''
  if (writesOf(step) === 'one') return ', one writes for all'
  const role = method.roles.find((one) => one.key === step.writes)
  return role === undefined ? '' : `, written by: ${role.title.charAt(0).toLowerCase()}${role.title.slice(1)}`
}
