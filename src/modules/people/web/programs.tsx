import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Form, type Outcome } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import styles from './codes.module.css'
import { send } from './data.ts'
import list from './me.module.css'

/** Tokens for programs: which there are, making one, and taking one back. */
export function Programs({ proof }: { proof: ReactNode }) {
  const programs = useQuery(api.people.tokens.queryOptions({ input: {} }))
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const [may, setMay] = useState('read')
  const [chosen, setChosen] = useState<string[]>([])
  const [made, setMade] = useState<string>()
  const [problem, setProblem] = useState<string>()
  if (programs.isPending) return <Loading what="Fetching your programs" lines={2} />
  if (programs.isError)
    return (
      <Notice kind="error" title="Your programs could not be fetched">
        Nothing was changed. Reload the page to try again.
      </Notice>
    )
  const { tokens, spaces } = programs.data

  const make = async (data: FormData): Promise<Outcome> => {
    if (chosen.length === 0) return { problem: 'Choose at least one space.' }
    const days = Number(data.get('days'))
    if (!Number.isInteger(days) || days < 1 || days > 90) return { errors: { days: 'From 1 to 90 days.' } }
    const outcome = await send(
      async () => {
        const answer = await client.people.makeToken({
          ...{ attempt: attempt.id, name: String(data.get('name')), days, spaces: chosen },
          may: may === 'write' ? 'write' : 'read',
        })
        if (answer.ok) setMade(answer.token)
        return answer
      },
      async () => {
        setOpen(false)
        setChosen([])
        await queries.invalidateQueries()
      },
    )
    attempt.renew()
    return outcome
  }
  const takeBack = async (token: string) => {
    const outcome = await send(
      () => client.people.endToken({ attempt: crypto.randomUUID(), token }),
      () => queries.invalidateQueries(),
    )
    setProblem(outcome?.problem)
  }

  return (
    <div className={list.way}>
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {made && (
        <div className={styles.asked} role="status">
          <p>
            <strong>Your new token. It is shown once.</strong> Put it where the program keeps its secrets.
          </p>
          <code className={styles.kept} data-what="token">
            {made}
          </code>
          <CopyButton text={made}>Copy the token</CopyButton>
        </div>
      )}
      {tokens.length === 0 && <p>No program reads or writes in your name.</p>}
      {tokens.length > 0 && (
        <ul className={list.list}>
          {tokens.map((one) => (
            <li key={one.id}>
              <div>
                <strong>{one.name}</strong>
                <p>
                  {one.may === 'read' ? 'Reads' : 'Reads and writes'} in{' '}
                  {one.spaces.map((space) => space.name).join(', ')}
                </p>
                <p>
                  {one.seen ? `Last used ${dayWords(one.seen)}` : 'Never used'}. Ends {dayWords(one.ends)}.
                </p>
              </div>
              <Button small onClick={() => void takeBack(one.id)}>
                Take back<VisuallyHidden>: {one.name}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {spaces.length === 0 && <p>You are in no space yet that a program could be let into.</p>}
      {spaces.length > 0 && !open && <Button onClick={() => setOpen(true)}>Let a program in</Button>}
      {open && proof}
      {open && !proof && (
        <Form name="Let a program in" onSend={make}>
          <TextField
            label="What do you call it?"
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            keepAs="token name"
          />
          <fieldset className={list.spaces}>
            <legend>Into which spaces?</legend>
            {spaces.map((space) => (
              <Checkbox
                key={space.id}
                label={space.name}
                checked={chosen.includes(space.id)}
                onChange={(yes) => setChosen(yes ? [...chosen, space.id] : chosen.filter((id) => id !== space.id))}
              />
            ))}
          </fieldset>
          <RadioGroup
            label="What may it do there?"
            value={may}
            onChange={setMay}
            choices={[
              { value: 'read', label: 'Read what I may read' },
              { value: 'write', label: 'Read, and write in my name' },
            ]}
          />
          <TextField
            label="For how many days?"
            name="days"
            type="number"
            min={1}
            max={90}
            short
            required
            defaultValue="30"
            hint="Ninety at the most."
          />
          <Button type="submit" kind="primary">
            Make the token
          </Button>
        </Form>
      )}
      <p>
        <LinkTo to="/for-programs">What programs can do here</LinkTo>
      </p>
    </div>
  )
}
