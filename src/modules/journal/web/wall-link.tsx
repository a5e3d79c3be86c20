import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './journal.module.css'

/** Under the sheet on a space's first page: the way to one for its wall. */
export function WallLink({ address }: { address: string }) {
  return (
    <p className={styles.meta} data-paper="no">
      <LinkTo to={`/s/${address}/wall`}>A sheet for the wall</LinkTo>, with a code that opens this on a phone
    </p>
  )
}
