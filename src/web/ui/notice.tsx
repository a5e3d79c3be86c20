import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

export type NoticeProps = {
  kind: 'error' | 'saved' | 'info' | 'offline'
  title?: string
  /** For an error: what happened, what is safe, what to do. */
  children?: ReactNode
  /** Buttons: try again, go back. */
  actions?: ReactNode
}

const icon = { error: 'alert', saved: 'check', info: 'info', offline: 'offline' } as const

export function Notice({ kind, title, children, actions }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon[kind]} size="1.25rem" />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
