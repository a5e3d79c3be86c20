import type { ReactNode } from 'react'
import styles from './trace.module.css'

export type StepProps = {
  /** Evidence, Insight, Receiver, Decision … */
  label: string
  /** Under the label: “22 October”, “heard in 4 days”. */
  date?: ReactNode
  /** Hollow: behind us. Filled: this page. Dashed: still to come. */
  node?: 'hollow' | 'filled' | 'dashed'
  children: ReactNode
}

/** What became of it, from evidence to outcome: <Trace><Step …/></Trace>. Also any list in time. */
export function Trace({ name = 'From evidence to outcome', children }: { name?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ol role="list" className={styles.trace} aria-label={name}>
      {children}
    </ol>
  )
}

export function Step({ label, date, node = 'hollow', children }: StepProps) {
  return (
    <li className={styles.step} data-node={node} aria-current={node === 'filled' ? 'step' : undefined}>
      <span className={styles.node} aria-hidden="true" />
      <div className={styles.side}>
        <p className={styles.label}>{label}</p>
        {date && <p className={styles.date}>{date}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </li>
  )
}

/** Small words after the text of a step. */
export function Meta({ children }: { children: ReactNode }) {
  return <span className={styles.date}>{children}</span>
}
