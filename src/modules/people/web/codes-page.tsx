import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import styles from './codes.module.css'
import { send, usePlace, useProfile } from './data.ts'
import { sayLeft } from './printed-codes.tsx'
import { Proof } from './proof.tsx'

/** Makes printed codes, shows them once, and prints them on one sheet. */
export default function CodesPage() {
  const profile = useProfile()
  const place = usePlace()
  const back = useQuery(api.people.wayBack.queryOptions({ input: {} }))
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [codes, setCodes] = useState<string[]>()
  const [pending, setPending] = useState(false)
  const [declined, setDeclined] = useState(false)
  const [problem, setProblem] = useState<string>()

  const make = async () => {
    setPending(true)
    const outcome = await send(
      async () => {
        const answer = await client.people.makeCodes({ attempt: attempt.id })
        if (answer.ok) setCodes(answer.codes)
        return answer
      },
      () => queries.invalidateQueries(),
    )
    attempt.renew()
    setPending(false)
    setProblem(outcome?.problem)
  }
  const decline = async () => {
    const outcome = await send(
      () => client.people.declineCodes({ attempt: crypto.randomUUID() }),
      async () => {
        setDeclined(true)
        await queries.invalidateQueries()
      },
    )
    setProblem(outcome?.problem)
  }

  return (
    <Page
      title="Printed codes"
      above={
        <span data-paper="no">
          <LinkTo to="/me">Me</LinkTo>
        </span>
      }
      reach={{ person: 'first', sentence: 'Only you see these codes, and only now' }}
    >
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {codes ? (
        <>
          <div data-paper="no">
            <Notice
              kind="info"
              title="Shown once"
              actions={
                <Button kind="primary" onClick={() => window.print()}>
                  Print them
                </Button>
              }
            >
              Print or write them down before you leave this page. Codes you made earlier no longer work.
            </Notice>
          </div>
          <p>
            For {profile.data?.name}, at {place.data?.name}. Each code works once, together with the email address you
            sign in with. Keep this paper where you keep papers that matter, and not with your computer.
          </p>
          <ol className={styles.codes} aria-label="My printed codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <p>
            To come back: open {location.host}/come-back and type one of them. Every device is signed out, and you set a
            new password. Your journal passphrase, if you have one, stays as it is.
          </p>
        </>
      ) : (
        <>
          <p>
            Ten codes on paper. When your password, your phone and your passkeys are all lost, one of them lets you back
            in. Nobody else can let you back in without them, not even whoever runs this place.
          </p>
          {back.isPending && <Loading what="Counting your codes" lines={1} />}
          {back.data?.made && (
            <p>{sayLeft(back.data.left, back.data.made)} When you make new ones, the old ones no longer work.</p>
          )}
          {profile.data && !profile.data.proved && <Proof code={profile.data.code === 'on'} />}
          {profile.data?.proved && back.data && !declined && (
            <Buttons>
              <Button kind="primary" pending={pending} onClick={() => void make()}>
                {back.data.made ? 'Make ten new codes' : 'Make ten codes'}
              </Button>
            </Buttons>
          )}
          {back.data?.made === null && !declined && (
            <p>
              <Button kind="quiet" onClick={() => void decline()}>
                I do not want any
              </Button>
            </p>
          )}
          {declined && (
            <Notice kind="saved" title="Noted">
              You are not asked again. You can make codes here whenever you like.
            </Notice>
          )}
        </>
      )}
    </Page>
  )
}
