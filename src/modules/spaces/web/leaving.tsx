import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { Problem, useAct } from './act.tsx'
import { type usePeople, written } from './data.ts'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Member = People['members'][number]
type Leaving = { member: Member; people: People; name: string; address: string; onClose: () => void }

/** Leaving, or ending it for somebody. The last manager is asked first who takes it on; leaving stays possible at once. */
export function Leaving(props: Leaving) {
  const { member, people, name, address, onClose } = props
  const managers = people.members.filter((one) => one.roles.includes('manager'))
  const last = managers.length === 1 && managers[0]!.id === member.id && people.members.length > 1
  const router = useRouter()
  const [attempt] = useState(() => crypto.randomUUID())
  const [anyway, setAnyway] = useState(!last)
  const end = useAct(client.spaces.end, () => (member.me ? router.history.push('/today') : onClose()))
  return (
    <Dialog open onClose={onClose} title={member.me ? `Leave ${name}?` : `End it for ${member.name}?`}>
      {last && member.me && <PassOn {...props} />}
      <Form
        onSend={(form) =>
          end.send({ attempt, membership: member.id, reason: written(form, 'reason'), anyway: anyway || !last })
        }
        pending={end.isPending}
      >
        <p>
          {member.me
            ? 'You are out at once: you read nothing here any more, and come back only when you are asked in again. What you wrote here stays; where your words went from here is still under Where my words are.'
            : 'They are out at once. They stay who they are, with their journal and their other spaces; what they wrote here stays.'}
        </p>
        {(member.me || member.can.end) && (
          <p>
            <LinkTo to={`/s/${address}/handover/${member.id}`}>
              {member.me ? 'What you carry here, for whoever takes it over' : `What ${member.name} carries here`}
            </LinkTo>{' '}
            {member.me && 'takes five minutes to look through, and you can add what only you know.'}
          </p>
        )}
        <TextArea
          label="Why?"
          name="reason"
          optional
          rows={2}
          maxLength={500}
          hint={member.me ? 'Everybody here may read it.' : 'They read it, in their own record; nobody here does.'}
          keepAs={`end-${member.id}`}
        />
        {last && (
          <Checkbox
            label={member.me ? 'Leave anyway, without a manager' : 'End it anyway, without a manager'}
            hint="The others are told, and any of them can take it on when all say yes."
            checked={anyway}
            onChange={setAnyway}
          />
        )}
        <Buttons>
          <Button kind="danger" type="submit" disabled={!anyway}>
            {member.me ? 'Leave' : 'End it'}
          </Button>
          <Button onClick={onClose}>{member.me ? 'Stay' : 'Leave it as it was'}</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

/** A way out of one's own, at the foot of the people and where the ending of the space is told. */
export function LeaveHere({ people, name, address }: { people: People; name: string; address: string }) {
  const [member, setMember] = useState<Member | null>(null)
  const me = people.members.find((one) => one.me)
  if (!me) return null
  return (
    <div data-paper="no">
      <Button kind="quiet" onClick={() => setMember(me)} aria-haspopup="dialog">
        Leave this space
      </Button>
      {member && <Leaving {...{ member, people, name, address }} onClose={() => setMember(null)} />}
    </div>
  )
}

/** Who manages after me: they are asked, and it is theirs when they say yes. */
function PassOn({ member, people, onClose }: Leaving) {
  const [attempt] = useState(() => crypto.randomUUID())
  const pass = useAct(client.spaces.passOn, onClose)
  const waiting = people.asks.find((one) => one.kind === 'passed')
  const others = people.members.filter((one) => one.person !== member.person)
  if (waiting) {
    return (
      <Notice kind="info" title={`${waiting.who} has been asked to manage this space`}>
        When they say yes it is theirs. You can wait for that, or leave anyway.
      </Notice>
    )
  }
  return (
    <Form
      name="Pass it on"
      pending={pass.isPending}
      onSend={(form) => pass.mutate({ attempt, membership: written(form, 'next') })}
    >
      <Notice kind="info" title="You are the only manager">
        Ask somebody to take it on first. It stays yours until they say yes.
      </Notice>
      <Problem>{pass.problem}</Problem>
      <Select
        label="Who takes it on?"
        name="next"
        required
        empty="Choose one"
        choices={others.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Buttons>
        <Button kind="primary" type="submit">
          Ask them
        </Button>
      </Buttons>
    </Form>
  )
}
