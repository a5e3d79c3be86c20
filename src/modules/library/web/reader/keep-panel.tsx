import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import type { Document } from '../../contract.ts'
import { CardFields, cardOf, WhoseFields, whoseOf } from '../card-fields.tsx'
import { flowing } from '../evidence-quote.tsx'
import styles from '../library.module.css'

type Props = {
  document: Document
  space: string
  reach: ReachProps
  chosen: { starts: number; ends: number }
  onKept: () => void
  onClose: () => void
}

/** The chosen words, who will see them, and what is known about them. */
export function KeepPanel({ document, space, reach, chosen, onKept, onClose }: Props) {
  const attempt = useAttempt()
  const words = document.text.slice(chosen.starts, chosen.ends)
  return (
    <Dialog open onClose={onClose} title="Keep as evidence" shape="sheet">
      <Quote by={`From ${document.title}`}>{flowing(words)}</Quote>
      <Reach {...reach} />
      <Form
        onSend={async (data) => {
          if (!data.has('whose')) return { errors: { whose: 'Say whose words they are.' } }
          const made = await client.library.excerpt({
            attempt: attempt.id,
            space,
            chapter: document.chapter,
            document: document.id,
            starts: chosen.starts,
            ends: chosen.ends,
            whose: whoseOf(data),
            card: cardOf(data),
          })
          if (!made.ok) return { problem: made.sentence }
          onKept()
        }}
      >
        <WhoseFields space={space} first={null} keep={`excerpt-${document.id}`} />
        <details className={styles.more}>
          <summary>What is known about it</summary>
          <CardFields keep={`excerpt-${document.id}`} />
        </details>
        <Buttons>
          <Button kind="primary" type="submit">
            Keep as evidence
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Choose again
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
