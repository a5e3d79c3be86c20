import { Capture } from '#modules/journal/web/index.tsx'
import { AlonePage } from '#modules/methods/web/index.tsx'
import { JournalDoor } from '#modules/people/web/index.tsx'
import type { PageProps } from './lib/route.ts'

/** A method for somebody alone: its questions, and the sheet of their own journal, which know nothing of each other. */
export default function Alone({ params }: PageProps) {
  return (
    <AlonePage
      params={params}
      sheet={(begin) => (
        <JournalDoor>
          <Capture prompts begin={begin} foot="Kept as you type. Go on with it another day." />
        </JournalDoor>
      )}
    />
  )
}
