import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { NewPassword } from './account-fields.tsx'
import { send } from './data.ts'
import styles from './me.module.css'
import { MoreWays } from './more-ways.tsx'
import { Passkeys } from './passkeys.tsx'
import { PrintedCodes } from './printed-codes.tsx'
import type { Profile } from './profile-form.tsx'
import { Proof } from './proof.tsx'

/** Password, codes and passkeys. Before codes or passkeys change, the person shows again who they are. */
export function WaysIn({ profile }: { profile: Profile }) {
  const proof = profile.proved ? null : <Proof code={profile.code === 'on'} />
  const ways = useQuery(api.people.waysIn.queryOptions({ input: {} }))
  const withPassword = ways.data?.password !== false
  return (
    <>
      {withPassword ? <Password /> : <FirstPassword proof={proof} />}
      {withPassword && <Codes profile={profile} proof={proof} />}
      <Passkeys profile={profile} proof={proof} />
      <PrintedCodes />
      <MoreWays code={profile.code === 'on'} />
    </>
  )
}

function Password() {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [saved, setSaved] = useState(false)
  return (
    <div className={styles.way}>
      <h3>Password</h3>
      {saved && (
        <Notice kind="saved" title="You have a new password">
          Every other device is signed out. Printed codes and tokens of programs from before open nothing any more: make
          new ones if you want them. Passkeys stay; remove any that you do not know.
        </Notice>
      )}
      {open ? (
        <Form
          name="Change my password"
          onSend={async (data) => {
            const typed = Object.fromEntries(data) as { old: string; password: string }
            return send(
              () => client.people.changePassword({ attempt: attempt.id, ...typed }),
              async () => {
                attempt.renew()
                setOpen(false)
                setSaved(true)
                await queries.invalidateQueries()
              },
              { wrong: 'old' },
            )
          }}
        >
          <TextField
            label="The password you have now"
            name="old"
            type="password"
            required
            autoComplete="current-password"
          />
          <NewPassword label="The new one" />
          <p>
            Every other device is signed out, and may no longer write into your journal. Printed codes and tokens of
            programs end too.
          </p>
          <Button type="submit" kind="primary">
            Change it
          </Button>
        </Form>
      ) : (
        <Button onClick={() => setOpen(true)}>Change my password</Button>
      )}
    </div>
  )
}

/** For whoever came by their organisation or with a passkey: a password as well. */
function FirstPassword({ proof }: { proof: ReactNode }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.way}>
      <h3>Password</h3>
      <p>
        You have none. With one you can come in when your organisation’s sign-in is gone, and it opens your journal.
      </p>
      {!open && <Button onClick={() => setOpen(true)}>Make a password</Button>}
      {open && proof}
      {open && !proof && (
        <Form
          name="Make a password"
          onSend={(data) =>
            send(
              () => client.people.makePassword({ attempt: attempt.id, password: String(data.get('password')) }),
              () => queries.invalidateQueries(),
              { there: 'password' },
            )
          }
        >
          <NewPassword label="Your password" />
          <Button type="submit" kind="primary">
            Make it
          </Button>
        </Form>
      )}
    </div>
  )
}

type Part = { profile: Profile; proof: ReactNode }

function Codes({ profile, proof }: Part) {
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string>()
  const on = profile.code === 'on'
  const act = async (work: () => Promise<{ ok: true } | { ok: false; reason: string; sentence: string }>) => {
    const outcome = await send(work, () => undefined)
    setProblem(outcome?.problem)
    await queries.invalidateQueries()
  }
  return (
    <div className={styles.way}>
      <h3>A code from my phone as well</h3>
      <p>
        {on
          ? 'On. At sign-in you are asked for the six numbers your phone shows.'
          : 'Off. With it, a stolen password alone opens nothing. Any app for one-time codes will do.'}
      </p>
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {!asked && <Button onClick={() => setAsked(true)}>{on ? 'Stop the codes' : 'Set it up'}</Button>}
      {asked && proof}
      {asked && !proof && on && (
        <Button
          kind="danger"
          onClick={() =>
            act(() => client.people.stopCode({ attempt: crypto.randomUUID() })).then(() => setAsked(false))
          }
        >
          Stop the codes now
        </Button>
      )}
      {asked && !proof && profile.code === 'off' && (
        <Button onClick={() => act(() => client.people.beginCode({ attempt: crypto.randomUUID() }))}>
          Show me the picture to scan
        </Button>
      )}
      {asked && !proof && profile.code === 'begun' && <Scan onDone={() => setAsked(false)} />}
    </div>
  )
}

function Scan({ onDone }: { onDone: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const set = useQuery(api.people.codeSetUp.queryOptions({ input: {} }))
  if (set.isPending) return <Loading what="Drawing the picture" />
  if (set.isError)
    return (
      <Notice kind="error" title="The picture could not be drawn">
        Nothing was changed. Reload the page and try again.
      </Notice>
    )
  return (
    <>
      <p>Scan this with the app on your phone. Nothing is asked for at sign-in until a code from it has worked once.</p>
      <img src={set.data.picture} alt="The secret below, for the camera of a phone" className={styles.picture} />
      <p className={styles.secret}>
        Or type it there: <code>{set.data.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Form
        name="Confirm the code"
        onSend={async (data) => {
          const outcome = await send(
            () => client.people.confirmCode({ attempt: attempt.id, code: String(data.get('code')) }),
            async () => {
              onDone()
              await queries.invalidateQueries()
            },
            { code: 'code' },
          )
          attempt.renew()
          return outcome
        }}
      >
        <TextField
          label="The six numbers it shows now"
          name="code"
          short
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
        <Button type="submit" kind="primary">
          Turn it on
        </Button>
      </Form>
    </>
  )
}
