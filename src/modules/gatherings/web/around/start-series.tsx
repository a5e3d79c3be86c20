import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type Gathering, useSending, wordsOf } from '../data.ts'

/** Makes this the first of a series: the next is then called by one press, with its run sheet and its people. */
export function StartSeries({ call }: { call: Gathering }) {
  const [open, setOpen] = useState(false)
  const attempt = useAttempt()
  const send = useSending()
  const start = useMutation(api.gatherings.startSeries.mutationOptions())
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        Make it a series
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Make it a series" shape="sheet">
        <Form
          name="Make it a series"
          onSend={(data) =>
            send(
              () =>
                start.mutateAsync({
                  ...{ attempt: attempt.id, gathering: call.id, purpose: wordsOf(data, 'purpose') },
                  everyDays: Number(wordsOf(data, 'everyDays')),
                }),
              () => setOpen(false),
            )
          }
        >
          <TextField
            label="Again after so many days"
            name="everyDays"
            type="number"
            min={1}
            max={400}
            short
            required
            defaultValue="28"
          />
          <TextArea
            label="What the series is for"
            name="purpose"
            optional
            rows={2}
            maxLength={1000}
            defaultValue={call.purpose}
            keepAs={`series ${call.id}`}
            hint="It rolls on: with each call it is said anew, or stays."
          />
          <Button type="submit" kind="primary">
            Make it a series
          </Button>
        </Form>
      </Dialog>
    </>
  )
}
