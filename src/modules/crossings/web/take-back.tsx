import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Mine } from '../contract.ts'
import { NOT_RECALLED } from './says.tsx'

/** Asks before words are taken back, and says what cannot be. */
export function TakeBack({
  one,
  onClose,
  onTaken,
}: {
  one: Mine
  onClose: () => void
  onTaken: (copies: number) => void
}) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const take = useMutation(
    api.crossings.takeBack.mutationOptions({
      onSuccess: (done) => {
        if (done.ok) onTaken(done.copies)
        onClose()
        void queries.invalidateQueries()
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Take it back?"
      actions={
        <Buttons>
          <Button
            kind="primary"
            pending={take.isPending}
            onClick={() => take.mutate({ attempt: attempt.id, id: one.id })}
          >
            Take it back
          </Button>
          <Button onClick={onClose}>Leave it there</Button>
        </Buttons>
      }
    >
      {one.words !== null && <Quote bare={one.form === 'theme'}>{one.words}</Quote>}
      {one.state === 'went' ? (
        <>
          <p>
            The words go at once from {one.to.name}, and from wherever they went on to from there. What was built on
            them is looked at again, without your name or the hour.
          </p>
          <p>{NOT_RECALLED}</p>
        </>
      ) : (
        <p>It has not gone yet, and will not. Nobody is told why.</p>
      )}
      {take.isError && (
        <Notice kind="error" title="It was not taken back">
          It is where it was. Try again in a moment.
        </Notice>
      )}
    </Dialog>
  )
}
