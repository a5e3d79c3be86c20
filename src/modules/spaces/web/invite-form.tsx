import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { BelongingFields, belongingIn, RoleBoxes } from './belonging-fields.tsx'
import { newSecret, outcomeOf, type usePeople, written } from './data.ts'
import styles from './spaces.module.css'
import { PRIVILEGED_ORDER } from './words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Asked = { name: string; link: string; mailed: boolean }

const SAYS_YES: Record<People['door']['decides'], string> = {
  alone:
    'You are the only one here: your invitation is the yes. When they have made an account you say whether it is them, and they are in.',
  everybody:
    'When they have made an account you say whether it is them. Then everybody here is told, and they come in when everybody has said yes.',
  day: 'When they have made an account you say whether it is them. Then everybody here is told, and they come in a day later, or sooner if everybody says yes.',
}

/** Asks somebody in. The one-time link is shown once, here, and is kept nowhere. */
export function InviteForm({ address, people }: { address: string; people: People }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const secret = useRef(newSecret())
  const [asked, setAsked] = useState<Asked | null>(null)
  const invite = useMutation(api.spaces.invite.mutationOptions())
  if (people.door.full && asked === null) {
    return (
      <Section title="Ask somebody in">
        <p>This is a space between two, and two are in it or invited. For a third, make another space.</p>
      </Section>
    )
  }
  return (
    <Section title="Ask somebody in" note={SAYS_YES[people.door.decides]}>
      <div id="invite">
        {asked ? (
          <Link asked={asked} again={() => setAsked(null)} />
        ) : (
          <Form
            name="Ask somebody in"
            onSend={async (form) => {
              const name = written(form, 'name')
              const answer = await invite.mutateAsync({
                attempt: attempt.id,
                address,
                secret: secret.current,
                name,
                email: written(form, 'email'),
                reason: written(form, 'reason'),
                ...belongingIn(form),
              })
              if (!answer.ok) return outcomeOf(answer)
              setAsked({ name, link: `${location.origin}/join#${secret.current}`, mailed: answer.mailed })
              secret.current = newSecret()
              attempt.renew()
              void queries.invalidateQueries()
            }}
          >
            <TextField
              label="Their name"
              name="name"
              required
              maxLength={120}
              autoComplete="off"
              keepAs={`invite-name-${address}`}
            />
            <TextField
              label="Their email"
              name="email"
              type="email"
              required
              maxLength={254}
              autoComplete="off"
              keepAs={`invite-email-${address}`}
            />
            <BelongingFields organisations={people.organisations} whose="their" />
            <RoleBoxes
              label="What they do here"
              hint={
                people.door.privileged
                  ? undefined
                  : 'Roles that act for others are given by a manager, or by everybody when they are in.'
              }
              leave={people.door.privileged ? [] : [...PRIVILEGED_ORDER]}
            />
            <TextArea
              label="Why them?"
              name="reason"
              optional
              rows={2}
              maxLength={500}
              hint="Everybody here reads this when they are announced."
              keepAs={`invite-reason-${address}`}
            />
            <Buttons>
              <Button kind="primary" type="submit">
                {people.door.mails ? 'Ask them in' : 'Make the link'}
              </Button>
            </Buttons>
          </Form>
        )}
      </div>
    </Section>
  )
}

function Link({ asked, again }: { asked: Asked; again: () => void }) {
  return (
    <Notice
      kind="saved"
      title={asked.mailed ? `We wrote to ${asked.name}. Here is the same link.` : `Send this link to ${asked.name}`}
      actions={
        <Buttons>
          <CopyButton kind="primary" text={asked.link}>
            Copy the link
          </CopyButton>
          <Button onClick={again}>Ask somebody else</Button>
        </Buttons>
      }
    >
      <p>
        It works once, for seven days, and is shown only now: we keep no copy. Whoever opens it makes an account, and
        you are asked whether it is them.
      </p>
      <p className={styles.link}>{asked.link}</p>
    </Notice>
  )
}
