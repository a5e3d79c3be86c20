import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'

/** Somebody else was quicker: both texts stand side by side. */
export function Theirs({ words }: { words: string | null }) {
  if (words === null) return null
  return (
    <Notice kind="info" title="It now stands there like this">
      <Quote bare>{words}</Quote>
      <p>Yours is below. Join the two, or send yours to stand instead.</p>
    </Notice>
  )
}
