import { dayWords } from '#web/lib/day.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'

type Backup = {
  on: string | null
  checked: 'restored' | 'whole' | null
  well: boolean
  failed: boolean
  nightly: boolean
}

/** How the last backup of the place went, for whoever runs it. It names no folder: that is on the machine. */
export function Backups({ backup }: { backup: Backup }) {
  const newest =
    backup.on === null
      ? 'There is none yet.'
      : `The newest is of ${dayWords(backup.on)}. ${
          backup.checked === 'restored'
            ? 'It was restored beside the place to see that it is good.'
            : 'It is whole, and closed: only with its passphrase can it be restored to see that it is good.'
        }`
  return (
    <Section title="Backups" note="A copy of the whole place, and its keys apart from it.">
      {backup.well ? (
        <p>{newest}</p>
      ) : (
        <Notice kind="error" title={backup.failed ? 'The last backup failed' : 'There is no backup of the last day'}>
          {newest} The place goes on, and nothing is lost; whoever runs the machine finds the reason with{' '}
          <code>npm run trefoil -- doctor</code>.
        </Notice>
      )}
      <p>
        {backup.nightly
          ? 'The place makes one every night.'
          : 'The place makes none by itself: set BACKUP_DIR for one every night, or make them by hand.'}
      </p>
    </Section>
  )
}
