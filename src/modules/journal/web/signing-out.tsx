import { lazy, Suspense } from 'react'
import type { SigningOutProps } from './signing-out-sheet.tsx'

const Sheet = lazy(() => import('./signing-out-sheet.tsx'))

/** Once nobody is signed in here any more, this device says nobody's name to whoever comes next without a connection. */
export const forgetWriter = () => import('./kept/data.ts').then((kept) => kept.forgetWriter())

/** Of whoever is erased nothing stays here that was typed and not sent. */
export const forgetPerson = (person: string) => import('./kept/data.ts').then((kept) => kept.forgetPerson(person))

/** Stands between "Sign out" and being signed out: what is not sent yet is named, and offered to be sent first. */
export function SigningOut(props: SigningOutProps) {
  return (
    <Suspense>
      <Sheet {...props} />
    </Suspense>
  )
}
