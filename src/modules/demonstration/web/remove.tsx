import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { useLeaving, useWorld } from './data.ts'

/** From the beginning, or off this machine: both take what was tried out here with them, so both ask. */
export function Remove() {
  const [asking, setAsking] = useState<'again' | 'remove' | null>(null)
  const world = useWorld()
  const again = useLeaving('again')
  const remove = useLeaving('remove')
  const leave = asking === 'again' ? again : remove
  return (
    <Section title="Seen enough?">
      <p>The demonstration has a database of its own. Removing it touches nothing of yours.</p>
      {world.data?.stop === null && (
        <Notice kind="info" title="This world stopped on the way">
          Not everything of the six months happened. Begin again for a whole one.
        </Notice>
      )}
      <Button kind="outline" onClick={() => setAsking('again')}>
        Begin again
      </Button>{' '}
      <Button kind="outline" onClick={() => setAsking('remove')}>
        Remove the demonstration
      </Button>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'again' ? 'Begin again?' : 'Remove the demonstration?'}
        actions={
          <>
            <Button pending={leave.isPending} onClick={() => leave.mutate()}>
              {asking === 'again' ? 'Begin again now' : 'Remove it'}
            </Button>
            <Button kind="quiet" onClick={() => setAsking(null)}>
              Keep it
            </Button>
          </>
        }
      >
        <p>
          {asking === 'again'
            ? 'The world is built anew, at Wednesday 21 October 2026. Everything that was tried out in it goes. About a minute.'
            : 'Everything that was tried out in it goes with it. You can open a fresh one at any time from the first page.'}
        </p>
        {leave.isError && (
          <Notice kind="error" title={asking === 'again' ? 'It did not begin again' : 'It was not removed'}>
            The demonstration is as it was. Try again, or stop and start Trefoil first.
          </Notice>
        )}
      </Dialog>
    </Section>
  )
}
