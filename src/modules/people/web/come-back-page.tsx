import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { NewPassword } from './account-fields.tsx'
import styles from './codes.module.css'
import { send, useEntering, usePlace, useSecret } from './data.ts'
import { Door, Or } from './door.tsx'

/** For somebody who has lost every way in: a printed code, or two people who know them. With a # it is somebody coming back. */
export default function ComeBackPage() {
  const place = usePlace()
  const secret = useSecret()
  return (
    <Door
      title={secret === '' ? 'I have lost every way in' : 'Your way back'}
      place={place.data?.name}
      after={
        <>
          <p>
            When you come back, every device is signed out, and your old password, passkeys, phone codes and the tokens
            of your programs end. Your words and your journal passphrase stay as they are.
          </p>
          <p>
            <LinkTo to="/sign-in">To the sign-in page</LinkTo>
          </p>
        </>
      }
    >
      {secret === '' ? (
        <>
          <ByCode />
          <ByPeople />
        </>
      ) : (
        <Asked secret={secret} />
      )}
    </Door>
  )
}

function ByCode() {
  const attempt = useAttempt()
  const enter = useEntering()
  return (
    <Form
      name="Come back by a printed code"
      onSend={async (data) => {
        const typed = Object.fromEntries(data) as { email: string; code: string; password: string }
        const outcome = await send(
          () => client.people.comeBackByCode({ attempt: attempt.id, ...typed }),
          () => enter('/me'),
          { wrong: 'code' },
        )
        attempt.renew()
        return outcome
      }}
    >
      <h2>I have a printed code</h2>
      <TextField
        label="Your email address"
        name="email"
        type="email"
        required
        autoComplete="username"
        keepAs="sign-in email"
      />
      <TextField
        label="One of your codes"
        name="code"
        required
        maxLength={40}
        autoComplete="off"
        hint="Small or capital letters, with or without the strokes."
      />
      <NewPassword label="A new password" />
      <Button type="submit" kind="primary">
        Let me back in
      </Button>
    </Form>
  )
}

function ByPeople() {
  const attempt = useAttempt()
  const [asked, setAsked] = useState<{ secret: string; code: string }>()
  if (asked) {
    const link = `${location.origin}/come-back#${asked.secret}`
    return (
      <Or>
        <div className={styles.asked} role="status">
          <h2>Now call two people who know you</h2>
          <p>
            Read this code out to each of them, on the phone or face to face. They find the question on their page “Me”.
          </p>
          <code className={styles.kept} data-what="code">
            {asked.code}
          </code>
          <p>
            Keep this link: by it you come back. It is shown once, and whoever has it could use it, so keep it to
            yourself.
          </p>
          <code className={styles.kept} data-what="link">
            {link}
          </code>
          <CopyButton text={link}>Copy the link</CopyButton>
          <p>The request lasts seven days.</p>
        </div>
      </Or>
    )
  }
  return (
    <Or>
      <h2>Two people know me</h2>
      <p>
        Two people who have shared a space with you for a week or more can say that it is really you. After the second,
        24 hours pass, so that you can call it off on a device that is still signed in if it was not you. Then you set a
        new password.
      </p>
      <p>
        They may not both come from one organisation if somebody from elsewhere could, and not both be those who pay.
      </p>
      <Form
        name="Ask two people"
        onSend={(data) =>
          send(
            async () => {
              const answer = await client.people.askVouching({ attempt: attempt.id, email: String(data.get('email')) })
              if (answer.ok) setAsked({ secret: answer.secret, code: answer.code })
              return answer
            },
            () => attempt.renew(),
          )
        }
      >
        <TextField
          label="The email address you sign in with"
          name="email"
          type="email"
          required
          autoComplete="email"
          keepAs="sign-in email"
          hint="You are answered the same whether this place knows it or not."
        />
        <Button type="submit">Ask two people</Button>
      </Form>
    </Or>
  )
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })

function Asked({ secret }: { secret: string }) {
  const state = useQuery(api.people.vouching.queryOptions({ input: { secret } }))
  const attempt = useAttempt()
  const enter = useEntering()
  if (state.isPending) return <Loading what="Looking how far it has come" lines={2} />
  if (state.isError)
    return (
      <Notice
        kind="error"
        title="This could not be looked up"
        actions={<Button onClick={() => void state.refetch()}>Try again</Button>}
      >
        Nothing was changed. Keep your link.
      </Notice>
    )
  if (state.data.state === 'over')
    return (
      <Notice kind="info" title="This request is over">
        It was used, called off or is older than seven days. <LinkTo to="/come-back">Ask again</LinkTo>
      </Notice>
    )
  if (state.data.state !== 'ready')
    return (
      <Notice
        kind="info"
        title={
          state.data.from ? 'Both have said that it is you' : `${state.data.vouched} of two have said that it is you`
        }
        actions={<Button onClick={() => void state.refetch()}>Look again</Button>}
      >
        {state.data.from
          ? `You can come back from ${MOMENT.format(new Date(state.data.from))}. Keep your link until then.`
          : 'Call them and read out your code. Keep your link.'}
      </Notice>
    )
  return (
    <Form
      name="Come back"
      onSend={async (data) => {
        const outcome = await send(
          () => client.people.comeBackVouched({ attempt: attempt.id, secret, password: String(data.get('password')) }),
          () => enter('/me'),
        )
        attempt.renew()
        return outcome
      }}
    >
      <p>Two people have said that it is you, and nobody has called it off.</p>
      <NewPassword label="A new password" />
      <Button type="submit" kind="primary">
        Let me back in
      </Button>
    </Form>
  )
}
