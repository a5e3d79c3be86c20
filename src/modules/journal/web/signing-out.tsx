import { lazy, Suspense } from 'react'
import type { SigningOutProps } from './signing-out-sheet.tsx'

const Sheet = lazy(() => import('./signing-out-sheet.tsx'))

/** Stands between "Sign out" and being signed out: what is not sent yet is named, and offered to be sent first. */
export function SigningOut(props: SigningOutProps) {
  return (
    <Suspense>
      <Sheet {...props} />
    </Suspense>
  )
}
