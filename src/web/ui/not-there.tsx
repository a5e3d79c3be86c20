import { Button, ButtonLink } from './button.tsx'
import { Notice } from './notice.tsx'
import { Page } from './page.tsx'

type WayOn = { to: string; verb: string }

/** The same for what never was, what has moved, what is no address at all, and what this reader may not see. */
export function NothingHere({ to, verb }: WayOn) {
  return (
    <Page title="Nothing here for you to see">
      <p>It may have moved, or it may never have been. Nothing of yours is lost.</p>
      <p>
        <ButtonLink to={to}>{verb}</ButtonLink>
      </p>
    </Page>
  )
}

/** What an address that leads to nothing is answered with: an id of nothing here, or no id at all. */
const NOTHING = ['not_found', 'invalid', 'BAD_REQUEST']

/** In the place of a page that did not open: nothing is here, or it could not be fetched just now. */
export function NotThere({ fault, to, verb, again }: WayOn & { fault: unknown; again: () => void }) {
  if (NOTHING.includes((fault as { code?: string } | null)?.code ?? '')) return <NothingHere to={to} verb={verb} />
  return (
    <Notice kind="error" title="This could not be opened" actions={<Button onClick={again}>Try again</Button>}>
      Nothing is lost: what is in it, and what you typed, is still there.
    </Notice>
  )
}
