import type { ReactNode } from 'react'
import { ButtonLink } from '#web/ui/button.tsx'
import { Page } from '#web/ui/page.tsx'
import { WaitingForYou } from './waiting-for-you.tsx'

/** The first page of somebody who is signed in: what waits, and a place to write. */
export function TodayPage({ others }: { others?: ReactNode }) {
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
      <WaitingForYou />
      {others}
      <p>
        <ButtonLink to="/journal" icon="pen">
          Write down something you noticed
        </ButtonLink>
      </p>
    </Page>
  )
}
