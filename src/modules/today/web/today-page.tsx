import type { ReactNode } from 'react'
import { ButtonLink } from '#web/ui/button.tsx'
import { Page } from '#web/ui/page.tsx'
import { WaitingForYou } from './waiting-for-you.tsx'

/** The first page of somebody who is signed in: a place to write, and what waits. */
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
    </Page>
  )
}
