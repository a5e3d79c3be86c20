import type { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import styles from './plan.module.css'

type Told = Awaited<ReturnType<typeof client.gatherings.toSense>>
export type Finding = Told['items'][number]
type Props = { space: NonNullable<Told['space']>; items: readonly Finding[]; onBring: (finding: string) => void }

/** Findings of the space that called which wait to be made sense of: each is on the run sheet by one press. */
export function ToSense({ space, items, onBring }: Props) {
  const waiting = items.filter((one) => one.item === null)
  if (waiting.length === 0) return null
  return (
    <Section
      title="Findings that wait to be made sense of"
      note={
        <>
          You see them because you are in {space.name}. On the run sheet the room reads “Make sense of a finding”, and
          not what was found. <LinkTo to={`/s/${space.address}/insights/findings`}>All findings</LinkTo>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.items}>
        {waiting.map((one) => (
          <li key={one.id} className={styles.finding}>
            <div className={styles.text}>
              <p className={styles.said}>
                <LinkTo to={one.to}>{one.words}</LinkTo>
              </p>
              <p className={styles.meta}>
                {one.late ? `It should have been made sense of by ${dayWords(one.by)}.` : `By ${dayWords(one.by)}.`}
              </p>
            </div>
            <Button small aria-label={`Put it on the run sheet: ${one.words}`} onClick={() => onBring(one.id)}>
              Put it on
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What is made sense of here; nothing for whoever does not read it. */
export function AboutFinding({ finding }: { finding: Finding | undefined }) {
  if (finding === undefined) return null
  return (
    <p className={styles.meta}>
      What was found, for those who read it: <LinkTo to={finding.to}>{finding.words}</LinkTo>
    </p>
  )
}
