import { useMutation } from '@tanstack/react-query'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

/** Opens the demonstration, a database of its own beside the place; making it the first time takes a while. */
export function LookAround() {
  const start = useMutation({
    mutationFn: async () => {
      const answer = await fetch('/demonstration/begin', { method: 'POST' })
      if (!answer.ok) throw new Error(String(answer.status))
      return (await answer.json()) as { url: string }
    },
    onSuccess: ({ url }) => location.assign(url),
  })
  return (
    <>
      <Button kind="outline" pending={start.isPending} onClick={() => start.mutate()}>
        Look around the demonstration
      </Button>
      {start.isPending && <p role="status">Making the demonstration. The first time this takes about a minute.</p>}
      {start.isError && (
        <Notice kind="error" title="The demonstration did not open">
          It is offered only on the machine that runs Trefoil, opened by its own address there. Nothing of yours was
          touched.
        </Notice>
      )}
    </>
  )
}
