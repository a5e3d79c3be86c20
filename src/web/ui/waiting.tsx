import type { ReactNode } from 'react'
import { Button, ButtonLink } from './button.tsx'
import { LinkTo } from './link-to.tsx'
import styles from './waiting.module.css'

export type WaitingProps = {
  /** The sentence itself, in serif when it is somebody's words. */
  children: ReactNode
  words?: boolean
  meta?: ReactNode
  /** Said in the alert colour after the meta: “Unanswered for 23 days.” */
  late?: ReactNode
  minutes?: number
  /** One button; `to` makes it a link. */
  act?: { label: string; to?: string; onAct?: () => void; pending?: boolean; kind?: 'primary' | 'outline' | 'quiet' }
  /** So that a link can lead to it. */
  id?: string
  /** Quiet buttons under the text: why, not now. */
  more?: ReactNode
  /** Where the sentence itself leads, if elsewhere than the button. */
  to?: string
}

/** A list of what waits: <WaitingList><Waiting …/></WaitingList>. */
export function WaitingList({ children, quiet }: { children: ReactNode; quiet?: boolean }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={quiet ? `${styles.list} ${styles.small}` : styles.list}>
      {children}
    </ul>
  )
}

export function Waiting({ children, words = true, meta, late, minutes, act, to, id, more }: WaitingProps) {
  return (
    <li className={styles.row} id={id}>
      <div className={styles.text}>
        <p className={words ? styles.words : styles.plain}>{to ? <LinkTo to={to}>{children}</LinkTo> : children}</p>
        {(meta || late) && (
          <p className={styles.meta}>
            {meta} {late && <strong className={styles.late}>{late}</strong>}
          </p>
        )}
        {more && <div className={styles.more}>{more}</div>}
      </div>
      <div className={styles.act}>
        {minutes !== undefined && (
          <span className={styles.minutes}>
            {minutes} <abbr title="minutes">min</abbr>
          </span>
        )}
        {act &&
          (act.to ? (
            <ButtonLink kind={act.kind} to={act.to}>
              {act.label}
            </ButtonLink>
          ) : (
            <Button kind={act.kind} onClick={act.onAct} pending={act.pending}>
              {act.label}
            </Button>
          ))}
      </div>
    </li>
  )
}
