import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'

/** One button takes the demonstration off this machine, and leads back to the place beside it. */
export function Remove() {
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: async () => {
      const answer = await fetch('/demonstration/remove', { method: 'POST' })
      if (!answer.ok) throw new Error(String(answer.status))
      return (await answer.json()) as { url: string }
    },
    onSuccess: ({ url }) => location.assign(url),
  })
  return (
    <Section title="Seen enough?">
      <p>The demonstration has a database of its own. Removing it touches nothing of yours.</p>
      <Button kind="outline" onClick={() => setAsking(true)}>
        Remove the demonstration
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Remove the demonstration?"
        actions={
          <>
            <Button pending={remove.isPending} onClick={() => remove.mutate()}>
              Remove it
            </Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </>
        }
      >
        <p>
          Everything that was tried out in it goes with it. You can open a fresh one at any time from the first page.
        </p>
        {remove.isError && (
          <Notice kind="error" title="It was not removed">
            The demonstration is as it was. Try again, or stop and start Trefoil first.
          </Notice>
        )}
      </Dialog>
    </Section>
  )
}
