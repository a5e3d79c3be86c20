import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'

/** One screen for what never was and what is somebody else's; another for what could not be fetched just now. */
export function NotThere({ fault, to, verb, again }: { fault: unknown; to: string; verb: string; again: () => void }) {
  if ((fault as { code?: string } | null)?.code === 'not_found')
    return (
      <Page title="Nothing here for you to see">
        <p>It may have moved, or it may never have been.</p>
        <p>
          <ButtonLink to={to}>{verb}</ButtonLink>
        </p>
      </Page>
    )
  return (
    <Notice kind="error" title="This could not be opened" actions={<Button onClick={again}>Try again</Button>}>
      Nothing is lost: what is in it is still there.
    </Notice>
  )
}
