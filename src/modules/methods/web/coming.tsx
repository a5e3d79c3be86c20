import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'

/** On its way, or waiting for the connection to come back. */
export function Coming({ cut, what, lines }: { cut: boolean; what: string; lines: number }) {
  if (!cut) return <Loading what={what} lines={lines} />
  return (
    <Notice kind="offline" title="This is fetched when you are connected again">
      Nothing has to be done. Methods that were opened before can still be read.
    </Notice>
  )
}
