import { type ReactNode, useState } from 'react'
import { Button } from '#web/ui/button.tsx'

/** What was said once is read; it is said anew by one press, and not asked again each time. */
export function Anew({
  said,
  verb,
  children,
}: {
  said: boolean
  verb: string
  children: (done: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  if (said && !open)
    return (
      <p data-paper="no">
        <Button small onClick={() => setOpen(true)}>
          {verb}
        </Button>
      </p>
    )
  return children(() => setOpen(false))
}
