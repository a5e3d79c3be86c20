import { useEffect } from 'react'
import { seenWork, useWork, type Work } from './lib/work.ts'
import type { ShellSpace } from './shell.tsx'
import styles from './shell-work.module.css'
import { Button, ButtonLink } from './ui/button.tsx'

type Props = { spaces: readonly ShellSpace[]; here: string }

/**
 * What goes on while somebody reads elsewhere, a quiet line for each: how far it is, what is done, what went wrong. It stands until
 * it was seen. On the page that shows it whole there is no line, and what is over counts as seen there.
 */
export function WorkLines({ spaces, here }: Props) {
  const shown = useWork().flatMap((work) => {
    const space = spaces.find((one) => one.id === work.space)
    return space === undefined ? [] : [{ work, place: space.name, to: `/s/${space.address}${work.at}` }]
  })
  const elsewhere = shown.filter(({ to }) => to !== here)
  const over = shown.filter(({ work, to }) => to === here && !work.going).map(({ work }) => work.key)
  const seen = over.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys of what is over here are the only reason
  useEffect(() => over.forEach(seenWork), [seen])
  return (
    <section aria-label="Under way" className={styles.work} hidden={elsewhere.length === 0} data-paper="no">
      {elsewhere.map(({ work, place, to }) => (
        <Line key={work.key} work={work} place={place} to={to} />
      ))}
    </section>
  )
}

function Line({ work, place, to }: { work: Work; place: string; to: string }) {
  return (
    <div className={styles.workLine}>
      <p role="status">{work.says(place)}</p>
      {work.going && <progress aria-label="How far" max={1} value={work.part ?? undefined} />}
      <span>
        <ButtonLink kind="quiet" small to={to}>
          Look at it
        </ButtonLink>
        <Button kind="quiet" small onClick={work.going ? work.stop : () => seenWork(work.key)}>
          {work.going ? 'Stop it' : 'Seen'}
        </Button>
      </span>
    </div>
  )
}
