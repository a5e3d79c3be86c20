import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { wordsOf } from '../data.ts'
import { Anew } from './anew.tsx'
import type { After } from './data.ts'

/** What whoever ran it learned themselves: told to those who were in the room. */
export function Learned({ told, gathering }: { told: After; gathering: string }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const note = useMutation(api.gatherings.noteLearning.mutationOptions())
  const mine = told.notes.find((one) => one.mine)
  if (told.notes.length === 0 && !told.can.ran) return null
  return (
    <Section title="What those who ran it learned">
      {told.notes.map((one) => (
        <Quote key={one.by} by={one.mine ? 'You' : one.by}>
          {[one.learned, one.differently && `Next time: ${one.differently}`].filter(Boolean).join(' ')}
        </Quote>
      ))}
      {told.can.ran && (
        <Anew said={mine !== undefined} verb="Change what you learned">
          {(done) => (
            <Form
              name="What you learned"
              onSend={async (data) => {
                const said = { learned: wordsOf(data, 'learned'), differently: wordsOf(data, 'differently') }
                const answer = await note.mutateAsync({ attempt: attempt.id, gathering, ...said })
                if (!answer.ok) return { problem: answer.sentence }
                attempt.renew()
                await queries.invalidateQueries()
                done()
              }}
            >
              <TextArea
                label="What I learned"
                name="learned"
                optional
                rows={2}
                maxLength={1000}
                defaultValue={mine?.learned ?? ''}
                keepAs={`learned ${gathering}`}
              />
              <TextArea
                label="What I would do differently"
                name="differently"
                optional
                rows={2}
                maxLength={1000}
                defaultValue={mine?.differently ?? ''}
                keepAs={`differently ${gathering}`}
                reach={{ person: 'second', sentence: 'Everybody who was in the room, and nobody else' }}
              />
              <Button type="submit">Tell those who were there</Button>
            </Form>
          )}
        </Anew>
      )}
    </Section>
  )
}
