import type { ReactNode } from 'react'
import styles from './margin.module.css'

/** What is known about the text beside it: how sure, from whom, where it may go. Folds under the text where there is no room. */
export function Margin({ name = 'About this page', children }: { name?: string; children: ReactNode }) {
  return (
    <aside className={styles.margin} aria-label={name}>
      {children}
    </aside>
  )
}

export function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.note}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.text}>{children}</div>
    </section>
  )
}
