import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send } from './data.ts'
import styles from './me.module.css'

/** Others who ask me to say that it is really them, and whoever asks to get back in as me. */
export function Vouching() {
  const asks = useQuery(api.people.vouchingAsks.queryOptions({ input: {} }))
  const back = useQuery(api.people.wayBack.queryOptions({ input: {} }))
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [problem, setProblem] = useState<string>()
  const callOff = async (request: string) => {
    const outcome = await send(
      () => client.people.cancelWayBack({ attempt: crypto.randomUUID(), request }),
      () => queries.invalidateQueries(),
    )
    setProblem(outcome?.problem)
  }
  return (
    <>
      {back.data?.asked.map((one) => (
        <Notice
          key={one.id}
          kind="info"
          title={one.returned ? 'Two people let somebody back in as you' : 'Somebody asks to get back in as you'}
          actions={<Button onClick={() => void callOff(one.id)}>That is not me: call it off</Button>}
        >
          {one.returned
            ? 'If that was you, leave this as it is: your journal opens fourteen days after, or at once with your journal passphrase or a printed code. If it was not, call it off: the password that was set then opens nothing, and you come in with a printed code or on the word of two who know you.'
            : `Since ${dayWords(one.made)}. ${one.vouched} of two have said that it is you.`}
        </Notice>
      ))}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {asks.data?.map((one) => (
        <div key={one.id} className={styles.way}>
          <h3>Is it really {one.name}?</h3>
          <p>
            They say they have lost every way in. Say so only with them before you, or on the phone with a voice you
            know.
          </p>
          <Form
            name={`Say that it is ${one.name}`}
            onSend={async (data) => {
              const outcome = await send(
                () => client.people.vouch({ attempt: attempt.id, request: one.id, code: String(data.get('code')) }),
                () => queries.invalidateQueries(),
                { code: 'code' },
              )
              attempt.renew()
              return outcome
            }}
          >
            <TextField
              label="The code they read out to you"
              name="code"
              short
              required
              maxLength={40}
              autoComplete="off"
            />
            <Button type="submit">It is really them</Button>
          </Form>
        </div>
      ))}
    </>
  )
}
