import type { ReactNode } from 'react'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Purpose } from '#web/ui/page.tsx'
import { useHere } from './data.ts'
import { SpacePage } from './space-page.tsx'

type NowProps = {
  params: Record<string, string>
  /** A place to write, from the journal: passed in, since a space does not know the journal. */
  capture?: ReactNode
  /** What waits for the reader here. */
  waiting?: ReactNode
}

/** The first page of a space: what it is for, a place to write, what waits. */
export function NowPage({ params, capture, waiting }: NowProps) {
  const address = params.address!
  const here = useHere(address)
  const charter = here.data?.charter
  return (
    <SpacePage
      address={address}
      tab="now"
      margin={charter && <Margin>{charter.payer && <Note title="Who pays">{charter.payer}</Note>}</Margin>}
    >
      {charter?.purpose && <Purpose>{charter.purpose}</Purpose>}
      {capture}
      {waiting}
    </SpacePage>
  )
}
