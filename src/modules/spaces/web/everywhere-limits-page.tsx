import { Button } from '#web/ui/button.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { LimitsWords } from './limits-words.tsx'

/** Where confidence ends, wherever one is: who decides and who is told is named in each space. */
export default function EverywhereLimitsPage() {
  return (
    <Page title="Where confidence ends" actions={<Button onClick={() => window.print()}>Print this page</Button>}>
      <LimitsWords />
      <Section title="Who decides, and who is told">
        <p>
          Each space names them for itself, on its own page: open the space, then “Where confidence ends”. Your journal
          is read by nobody but you, so nobody decides for you there, and nobody would notice there that you are in
          danger.
        </p>
      </Section>
    </Page>
  )
}
