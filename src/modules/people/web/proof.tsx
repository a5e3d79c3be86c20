import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send } from './data.ts'
import { ByPassphrase } from './passphrase-form.tsx'

/** Shows again who is there. Good for ten minutes, on this device. */
export function Proof({ code, then }: { code: boolean; then?: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const ways = useQuery(api.people.waysIn.queryOptions({ input: {} }))
  // Somebody who came by their organisation has no password: their passphrase or their passkey shows who they are.
  if (ways.data?.passphrase && !ways.data.password) return <ByPassphrase then={then} />
  if (ways.data?.password === false)
    return <p>Make a journal passphrase first, or sign out and come in with your passkey: that shows that it is you.</p>
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
