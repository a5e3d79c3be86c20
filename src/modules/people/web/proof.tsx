import { useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send } from './data.ts'

/** Shows again who is there. Good for ten minutes, on this device. */
export function Proof({ code, then }: { code: boolean; then?: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Form
      name="Show that it is you"
      onSend={async (data) => {
        const typed = Object.fromEntries(data) as { password: string; code?: string }
        const outcome = await send(
          () => client.people.prove({ attempt: attempt.id, ...typed }),
          async () => {
            await queries.invalidateQueries()
            then?.()
          },
          { wrong: 'password', code: 'code' },
        )
        attempt.renew()
        return outcome
      }}
    >
      <TextField
        label="Show that it is you: your password"
        name="password"
        type="password"
        required
        autoComplete="current-password"
        hint="Asked for before a way in is changed. Good for ten minutes."
      />
      {code && (
        <TextField
          label="Code from your phone"
          name="code"
          short
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
      )}
      <Button type="submit">It is me</Button>
    </Form>
  )
}
