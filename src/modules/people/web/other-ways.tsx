import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send } from './data.ts'
import { Or } from './door.tsx'

const SAID: Record<string, [title: string, words: string]> = {
  unknown: ['You don’t have an account here yet', 'Ask whoever works with you for an invitation.'],
  account: [
    'There is an account with this address here already',
    'Sign in to it as you do, and add your organisation’s sign-in on the page “Me”. The invitation waits for you.',
  ],
  stale: ['That took too long, or was begun in another window', 'Nothing was changed. Begin again here.'],
  failed: ['Your organisation’s sign-in did not go through', 'Nothing was changed. Try again, or come in another way.'],
  taken: [
    'That sign-in belongs to somebody else here',
    'Nothing was changed. Each opens one account; sign out there first, if it was not yours.',
  ],
  added: ['Added', 'From now on you can come in by it.'],
}

/** What happened at the organisation's sign-in, said on the page one comes back to. */
export function SaidBySso() {
  const search = useLocation({ select: (at) => at.searchStr })
  const said = SAID[new URLSearchParams(search).get('said') ?? '']
  if (said === undefined) return null
  return (
    <Notice kind={said[0] === 'Added' ? 'saved' : 'info'} title={said[0]}>
      {said[1]}
    </Notice>
  )
}

type Purpose = { purpose: 'enter' | 'join' | 'add'; token?: string; to?: string }
/** Goes to an organisation's sign-in; a sentence where that cannot be begun. */
export async function goBySso(provider: string, more: Purpose): Promise<string | undefined> {
  const outcome = await send(
    async () => {
      const answer = await client.people.beginSso({ attempt: crypto.randomUUID(), provider, ...more })
      if (answer.ok) location.assign(answer.address)
      return answer
    },
    () => undefined,
  )
  return outcome?.problem
}

/** Organisations whose people come in by their own sign-in. Nothing is shown where there is none. */
export function SsoWays(more: Purpose) {
  const here = useQuery(api.people.waysHere.queryOptions({ input: {} }))
  const [problem, setProblem] = useState<string>()
  const doors = here.data?.organisations ?? []
  if (doors.length === 0) return null
  return (
    <Or>
      {doors.map((door) => (
        <Button key={door.id} onClick={async () => setProblem(await goBySso(door.id, more))}>
          {door.words}
        </Button>
      ))}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
    </Or>
  )
}

/** A link by mail, where this place sends any. The answer is the same for every address. */
export function MailWay() {
  const here = useQuery(api.people.waysHere.queryOptions({ input: {} }))
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const [sent, setSent] = useState(false)
  if (!here.data?.mailedLink) return null
  if (sent)
    return (
      <Or>
        <Notice kind="saved" title="Look in your mail">
          If this address is known here, a link is on its way to it. It works once, within fifteen minutes.
        </Notice>
      </Or>
    )
  return (
    <Or>
      {!open && <Button onClick={() => setOpen(true)}>Send me a link by email</Button>}
      {open && (
        <Form
          name="Send me a link by email"
          onSend={(data) =>
            send(
              () => client.people.askForLink({ attempt: attempt.id, email: String(data.get('email')) }),
              () => setSent(true),
            )
          }
        >
          <TextField
            label="Where shall the link go?"
            name="email"
            type="email"
            required
            autoFocus
            autoComplete="email"
            keepAs="sign-in email"
            hint="The email address you are known by here."
          />
          <Button type="submit">Send the link</Button>
        </Form>
      )}
    </Or>
  )
}
