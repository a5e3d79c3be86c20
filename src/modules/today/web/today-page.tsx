import type { ReactNode } from 'react'
import { ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Page } from '#web/ui/page.tsx'
import { Changes } from './changes.tsx'
import styles from './today.module.css'
import { WaitingForYou } from './waiting-for-you.tsx'
import { MyWeek } from './week.tsx'

/** The first page of somebody who is signed in: a place to write, what waits, and what their roles look at once a week. */
export function TodayPage({ capture, others }: { capture: ReactNode; others?: ReactNode }) {
  return (
    <Page
      title="Today"
      reach={{ person: 'first', sentence: 'Only you' }}
      actions={
        <ButtonLink to="/new-space" kind="outline" icon="plus">
          Make a space
        </ButtonLink>
      }
    >
      {capture}
      <WaitingForYou />
      {others}
      <MyWeek />
      <Changes />
      <p className={styles.quiet} data-paper="no">
        <LinkTo to="/me/letters">What I am told by mail</LinkTo>
      </p>
    </Page>
  )
}
