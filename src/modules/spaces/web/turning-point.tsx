import { useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { outcomeOf, type useHere, written } from './data.ts'
import { InConfidence } from './in-confidence.tsx'

type Here = NonNullable<ReturnType<typeof useHere>['data']>

/** Something that changed how things went, on its own day: also of years before this place was made. */
export function TurningPoint({ here, done }: { here: Here; done: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Form
      name="A turning point"
      onSend={async (form) => {
        const answer = await client.spaces.addTurningPoint({
          attempt: attempt.id,
          address: here.address,
          chapter: here.chapter,
          day: written(form, 'day'),
          words: written(form, 'words'),
        })
        attempt.renew()
        if (!answer.ok) return outcomeOf(answer)
        void queries.invalidateQueries()
        done()
      }}
    >
      <TextArea
        label="What changed?"
        name="words"
        required
        rows={3}
        maxLength={1000}
        placeholder="The day the contract ended, and nobody told the volunteers."
        reach={{ person: here.reach.person, sentence: here.reach.sentence }}
        keepAs={`turning-${here.id}`}
      />
      <InConfidence address={here.address} />
      <DateField
        label="When was it?"
        name="day"
        required
        hint="A day of years before is fine. Guess if nobody knows."
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Put it in
        </Button>
        <Button onClick={done}>Leave it</Button>
      </Buttons>
    </Form>
  )
}
