import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'

type Props = { into: { space: string; chapter: string; address: string; reach: ReachProps }; onClose: () => void }

/** A text from elsewhere, pasted: it becomes a document to cut excerpts from. */
export function PasteText({ into, onClose }: Props) {
  const attempt = useAttempt()
  const router = useRouter()
  const [text, setText] = useState('')
  const as = `paste-${into.space}`
  return (
    <Dialog open onClose={onClose} title="Paste text" shape="sheet">
      <Form
        onSend={async (data) => {
          const made = await client.library.paste({
            attempt: attempt.id,
            space: into.space,
            chapter: into.chapter,
            text,
            title: String(data.get('title')),
            source: String(data.get('source')),
          })
          if (!made.ok) return { problem: made.sentence }
          onClose()
          router.history.push(`/s/${into.address}/evidence/d/${made.id}`)
        }}
      >
        <TextField label="What is it called?" name="title" required maxLength={300} keepAs={`${as}-title`} />
        <TextArea
          label="The text"
          name="text"
          rows={8}
          required
          maxLength={400000}
          value={text}
          onChange={setText}
          keepAs={`${as}-text`}
          reach={into.reach}
        />
        <TextField
          label="Where is it from?"
          name="source"
          hint="A page, a message, somebody’s notes"
          maxLength={500}
          optional
          keepAs={`${as}-source`}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Put it in
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
