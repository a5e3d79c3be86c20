import { lazy, Suspense, useState } from 'react'
import { Button } from '#web/ui/button.tsx'

export type BringToProps = {
  source: { kind: 'entry' | 'evidence'; id: string; version: number }
  /** The words as they stand there; an exact part of them may go. */
  words: string
  /** The space they are in: it is not offered as a place to go to. */
  from?: string
  /** The address of the space that is offered first. */
  towards?: string
  /** Given, the dialog is open from the start; without it, a button stands here and opens it. */
  onClose?: () => void
}

const Bringing = lazy(() => import('./bringing.tsx'))

/** The only way elsewhere: which words, how they go, where to, who sees them there. */
export function BringTo({ onClose, ...rest }: BringToProps) {
  const [open, setOpen] = useState(false)
  const close = onClose ?? (() => setOpen(false))
  return (
    <>
      {!onClose && (
        <Button icon="arrow" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          Bring it to…
        </Button>
      )}
      {(onClose || open) && (
        <Suspense fallback={null}>
          <Bringing {...rest} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
