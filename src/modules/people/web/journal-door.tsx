import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#web/lib/client.ts'
import { Section } from '#web/ui/page.tsx'
import { useProfile } from './data.ts'
import { PassphraseForm } from './passphrase-form.tsx'
import { Proof } from './proof.tsx'

/** Whoever came by a mailed link or their organisation's sign-in shows something only they hold before the journal opens. */
export function JournalDoor({ children }: { children: ReactNode }) {
  const ways = useQuery(api.people.waysIn.queryOptions({ input: {} }))
  const profile = useProfile()
  const journal = ways.data?.journal
  if (journal === 'make')
    return (
      <Section
        title="First, a passphrase for your journal"
        note="You came in by your organisation or by your mail, and neither may open what you write for yourself. So your journal has a passphrase that only you know."
      >
        <PassphraseForm label="Your journal passphrase" verb="Make it, and open my journal" />
      </Section>
    )
  if (journal === 'shut')
    return (
      <Section
        title="Your journal is shut on this device"
        note="You came in by your organisation or by your mail. Show something that only you hold, and it opens."
      >
        <Proof code={profile.data?.code === 'on'} />
      </Section>
    )
  return children
}
