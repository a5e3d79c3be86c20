import { ButtonLink } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { Page } from './ui/page.tsx'

/** The same for what never was, what has moved, and what this reader may not see. */
export function Missing() {
  return (
    <Page title="Nothing here for you to see">
      <Empty step={<ButtonLink to="/today">Go to Today</ButtonLink>}>
        It may have moved, or it may never have been. Nothing of yours is lost.
      </Empty>
    </Page>
  )
}
