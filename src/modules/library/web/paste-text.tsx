import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'

type Props = {
  into: { space: string; chapter: string; address: string; reach: ReachProps }
  /** A web address with what it says, instead of a text alone. */
  link?: boolean
  /** What was pasted already. */
  begin?: string
  onClose: () => void
}

/** A text from elsewhere, pasted, or a web address with what it says: it becomes a document to cut excerpts from. */
export function PasteText({ into, link = false, begin = '', onClose }: Props) {
  const attempt = useAttempt()
  const router = useRouter()
  const [text, setText] = useState(begin)
  const as = `${link ? 'link' : 'paste'}-${into.space}`
  const said = (data: FormData, name: string) => String(data.get(name) ?? '').trim()
  return (
    <Dialog open onClose={onClose} title={link ? 'Keep a link' : 'Paste text'} shape="sheet">
      <Form
        onSend={async (data) => {
          const brought = {
            ...{ attempt: attempt.id, space: into.space, chapter: into.chapter, text },
            ...{ title: said(data, 'title'), source: said(data, 'source'), dated: said(data, 'dated') || null },
          }
          const made = link
            ? await client.library.link({ ...brought, link: said(data, 'link') })
            : await client.library.paste(brought)
          if (!made.ok) return { problem: made.sentence }
          onClose()
          router.history.push(`/s/${into.address}/evidence/d/${made.id}`)
        }}
      >
        {link && (
          <TextField
            label="The web address"
            name="link"
            type="url"
            inputMode="url"
            hint="It is kept as it is typed and never opened from here by itself: what stands there tomorrow may be something else."
            required
            maxLength={2000}
            keepAs={`${as}-link`}
          />
        )}
        <TextField label="What is it called?" name="title" required maxLength={300} keepAs={`${as}-title`} />
        <TextArea
          label={link ? 'What does it say?' : 'The text'}
          name="text"
          hint={link ? 'Paste the part that matters, or say it in your words.' : undefined}
          rows={link ? 5 : 8}
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
          hint={link ? 'Who stands behind it' : 'A page, a message, somebody’s notes'}
          maxLength={500}
          optional
          keepAs={`${as}-source`}
        />
        <DateField label="When was it made or said?" name="dated" optional />
        <Buttons>
          <Button kind="primary" type="submit">
            {link ? 'Keep it' : 'Put it in'}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
