import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import type { Now } from '../room/data.ts'
import type { Running } from './moves.tsx'
import styles from './step.module.css'

type Did = 'spoke' | 'passed' | 'again'
const SAID = { now: 'speaks now', waits: '', passed: 'passed, comes back', spoke: 'has spoken' }

/** Who speaks now and who comes next, in a round that has an order: the same as everybody sees. */
export function Turns({ now, running }: { now: Now; running: Running }) {
  const { turns } = now
  const step = now.activity?.step?.id
  if (!turns || step === undefined) return null
  const speaks = turns.find((one) => one.state === 'now')
  const next = turns.find((one) => one.state === 'waits')
  const say = (person: string, did: Did) =>
    void running.act(() => client.gatherings.turn({ attempt: crypto.randomUUID(), step, person, did }))
  return (
    <section className={styles.part} aria-label="The round">
      <p role="status">
        {speaks ? `Now: ${called(speaks)}.` : 'Everybody has had their turn.'}
        {next && ` Next: ${called(next)}.`}
      </p>
      {speaks && (
        <Buttons>
          <Button kind="primary" onClick={() => say(speaks.id, 'spoke')}>
            {next ? `Next: ${next.name}` : 'They have spoken'}
          </Button>
          <Button onClick={() => say(speaks.id, 'passed')}>Passes, comes back</Button>
        </Buttons>
      )}
      <details>
        <summary>The order, as everybody sees it</summary>
        <p className={styles.meta}>
          Made from who is in the room: residents and small organisations begin, whoever pays speaks last, equals by
          lot. Whoever comes late is last.
        </p>
        <ol className={styles.order}>
          {turns.map((one) => (
            <li key={one.id}>
              <span>
                {called(one)} <span className={styles.meta}>{SAID[one.state]}</span>
              </span>{' '}
              {one.state !== 'now' && (
                <Button small kind="quiet" aria-label={`Speaks now: ${one.name}`} onClick={() => say(one.id, 'again')}>
                  Speaks now
                </Button>
              )}
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

const called = (one: { name: string; organisation: string }) =>
  one.organisation === '' ? one.name : `${one.name}, ${one.organisation}`
