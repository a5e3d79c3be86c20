import type { ReactNode } from 'react'
import { Icon } from '#web/ui/icon.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import styles from './door.module.css'

type DoorProps = {
  title: string
  /** Small line over the title: which place this is. */
  place?: string | undefined
  why?: ReactNode
  /** What stands on the sheet: a form, or a notice. */
  children: ReactNode
  /** Under the sheet: other ways on. */
  after?: ReactNode
}

/** A page before one is inside: one column, one thing to do. */
export function Door({ title, place, why, children, after }: DoorProps) {
  return (
    <main className={styles.door}>
      <title>{`${title} · Trefoil`}</title>
      <LinkTo to="/" className={styles.name}>
        <Icon name="trefoil" size="1.75rem" /> Trefoil
      </LinkTo>
      <p className={styles.place}>{place}</p>
      <h1>{title}</h1>
      {why && <p className={styles.why}>{why}</p>}
      <div className={styles.sheet}>{children}</div>
      {after && <div className={styles.after}>{after}</div>}
    </main>
  )
}

/** A second way on, under the first and parted from it. */
export function Or({ children }: { children: ReactNode }) {
  return <div className={styles.or}>{children}</div>
}
