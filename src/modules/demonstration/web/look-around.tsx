import { useEffect } from 'react'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useOpening, useProgress } from './data.ts'

/** Opens the demonstration, a database of its own beside the place; making it the first time takes a while. */
export function LookAround({ atOnce = false }: { atOnce?: boolean }) {
  const start = useOpening()
  const { mutate } = start
  const progress = useProgress(start.isPending)
  useEffect(() => {
    if (atOnce) mutate()
  }, [atOnce, mutate])
  return (
    <>
      <Button kind="outline" pending={start.isPending} onClick={() => start.mutate()}>
        Look around the demonstration
      </Button>
      {start.isPending && (
        <p role="status">
          {progress.data
            ? `Building the world: ${progress.data.done} of ${progress.data.total}.`
            : 'Making the demonstration. The first time this takes about a minute.'}
        </p>
      )}
      {start.isError && (
        <Notice kind="error" title="The demonstration did not open">
          It is offered only on the machine that runs Trefoil, opened by its own address there. Nothing of yours was
          touched.
        </Notice>
      )}
    </>
  )
}
