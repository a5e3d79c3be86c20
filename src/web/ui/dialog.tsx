import { lazy, type ReactNode, Suspense } from 'react'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the foot. */
  actions?: ReactNode
  /** `sheet` comes from below on a phone; */
  shape?: 'plain' | 'sheet'
  /** For what must be answered: no closing by a click beside it. */
  mustAnswer?: boolean
}

const Modal = lazy(() => import('./dialog-modal.tsx'))

/** Its machinery is fetched when the first one opens. Focus goes in, stays in, and returns to where it was. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null
  return (
    <Suspense fallback={null}>
      <Modal {...props} />
    </Suspense>
  )
}
