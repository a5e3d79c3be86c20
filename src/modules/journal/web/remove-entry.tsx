import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { justRemoved } from './removed.tsx'

/** Asks before an entry is deleted: the way back is open for a minute only. */
export function RemoveEntry({ id, onClose }: { id: string; onClose: () => void }) {
  const attempt = useAttempt()
  const router = useRouter()
  const queries = useQueryClient()
  const remove = useMutation(
    api.journal.remove.mutationOptions({
      onSuccess: () => {
        justRemoved(id)
        // What is deleted is not shown again, not even until the list has been fetched anew.
        queries.removeQueries({ queryKey: api.journal.list.key() })
        onClose()
        router.history.push('/journal')
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete this entry?"
      actions={
        <Buttons>
          <Button kind="danger" pending={remove.isPending} onClick={() => remove.mutate({ attempt: attempt.id, id })}>
            Delete it
          </Button>
          <Button onClick={onClose}>Keep it</Button>
        </Buttons>
      }
    >
      <p>
        The entry goes with everything it said before, and its photos. For a minute you can put it back; then it is
        destroyed.
      </p>
      <p>Lines you brought elsewhere stay there. You can take them back under “Where my words are”.</p>
      {remove.isError && (
        <Notice kind="error" title="It was not deleted">
          The entry is where it was. Try again in a moment.
        </Notice>
      )}
    </Dialog>
  )
}
