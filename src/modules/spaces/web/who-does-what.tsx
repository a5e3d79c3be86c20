import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { Problem, useAct } from './act.tsx'
import { RoleBoxes, rolesIn } from './belonging-fields.tsx'
import { type usePeople, written } from './data.ts'
import styles from './spaces.module.css'
import { CLASS_WORDS, dayWords, roleWords } from './words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Member = People['members'][number]

/** Everybody who is in, with what they do here. Said beside it: what rests on one pair of hands. */
export function WhoDoesWhat({ people, name }: { people: People; name: string }) {
  const managers = people.members.filter((one) => one.roles.includes('manager'))
  const last = (member: Member) => managers.length === 1 && managers[0]!.id === member.id && people.members.length > 1
  return (
    <Section title="Who does what">
      {people.restsOnOne.map((one) => (
        <Notice key={one.who} kind="info" title={`Much rests on ${one.who}`}>
          {one.sort === 'person' ? 'One person holds' : 'One organisation holds'} facilitation, administration and money
          here. If they left, all three would stop: who could share one of them?
        </Notice>
      ))}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {people.members.map((member) => (
          <One key={member.id} member={member} name={name} last={last(member)} />
        ))}
      </ul>
    </Section>
  )
}

function One({ member, name, last }: { member: Member; name: string; last: boolean }) {
  const [asking, setAsking] = useState<'roles' | 'end' | null>(null)
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>
          {member.name}
          {member.me && <span className={styles.meta}> you</span>}
        </p>
        <p>{[member.organisation, CLASS_WORDS[member.class]].filter(Boolean).join(' · ')}</p>
        <p className={styles.meta}>
          {member.roles.length > 0 && `${roleWords(member.roles)} · `}since {dayWords(member.since)}
          {member.sharesWith && ` · shares the job with ${member.sharesWith}`}
        </p>
      </div>
      <Buttons>
        {member.can.setRoles && (
          <Button
            kind="quiet"
            small
            onClick={() => setAsking('roles')}
            aria-label={`Roles: change what ${member.name} does here`}
          >
            Roles
          </Button>
        )}
        {member.can.end && (
          <Button
            kind="quiet"
            small
            onClick={() => setAsking('end')}
            aria-label={member.me ? `Leave ${name}` : `End it for ${member.name}`}
          >
            {member.me ? 'Leave' : 'End it'}
          </Button>
        )}
      </Buttons>
      {asking === 'roles' && <Roles member={member} onClose={() => setAsking(null)} />}
      {asking === 'end' && <End member={member} name={name} last={last} onClose={() => setAsking(null)} />}
    </li>
  )
}

function Roles({ member, onClose }: { member: Member; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const set = useAct(client.spaces.setRoles, onClose)
  return (
    <Dialog open onClose={onClose} title={`What ${member.name} does here`}>
      <Form
        onSend={(form) => set.mutate({ attempt, membership: member.id, roles: rolesIn(form) })}
        pending={set.isPending}
      >
        <Problem>{set.problem}</Problem>
        <RoleBoxes label="Roles" chosen={member.roles} />
        <Buttons>
          <Button kind="primary" type="submit">
            Keep it so
          </Button>
          <Button onClick={onClose}>Leave it as it was</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

function End({ member, name, last, onClose }: { member: Member; name: string; last: boolean; onClose: () => void }) {
  const router = useRouter()
  const [attempt] = useState(() => crypto.randomUUID())
  const end = useAct(client.spaces.end, () => (member.me ? router.history.push('/today') : onClose()))
  return (
    <Dialog open onClose={onClose} title={member.me ? `Leave ${name}?` : `End it for ${member.name}?`}>
      <Form
        onSend={(form) => end.mutate({ attempt, membership: member.id, reason: written(form, 'reason') })}
        pending={end.isPending}
      >
        <Problem>{end.problem}</Problem>
        <p>
          {member.me
            ? 'You are out at once: you read nothing here any more, and come back only when you are asked in again. What you wrote here stays; where your words went from here is still under Where my words are.'
            : 'They are out at once. They stay who they are, with their journal and their other spaces; what they wrote here stays.'}
        </p>
        {last && (
          <Notice kind="info" title="You are the only manager">
            After you nobody could change roles or what this space says of itself. Make somebody else a manager first.
          </Notice>
        )}
        <TextArea
          label="Why?"
          name="reason"
          optional
          rows={2}
          maxLength={500}
          hint="Everybody here may read it."
          keepAs={`end-${member.id}`}
        />
        <Buttons>
          <Button kind="danger" type="submit">
            {member.me ? 'Leave' : 'End it'}
          </Button>
          <Button onClick={onClose}>{member.me ? 'Stay' : 'Leave it as it was'}</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
