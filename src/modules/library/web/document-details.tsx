import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Document } from '../contract.ts'

type Props = { id: string; space: string; onClose: () => void }

/** What a document is called, where it is from, and the day it was made, apart from when it was brought in. */
export function DocumentDetails({ id, space, onClose }: Props) {
  const whole = useQuery(api.library.document.queryOptions({ input: { space, id } }))
  return (
    <Dialog open onClose={onClose} title="Title and day">
      {whole.isPending && <Loading what="Fetching it" lines={3} />}
      {whole.isError && (
        <Notice
          kind="error"
          title="It could not be fetched"
          actions={<Button onClick={() => void whole.refetch()}>Try again</Button>}
        >
          Nothing is lost: it is still there.
        </Notice>
      )}
      {whole.data && <Fields whole={whole.data} space={space} onClose={onClose} />}
    </Dialog>
  )
}

function Fields({ whole, space, onClose }: { whole: Document; space: string; onClose: () => void }) {
  const attempt = useAttempt()
  const cache = useQueryClient()
  const [based] = useState(whole)
  const [theirs, setTheirs] = useState<Document | null>(null)
  const said = (data: FormData, name: string) => String(data.get(name) ?? '').trim()
  return (
    <Form
      onSend={async (data) => {
        const input = { title: said(data, 'title'), source: said(data, 'source'), dated: said(data, 'dated') || null }
        try {
          const done = await client.library.editDocument({
            ...{ attempt: attempt.id, space, id: based.id, version: (theirs ?? based).version },
            ...input,
          })
          if (!done.ok) return { problem: done.sentence }
          await cache.invalidateQueries({ queryKey: api.library.document.key() })
          onClose()
        } catch (fault) {
          if ((fault as { code?: string }).code !== 'conflict') throw fault
          setTheirs(await client.library.document({ space, id: based.id }))
        }
      }}
    >
      {theirs && (
        <Notice kind="info" title="Somebody changed this while you were writing">
          <p>
            It stands now as “{theirs.title}”{theirs.source !== '' && <>, from {theirs.source}</>}
            {theirs.dated !== null && <>, {dayWords(theirs.dated)}</>}. Yours is below, as you typed it.
          </p>
        </Notice>
      )}
      <TextField
        label="What is it called?"
        name="title"
        required
        maxLength={300}
        defaultValue={based.title}
        keepAs={`document ${based.id} title`}
      />
      <TextField
        label="Where is it from?"
        name="source"
        maxLength={500}
        defaultValue={based.source}
        optional
        keepAs={`document ${based.id} source`}
      />
      <DateField
        label="When was it made or said?"
        name="dated"
        hint={`It was brought in on ${dayWords(based.on)}.`}
        defaultValue={based.dated ?? undefined}
        optional
      />
      <Buttons>
        <Button kind="primary" type="submit">
          {theirs ? 'Keep mine' : 'Keep it'}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {theirs ? 'Leave theirs' : 'Not now'}
        </Button>
      </Buttons>
    </Form>
  )
}
