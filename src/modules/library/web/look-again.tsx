import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#shared/day.ts'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import type { Artefact } from '../contract/artefacts.ts'

type OneProps = { artefact: Artefact; space: string; open: boolean; again: () => void }

/** When a thing is looked at again: said here, and the day brings it back to everybody on the first screen of the space. */
export function LookAgain({ artefact, space, open, again }: OneProps) {
  const attempt = useAttempt()
  const [problem, setProblem] = useState('')
  const { lookOn, id, version } = artefact
  const due = lookOn !== null && lookOn <= today()
  if (!open && lookOn === null) return null
  const notAgain = () =>
    send(null).then(
      (wrong) => setProblem(wrong?.problem ?? ''),
      (thrown) => setProblem(wordsOfFault(thrown)),
    )
  const send = async (on: string | null) => {
    const answer = await client.library.lookAgain({ attempt: attempt.id, space, id, version, on })
    if (!answer.ok) return { problem: answer.sentence }
    attempt.renew()
    again()
  }
  return (
    <Section title="When we look at it again">
      {due && (
        <Notice kind="info" title={`The day has come: ${dayWords(lookOn)}`}>
          Does it still hold? Keep a newer version of it, or say that it holds by choosing the next day.
        </Notice>
      )}
      {lookOn !== null && !due && <p>On {dayWords(lookOn)}. It comes back to the first screen of the space then.</p>}
      {open && (
        <div data-paper="no">
          <Form key={version} problem={problem} onSend={(data) => send(String(data.get('on') ?? '') || null)}>
            <DateField
              label={lookOn === null ? 'On which day' : 'On another day'}
              name="on"
              required
              min={addDays(today(), 1)}
            />
            <Buttons>
              <Button type="submit">Keep this day</Button>
              {lookOn !== null && (
                <Button kind="quiet" onClick={() => void notAgain()}>
                  Not again
                </Button>
              )}
            </Buttons>
          </Form>
        </div>
      )}
    </Section>
  )
}

/** What a space looks at again. On its first screen what is due within a month; elsewhere all of it. */
export function LooksAgain({ space, address, all = false }: { space: string; address: string; all?: boolean }) {
  const { data } = useQuery(api.library.looksAgain.queryOptions({ input: { space } }))
  const soon = addDays(today(), 31)
  const shown = (data ?? []).filter((one) => all || one.on <= soon)
  if (shown.length === 0) return null
  return (
    <Section title="To look at again">
      <WaitingList quiet>
        {shown.map((one) => (
          <Waiting
            key={one.id}
            words={false}
            to={`/s/${address}/evidence/artefacts/${one.id}`}
            meta={one.due ? '' : dayWords(one.on)}
            late={one.due && `The day came: ${dayWords(one.on)}.`}
          >
            {one.title}
          </Waiting>
        ))}
      </WaitingList>
    </Section>
  )
}
