import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { send } from './data.ts'
import styles from './me.module.css'

type Answer = { ok: true } | { ok: false; reason: string; sentence: string }

/** Who runs the place, whom they have asked, and how somebody is asked or steps down. */
export function Keepers({ proof }: { proof: ReactNode }) {
  const list = useQuery(api.people.keepers.queryOptions({ input: {}, retry: false }))
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const [pending, setPending] = useState<string>()
  const [leaving, setLeaving] = useState(false)
  const act = async (what: string, work: () => Promise<Answer>) => {
    setPending(what)
    setProblem((await send(work, () => queries.invalidateQueries()))?.problem)
    setPending(undefined)
  }
  return (
    <Section
      title="Who runs this place"
      note="They choose how people come in. It makes nobody a member of any space and lets nobody read anything."
    >
      {list.isPending && <Loading what="Fetching who runs this place" lines={2} />}
      {list.isError && (
        <Notice kind="error" title="Who runs this place could not be fetched">
          Nothing was changed. Reload the page and try again.
        </Notice>
      )}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {list.data && (
        <>
          <ul className={styles.list}>
            {list.data.keepers.map((one) => (
              <li key={one.id}>
                <strong>{one.me ? `${one.name} (you)` : one.name}</strong>
                {one.me && list.data.keepers.length > 1 && !leaving && (
                  <Button small onClick={() => setLeaving(true)}>
                    Step down
                  </Button>
                )}
              </li>
            ))}
            {list.data.asked.map((one) => (
              <li key={one.id}>
                <div>
                  <strong>{one.address}</strong>
                  <p>
                    Asked by {one.by}. Open until {dayWords(one.until)}.
                  </p>
                </div>
                <Button
                  small
                  pending={pending === one.id}
                  onClick={() =>
                    void act(one.id, () =>
                      client.people.callOffKeeper({ attempt: crypto.randomUUID(), asking: one.id }),
                    )
                  }
                >
                  Call it off<VisuallyHidden>: {one.address}</VisuallyHidden>
                </Button>
              </li>
            ))}
          </ul>
          {list.data.keepers.length === 1 && (
            <p>You are the only one. If you go, nobody looks after the place: it is good to ask somebody in time.</p>
          )}
          {leaving && (
            <Notice
              kind="info"
              title="Step down from running this place?"
              actions={
                proof ? undefined : (
                  <>
                    <Button
                      kind="danger"
                      pending={pending === 'down'}
                      onClick={() => void act('down', () => client.people.stepDown({ attempt: crypto.randomUUID() }))}
                    >
                      Yes, step down
                    </Button>
                    <Button onClick={() => setLeaving(false)}>Stay</Button>
                  </>
                )
              }
            >
              The others go on. You keep your account, your spaces and your journal. Only they can ask you back.
            </Notice>
          )}
          {leaving && proof}
          <AskKeeper proof={proof} />
        </>
      )}
    </Section>
  )
}

function AskKeeper({ proof }: { proof: ReactNode }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [sent, setSent] = useState(false)
  if (!open)
    return (
      <>
        {sent && (
          <Notice kind="saved" title="Asked">
            If somebody here has that address, it waits for them on Today for seven days. Nobody is told here whether
            anybody has it; if they say yes, their name stands above.
          </Notice>
        )}
        <Button onClick={() => setOpen(true)}>Ask somebody to help run it</Button>
      </>
    )
  if (proof) return proof
  return (
    <Form
      name="Ask somebody to help run this place"
      onSend={(data) =>
        send(
          () => client.people.askKeeper({ attempt: attempt.id, email: String(data.get('email')) }),
          async () => {
            attempt.renew()
            setOpen(false)
            setSent(true)
            await queries.invalidateQueries()
          },
          { yours: 'email' },
        )
      }
    >
      <TextField
        label="Their email address here"
        name="email"
        type="email"
        required
        maxLength={254}
        keepAs="keeper address"
        autoComplete="off"
        hint="The one they sign in with. They see your name, and say yes or no."
      />
      <Button type="submit" kind="primary">
        Ask them
      </Button>
    </Form>
  )
}
