import { useEffect, useRef } from 'react'
import { LinkTo } from './link-to.tsx'
import styles from './tabs.module.css'

export type Tab = { label: string; to: string; current?: boolean; count?: number }

/** Tabs are links: each has an address, opens in a new tab, and is in the list of links. At most seven. */
export function Tabs({ tabs, name = 'Parts of this space' }: { tabs: readonly Tab[]; name?: string }) {
  const list = useRef<HTMLUListElement>(null)
  const current = tabs.find((tab) => tab.current)?.to
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another tab is the current one, it comes into view
  useEffect(() => {
    const row = list.current
    const tab = row?.querySelector<HTMLElement>('[aria-current]')
    if (!row || !tab) return
    const over = tab.offsetLeft + tab.offsetWidth - row.clientWidth
    if (over > row.scrollLeft || tab.offsetLeft < row.scrollLeft) row.scrollLeft = Math.max(0, tab.offsetLeft - 48)
  }, [current])
  return (
    <nav aria-label={name} className={styles.nav}>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.tabs} ref={list}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <LinkTo to={tab.to} current={tab.current ?? false} className={styles.tab}>
              {tab.label}
              {tab.count ? <span className={styles.count}> {tab.count}</span> : null}
            </LinkTo>
          </li>
        ))}
      </ul>
    </nav>
  )
}
