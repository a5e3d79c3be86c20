import { useMutation } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Form } from '#web/ui/form.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useSending, wordsOf } from '../data.ts'
import { among, type DoingProps, Foot, toAll } from '../foot.tsx'

/** What is read by those who read where it was said, and not by everybody. */
const DATED = ['finding', 'insight', 'implication']

/** A dead end, with its reason. */
export function Stop({ what, here, onDone }: Omit<DoingProps, 'trace'>) {
  const send = useSending()
  const attempt = useAttempt()
  const stop = useMutation(api.insights.stop.mutationOptions())
  if (what.do !== 'stop') return null
  return (
    <Form
      name="Stop here, because…"
      onSend={(data) =>
        send(
          () =>
            stop.mutateAsync({
              attempt: attempt.id,
              space: here.id,
              kind: what.kind,
              of: what.of,
              reason: wordsOf(data, 'reason'),
            }),
          onDone,
        )
      }
    >
      <TextArea
        label="Why it stops here"
        name="reason"
        required
        maxLength={1000}
        keepAs={`stop ${what.of}`}
        rows={2}
        reach={DATED.includes(what.kind) ? among(here) : toAll(here)}
        hint="It stays to be read, with its reason: others may take it up again."
      />
      <Foot verb="Stop it here" onDone={onDone} />
    </Form>
  )
}
