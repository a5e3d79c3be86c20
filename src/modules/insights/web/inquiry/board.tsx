import { useRef } from 'react'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { type Cycle, STEP_WORDS, STEPS } from './data.ts'
import styles from './inquiry.module.css'
import type { Moving } from './moving.tsx'

type BoardProps = { cycles: readonly Cycle[]; address: string; open: boolean; moving: Moving }

/** The cycles under way, in five columns. The list before it says the same; here the arrow keys move what has the focus. */
export function Board({ cycles, address, open, moving }: BoardProps) {
  const board = useRef<HTMLDivElement>(null)
  const go = (from: HTMLElement, by: number) => {
    const links = [...(board.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    links[links.indexOf(from) + by]?.focus()
  }
  const onKey = (event: React.KeyboardEvent<HTMLElement>, cycle: Cycle) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    if (event.key === 'ArrowDown') go(event.currentTarget, 1)
    if (event.key === 'ArrowUp') go(event.currentTarget, -1)
    if (event.key === 'ArrowRight' && open) moving.on(cycle)
    if (event.key === 'ArrowLeft' && open) moving.back(cycle)
  }
  return (
    <div className={styles.board} ref={board}>
      {STEPS.map((step) => {
        const here = cycles.filter((cycle) => cycle.ended_on === null && cycle.at_step === step)
        return (
          <section key={step} className={styles.column} aria-label={`${STEP_WORDS[step]}, on the board`}>
            <h3 className={styles.small}>{STEP_WORDS[step]}</h3>
            {here.length === 0 && <p className={styles.soft}>Nothing here.</p>}
            {here.map((cycle) => (
              <div key={cycle.id} className={styles.card}>
                <LinkTo
                  to={`/s/${address}/insights/cycles/${cycle.id}`}
                  className={styles.cardWords}
                  onKeyDown={(event) => onKey(event, cycle)}
                >
                  {cycle.words}
                </LinkTo>
                {cycle.near === 'past' && <p className={styles.meta}>Past its {cycle.weeks} weeks.</p>}
                {open && <Moves cycle={cycle} moving={moving} />}
              </div>
            ))}
          </section>
        )
      })}
    </div>
  )
}

/** The two ways a cycle moves. */
export function Moves({ cycle, moving }: { cycle: Cycle; moving: Moving }) {
  const about = (verb: string) => `${verb}: ${cycle.words}`
  return (
    <div className={styles.acts} data-paper="no">
      {(cycle.at_step !== 'question' || cycle.ended_on !== null) && (
        <Button
          small
          kind="quiet"
          aria-label={about(cycle.ended_on === null ? 'Back' : 'Open again')}
          onClick={() => moving.back(cycle)}
        >
          {cycle.ended_on === null ? 'Back' : 'Open again'}
        </Button>
      )}
      {cycle.ended_on === null && (
        <Button small kind="quiet" aria-label={about('Move on')} onClick={() => moving.on(cycle)}>
          Move on
        </Button>
      )}
    </div>
  )
}
