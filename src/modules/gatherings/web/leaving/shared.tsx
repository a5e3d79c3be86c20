import { dayWords } from '#web/lib/day.ts'
import type { Shared } from '../data.ts'
import styles from '../gatherings.module.css'

/** What was promised and what became of it: beside the call, behind an invitation, and behind the link of a letter. */
export function SharedFacts({ share }: { share: Shared }) {
  return (
    <dl className={styles.facts}>
      {share.what && (
        <div>
          <dt>What people who come will hear</dt>
          <dd className={styles.said}>{share.what}</dd>
        </div>
      )}
      {(share.how || share.by) && (
        <div>
          <dt>How, and by when</dt>
          <dd>
            {[share.how.replace(/\.$/, ''), share.by && `by ${dayWords(share.by)}`].filter(Boolean).join(', ')}
            {share.late && '. It is late: nothing has been told yet.'}
          </dd>
        </div>
      )}
      {share.keptOn && (
        <div>
          <dt>What came of it, told on {dayWords(share.keptOn)}</dt>
          <dd className={styles.said}>{share.kept}</dd>
          {share.keptHow && <dd>Told also: {share.keptHow}</dd>}
        </div>
      )}
      {share.said.map((one) => (
        <div key={one.said}>
          <dt>You said: {one.said}</dt>
          <dd className={styles.said}>What came of that: {one.did}</dd>
        </div>
      ))}
    </dl>
  )
}
