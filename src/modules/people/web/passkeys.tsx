import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { send } from './data.ts'
import styles from './me.module.css'
import type { Profile } from './profile-form.tsx'

/** Passkeys: kept by a device, opened by its own lock, and worth nothing anywhere else. */
export function Passkeys({ profile, proof }: { profile: Profile; proof: ReactNode }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const able = typeof PublicKeyCredential !== 'undefined'

  const make = async (data: FormData): Promise<Outcome> => {
    const { startRegistration } = await import('@simplewebauthn/browser')
    let response: Record<string, unknown> | undefined
    const outcome = await send(
      async () => {
        const optionsJSON = (await client.people.passkeyAsk({})) as unknown as Parameters<
          typeof startRegistration
        >[0]['optionsJSON']
        response = await startRegistration({ optionsJSON }).then(
          (made) => ({ ...made }),
          () => undefined,
        )
        if (response === undefined)
          return {
            ok: false as const,
            reason: 'device',
            sentence: 'The device made no passkey. Nothing was changed; you can try again.',
          }
        return client.people.addPasskey({ attempt: attempt.id, name: String(data.get('name')), response })
      },
      async () => {
        setOpen(false)
        await queries.invalidateQueries()
      },
    )
    attempt.renew()
    return outcome
  }
  const remove = async (passkey: string) => {
    const outcome = await send(
      () => client.people.removePasskey({ attempt: crypto.randomUUID(), passkey }),
      () => queries.invalidateQueries(),
    )
    setProblem(outcome?.problem)
  }
  return (
    <div className={styles.way}>
      <h3>Passkeys</h3>
      <p>Sign in with the lock of a phone or computer of yours, instead of the password.</p>
      {profile.passkeys.length > 0 && (
        <ul className={styles.list}>
          {profile.passkeys.map((key) => (
            <li key={key.id}>
              <div>
                <strong>{key.name}</strong>
                <p>Made {dayWords(key.made)}</p>
              </div>
              <Button small onClick={() => (proof ? setOpen(true) : void remove(key.id))}>
                Remove<VisuallyHidden>: {key.name}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {!able && <p>This browser has no passkeys.</p>}
      {able && !open && <Button onClick={() => setOpen(true)}>Make a passkey on this device</Button>}
      {open && proof}
      {open && !proof && (
        <Form name="Make a passkey" onSend={make}>
          <TextField
            label="What do you call this device?"
            name="name"
            required
            maxLength={60}
            keepAs="passkey name"
            hint="To know it again in the list: “My phone”."
            autoComplete="off"
          />
          <Button type="submit" kind="primary">
            Make it
          </Button>
        </Form>
      )}
    </div>
  )
}
