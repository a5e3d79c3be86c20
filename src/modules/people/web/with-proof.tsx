import type { ReactNode } from 'react'
import { useProfile } from './data.ts'
import { Proof } from './proof.tsx'

/** Hands its child what shows again who is there, or null where that was shown within ten minutes. */
export default function WithProof({ children }: { children: (proof: ReactNode) => ReactNode }) {
  const profile = useProfile()
  if (profile.data === undefined) return null
  return children(profile.data.proved ? null : <Proof code={profile.data.code === 'on'} />)
}
