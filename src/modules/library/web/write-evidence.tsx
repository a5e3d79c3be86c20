import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { CardFields, cardOf, WhoseFields, whoseOf } from './card-fields.tsx'
import styles from './library.module.css'

type Props = { into: { space: string; chapter: string; reach: ReachProps }; onClose: () => void }

/** Words that were said or noticed, written down with what is known about them. */
export function WriteEvidence({ into, onClose }: Props) {
  const attempt = useAttempt()
  const as = `evidence-${into.space}`
  return (
    <Dialog open onClose={onClose} title="Write down a piece of evidence" shape="sheet">
      <Form
        onSend={async (data) => {
          const made = await client.library.addEvidence({
            attempt: attempt.id,
            space: into.space,
            chapter: into.chapter,
            words: String(data.get('words')).trim(),
            whose: whoseOf(data),
            card: cardOf(data),
          })
          if (!made.ok) return { problem: made.sentence }
          onClose()
        }}
      >
        <TextArea
          label="In the words it was said, or as you saw it"
          name="words"
          rows={4}
          required
          maxLength={5000}
          keepAs={`${as}-words`}
          reach={into.reach}
        />
        <InConfidence />
        <WhoseFields space={into.space} first="mine" keep={as} />
        <details className={styles.more}>
          <summary>What is known about it</summary>
          <CardFields keep={as} />
        </details>
        <Buttons>
          <Button kind="primary" type="submit">
            Keep as evidence
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
