import { Fragment } from 'react'
import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './library.module.css'

type Props = { evidence: string; address: string; resting: readonly { evidence: string; words: string; to: string }[] }

/** What came of a piece of evidence: the way along its thread, and the insights on it that the reader reads. */
export function LedTo({ evidence, address, resting }: Props) {
  const on = resting.filter((one) => one.evidence === evidence)
  return (
    <p className={styles.small}>
      <LinkTo to={`/s/${address}/insights/${evidence}?kind=evidence`}>What it led to</LinkTo>
      {on.map((one, at) => (
        <Fragment key={one.to}>
          {at === 0 ? ': ' : '; '}
          <LinkTo to={one.to} className={styles.serifSmall}>
            {one.words}
          </LinkTo>
        </Fragment>
      ))}
    </p>
  )
}
