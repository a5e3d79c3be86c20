import type { ReactNode } from 'react'
import styles from './empty.module.css'

/** An empty place says what will be here, and offers the first step. */
export function Empty({ title, children, step }: { title?: string; children: ReactNode; step?: ReactNode }) {
  return (
    <div className={styles.empty}>
      {title && <p className={styles.title}>{title}</p>}
      <div className={styles.text}>{children}</div>
      {step && <div className={styles.step}>{step}</div>}
    </div>
  )
}
