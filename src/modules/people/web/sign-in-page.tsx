import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send, useEntering, useMe, usePlace, wayOn } from './data.ts'
import { Door, Or } from './door.tsx'
import { MailWay, SaidBySso, SsoWays } from './other-ways.tsx'

/** One way in for everybody. What is asked for next is asked for on the same page, and nothing typed goes. */
export default function SignInPage() {
  const search = useLocation({ select: (at) => at.searchStr })
  const place = usePlace()
  const me = useMe()
  const attempt = useAttempt()
  const enter = useEntering()
  const [withCode, setWithCode] = useState(false)
  const to = wayOn(search)
  const signedIn = me.data?.kind === 'full'
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for somebody who comes here signed in already
  useEffect(() => {
    if (signedIn) enter(to)
  }, [signedIn])

  return (
    <Door
      title="Sign in"
      place={place.data?.setUp ? place.data.name : undefined}
      after={
        place.data?.setUp === false ? (
          <p>
            This place has not been set up yet. <LinkTo to="/set-up">Set it up</LinkTo>
          </p>
        ) : (
          <>
            <p>Invited, and not in yet? Open the link in your invitation.</p>
            <p>
              <LinkTo to="/come-back">I have lost every way in</LinkTo>
            </p>
          </>
        )
      }
    >
      <SaidBySso />
      <Form
        name="Sign in"
        onSend={async (data) => {
          const typed = Object.fromEntries(data) as { email: string; password: string; code?: string }
          const outcome = await send(
            () => client.people.signIn({ attempt: attempt.id, ...typed }),
            () => enter(to),
            { code: 'code' },
          )
          attempt.renew()
          if (outcome?.errors?.code && !withCode) {
            // Not a mistake, only the next thing to ask: the field comes and has the focus.
            setWithCode(true)
            return undefined
          }
          return outcome
        }}
      >
        <TextField
          label="Your email address"
          name="email"
          type="email"
          required
          autoComplete="username webauthn"
          keepAs="sign-in email"
        />
        <TextField label="Password" name="password" type="password" required autoComplete="current-password" />
        {withCode && (
          <TextField
            label="Code from your phone"
            name="code"
            short
            required
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            hint="The six numbers it shows for this place. They are new every half minute."
          />
        )}
        <Button type="submit" kind="primary">
          Sign in
        </Button>
      </Form>
      <PasskeyWay onIn={() => enter(to)} />
      <SsoWays purpose="enter" to={to} />
      <MailWay />
    </Door>
  )
}

/** A passkey needs no address: the device knows which place it belongs to. */
function PasskeyWay({ onIn }: { onIn: () => void }) {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (typeof PublicKeyCredential === 'undefined') return null
  const go = async () => {
    setPending(true)
    setProblem(undefined)
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const optionsJSON = (await client.people.passkeyDoor({})) as unknown as Parameters<
        typeof startAuthentication
      >[0]['optionsJSON']
      const response = { ...(await startAuthentication({ optionsJSON })) }
      const answer = await client.people.passkeySignIn({ attempt: crypto.randomUUID(), response })
      if (answer.ok) onIn()
      else setProblem(answer.sentence)
    } catch (fault) {
      const said = fault instanceof Error && 'code' in fault && 'status' in fault ? fault.message : ''
      setProblem(
        said || 'The device gave no passkey. Nothing was changed; you can try again, or sign in with your password.',
      )
    } finally {
      setPending(false)
    }
  }
  return (
    <Or>
      <Button pending={pending} onClick={() => void go()}>
        Sign in with a passkey
      </Button>
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
    </Or>
  )
}
