import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { send, useEntering, usePlace, useSecret } from './data.ts'
import { Door } from './door.tsx'

type Work = () => Promise<{ ok: true } | { ok: false; reason: string; sentence: string }>

/** A link is spent by a person's press and never by opening the page, as programs that look into mail do. */
function Press({
  title,
  why,
  label,
  work,
  then,
}: {
  title: string
  why: string
  label: string
  work: Work
  then: () => void
}) {
  const place = usePlace()
  const token = useSecret()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const press = async () => {
    setPending(true)
    setProblem((await send(work, then))?.problem)
    setPending(false)
  }
  return (
    <Door title={title} place={place.data?.name} why={why}>
      {token === '' ? (
        <Notice kind="info" title="The end of the link is missing">
          Copy the whole link from your mail, with what stands after the #.
        </Notice>
      ) : problem === undefined ? (
        <Button kind="primary" wide pending={pending} onClick={() => void press()}>
          {label}
        </Button>
      ) : (
        <Notice
          kind="error"
          title="That did not go through"
          actions={<ButtonLink to="/sign-in">To the sign-in page</ButtonLink>}
        >
          {problem}
        </Notice>
      )}
    </Door>
  )
}

/** The page a mailed link opens. */
export function MailInPage() {
  const token = useSecret()
  const attempt = useAttempt()
  const enter = useEntering()
  return (
    <Press
      title="Sign in by your link"
      why="One press, and you are in. The link works once."
      label="Sign me in"
      work={() => client.people.signInByLink({ attempt: attempt.id, token })}
      then={() => enter('/today')}
    />
  )
}

/** The page on which a new address is confirmed. */
export function NewAddressPage() {
  const token = useSecret()
  const attempt = useAttempt()
  const enter = useEntering()
  return (
    <Press
      title="Confirm your address"
      why="From then on you sign in with this address."
      label="This is my address"
      work={() => client.people.confirmEmail({ attempt: attempt.id, token })}
      then={() => enter('/me')}
    />
  )
}
