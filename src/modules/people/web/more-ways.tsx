import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { send } from './data.ts'
import styles from './me.module.css'
import { goBySso, SaidBySso } from './other-ways.tsx'
import { PassphraseForm } from './passphrase-form.tsx'
import { Proof } from './proof.tsx'

type Opened = 'email' | 'passphrase' | 'sso' | undefined

/** The address, the organisations and the journal passphrase: each is changed only after showing who is there. */
export function MoreWays({ code }: { code: boolean }) {
  const ways = useQuery(api.people.waysIn.queryOptions({ input: {} }))
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [open, setOpen] = useState<Opened>()
  const [said, setSaid] = useState<{ title: string; words: string }>()
  const [problem, setProblem] = useState<string>()
  if (ways.data === undefined) return null
  const { email, confirmed, mail, mailedLink, organisations, passphrase, journal, proved, runs } = ways.data
  const proof = proved ? null : <Proof code={code} />
  const first = journal === 'make'
  const remove = async (provider: string) => {
    const outcome = await send(
      () => client.people.removeSso({ attempt: crypto.randomUUID(), provider }),
      () => queries.invalidateQueries(),
    )
    setProblem(outcome?.problem)
  }
  const changeTo = (address: string) =>
    send(
      async () => {
        const answer = await client.people.changeEmail({ attempt: attempt.id, email: address })
        if (answer.ok)
          setSaid(
            answer.state === 'sent'
              ? {
                  title: 'Look in your mail',
                  words: `A link went to ${address}. The address counts once you opened it.`,
                }
              : { title: 'Changed', words: `You sign in as ${address} from now on.` },
          )
        return answer
      },
      async () => {
        attempt.renew()
        setOpen(undefined)
        await queries.invalidateQueries()
      },
      { email: 'email' },
    )
  return (
    <>
      <SaidBySso />
      <div className={styles.way}>
        <h3>My email address</h3>
        <p>
          {email}. {confirmed ? 'Confirmed.' : 'Not confirmed.'}
          {mailedLink && ' A link mailed there lets you in as well; it does not open your journal.'}
        </p>
        {said && (
          <Notice kind="saved" title={said.title}>
            {said.words}
          </Notice>
        )}
        {open !== 'email' && (
          <Button onClick={() => setOpen('email')}>
            {mail && !confirmed ? 'Confirm or change it' : 'Change it'}
            <VisuallyHidden>: my email address</VisuallyHidden>
          </Button>
        )}
        {open === 'email' && proof}
        {open === 'email' && !proof && (
          <Form name="Change my email address" onSend={(data) => changeTo(String(data.get('email')))}>
            <TextField
              label="The address"
              name="email"
              type="email"
              required
              defaultValue={confirmed ? '' : email}
              autoComplete="email"
              keepAs="me email"
              hint={
                mail
                  ? 'A link goes there, and a note to the old one.'
                  : 'This place sends no mail, so it is not confirmed.'
              }
            />
            <Button type="submit" kind="primary">
              {mail ? 'Send the link' : 'Change it'}
            </Button>
          </Form>
        )}
      </div>
      {organisations.length > 0 && (
        <div className={styles.way}>
          <h3>My organisation’s sign-in</h3>
          <p>It lets you in. It never opens your journal.</p>
          {problem && (
            <Notice kind="error" title="That did not go through">
              {problem}
            </Notice>
          )}
          {open === 'sso' && proof}
          <ul className={styles.list}>
            {organisations.map((door) => (
              <li key={door.id}>
                <div>
                  <strong>{door.organisation}</strong>
                  <p>{door.mine ? 'You come in by it.' : 'Not used by you.'}</p>
                </div>
                <Button
                  small
                  onClick={async () => {
                    if (proof) setOpen('sso')
                    else if (door.mine) await remove(door.id)
                    else setProblem(await goBySso(door.id, { purpose: 'add' }))
                  }}
                >
                  {door.mine ? 'Remove' : 'Add'}
                  <VisuallyHidden>: {door.organisation}</VisuallyHidden>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {(organisations.length > 0 || mailedLink || passphrase) && (
        <div className={styles.way}>
          <h3>Journal passphrase</h3>
          <p>
            {passphrase
              ? 'It opens your journal when you came in by your organisation or by mail.'
              : 'None. With one, your journal opens also when you came in by your organisation or by mail.'}
          </p>
          {open !== 'passphrase' && (
            <Button onClick={() => setOpen('passphrase')}>{passphrase ? 'Change my passphrase' : 'Make one'}</Button>
          )}
          {open === 'passphrase' && !first && proof}
          {open === 'passphrase' && (first || !proof) && (
            <PassphraseForm
              label={passphrase ? 'The new passphrase' : 'Your journal passphrase'}
              verb={passphrase ? 'Change it' : 'Make it'}
              then={() => setOpen(undefined)}
            />
          )}
        </div>
      )}
      {runs && (
        <div className={styles.way}>
          <h3>This place</h3>
          <p>You run it: you choose how people may come in. That shows you nothing anybody wrote.</p>
          <LinkTo to="/place">How people come in here</LinkTo>
        </div>
      )}
    </>
  )
}
