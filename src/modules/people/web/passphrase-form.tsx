import { useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send } from './data.ts'

/** Makes or changes the passphrase. */
export function PassphraseForm({ label, verb, then }: { label: string; verb: string; then?: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Form
      name="Make a journal passphrase"
      onSend={(data) =>
        send(
          () => client.people.makePassphrase({ attempt: attempt.id, passphrase: String(data.get('passphrase')) }),
          async () => {
            attempt.renew()
            then?.()
            await queries.invalidateQueries()
          },
        )
      }
    >
      <TextField
        label={label}
        name="passphrase"
        type="password"
        required
        maxLength={200}
        autoComplete="new-password"
        hint="At least 16 characters: four or five words that nobody would guess. Nobody can tell you it again; a passkey or your printed codes help if it is lost."
      />
      <Button type="submit" kind="primary">
        {verb}
      </Button>
    </Form>
  )
}

/** Shows by the passphrase that it is really them. */
export function ByPassphrase({ then }: { then?: (() => void) | undefined }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Form
      name="Open with my passphrase"
      onSend={async (data) => {
        const outcome = await send(
          () => client.people.provePassphrase({ attempt: attempt.id, passphrase: String(data.get('passphrase')) }),
          async () => {
            await queries.invalidateQueries()
            then?.()
          },
          { wrong: 'passphrase' },
        )
        attempt.renew()
        return outcome
      }}
    >
      <TextField
        label="Your journal passphrase"
        name="passphrase"
        type="password"
        required
        autoComplete="current-password"
      />
      <Button type="submit" kind="primary">
        It is me
      </Button>
    </Form>
  )
}
