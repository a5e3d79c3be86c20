import { lazy, Suspense } from 'react'
import { Loading } from '#web/ui/loading.tsx'
import type { CaptureProps } from './capture-sheet.tsx'

const Sheet = lazy(() => import('./capture-sheet.tsx'))

/** The sheet to write on, wherever a page offers one. It is fetched with the first page that has it. */
export function Capture(props: CaptureProps) {
  return (
    <Suspense fallback={<Loading what="Opening the sheet" lines={2} />}>
      <Sheet {...props} />
    </Suspense>
  )
}
