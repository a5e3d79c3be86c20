import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Menu, type MenuItem } from '#web/ui/menu.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { Problem, useAct } from './act.tsx'
import { RoleBoxes, rolesIn } from './belonging-fields.tsx'
import { type usePeople, written } from './data.ts'
import { Leaving } from './leaving.tsx'
import { Protocol, ResidenceForm } from './residence.tsx'
import styles from './spaces.module.css'
import { CLASS_WORDS, PRIVILEGED_ORDER, ROLE_WORDS, roleWords } from './words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Member = People['members'][number]
type Where = { people: People; name: string; address: string }
type Doing = 'roles' | 'share' | 'residence' | 'take_on' | 'end' | null

/** Everybody who is in, with what they do here. Said beside it: what rests on one pair of hands. */
export function WhoDoesWhat(where: Where) {
  const { people, address } = where
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
          <One key={member.id} member={member} {...where} />
        ))}
      </ul>
      {people.left.length > 0 && (
        <p className={styles.meta}>
          Left in the last three months:{' '}
          {people.left.map((one, at) => (
            <span key={one.id}>
              {at > 0 && ', '}
              <LinkTo to={`/s/${address}/handover/${one.id}`}>what {one.name} carried</LinkTo> ({dayWords(one.on)})
            </span>
          ))}
        </p>
      )}
    </Section>
  )
}

function One({ member, ...where }: Where & { member: Member }) {
  const { people, address, name } = where
  const [doing, setDoing] = useState<Doing>(null)
  const onClose = () => setDoing(null)
  const [attempts] = useState(() => ({ apart: crypto.randomUUID(), end: crypto.randomUUID() }))
  const apart = useAct(client.spaces.shareJob)
  const over = useAct(client.spaces.withdrawAsk)
  const mine = people.members.some((one) => one.me && (one.id === member.id || one.sharesWith === member.name))
  const does: MenuItem[] = [
    ...(member.can.setRoles ? [{ id: 'roles', label: 'Change roles', onAct: () => setDoing('roles') }] : []),
    ...(member.me && !member.can.setRoles
      ? [{ id: 'take_on', label: 'Ask for a role', onAct: () => setDoing('take_on') }]
      : []),
    ...(member.me && member.can.setRoles
      ? [{ id: 'take_on', label: 'Ask for another role', hint: 'The others say yes', onAct: () => setDoing('take_on') }]
      : []),
    ...(member.can.setRoles && member.sharesWith === null && people.members.length > 1
      ? [{ id: 'share', label: 'Share the job with …', onAct: () => setDoing('share') }]
      : []),
    ...(member.sharesWith !== null && (member.can.setRoles || mine)
      ? [
          {
            id: 'apart',
            label: 'Stop sharing the job',
            hint: 'Both keep their roles',
            onAct: () => apart.mutate({ attempt: attempts.apart, membership: member.id, with: null }),
          },
        ]
      : []),
    {
      id: 'residence',
      label: member.residence ? 'Ask for a longer residence' : 'Researcher in residence …',
      onAct: () => setDoing('residence'),
    },
    ...(member.residence && member.can.end
      ? [
          {
            id: 'over',
            label: 'End the residence today',
            onAct: () => over.mutate({ attempt: attempts.end, ask: member.residence!.ask }),
          },
        ]
      : []),
    {
      id: 'carries',
      label: member.me ? 'What you carry here' : 'What they carry here',
      to: `/s/${address}/handover/${member.id}`,
    },
  ]
  const goes: MenuItem[] = member.can.end
    ? [
        {
          id: 'end',
          label: member.me ? `Leave ${name}` : 'End it for them',
          kind: 'danger',
          onAct: () => setDoing('end'),
        },
      ]
    : []
  return (
    <li className={styles.row}>
      <div>
        <p>
          <span className={styles.name}>{member.name}</span>
          {member.me && <span className={styles.meta}> you</span>}
          {member.roles.length > 0 && `, ${roleWords(member.roles)}`}
        </p>
        <p className={styles.meta}>
          {[member.organisation, CLASS_WORDS[member.class], `since ${dayWords(member.since)}`]
            .filter(Boolean)
            .join(' · ')}
          {member.until && `, until ${dayWords(member.until)}`}
          {member.sharesWith && ` · shares the job with ${member.sharesWith}`}
        </p>
        {member.residence && <Protocol residence={member.residence} />}
        <Problem>{apart.problem ?? over.problem}</Problem>
      </div>
      <div data-paper="no">
        <Menu
          label={
            <>
              Change<VisuallyHidden> what {member.name} does here</VisuallyHidden>
            </>
          }
          small
          items={goes.length > 0 ? [does, goes] : does}
          name={`Change what ${member.name} does here`}
        />
      </div>
      {doing === 'roles' && <Roles member={member} onClose={onClose} />}
      {doing === 'share' && <Share member={member} people={people} onClose={onClose} />}
      {doing === 'take_on' && <TakeOn member={member} address={address} onClose={onClose} />}
      {doing === 'residence' && <ResidenceForm member={member} onClose={onClose} />}
      {doing === 'end' && <Leaving member={member} {...where} onClose={onClose} />}
    </li>
  )
}

function Roles({ member, onClose }: { member: Member; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const set = useAct(client.spaces.setRoles, onClose)
  // Nobody gives themselves a role that acts for others; what they hold they can put down.
  const leave = [
    ...(member.me ? PRIVILEGED_ORDER.filter((role) => !member.roles.includes(role)) : []),
    ...(member.organisation === null ? ['speaks_for_organisation'] : []),
  ]
  return (
    <Dialog open onClose={onClose} title={member.me ? 'What you do here' : `What ${member.name} does here`}>
      <Form
        onSend={(form) => set.mutate({ attempt, membership: member.id, roles: rolesIn(form) })}
        pending={set.isPending}
      >
        <Problem>{set.problem}</Problem>
        {member.me && <p>You can put a role down here. For a new one, ask the others: “Ask for another role”.</p>}
        {member.sharesWith && <p>{member.sharesWith} shares the job, and gets the same roles.</p>}
        <RoleBoxes label="Roles" chosen={member.roles} leave={leave} />
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

/** Two hold one job. */
function Share({ member, people, onClose }: { member: Member; people: People; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const share = useAct(client.spaces.shareJob, onClose)
  return (
    <Dialog open onClose={onClose} title={`Who shares the job with ${member.me ? 'you' : member.name}?`}>
      <Form
        pending={share.isPending}
        onSend={(form) => share.mutate({ attempt, membership: member.id, with: written(form, 'with') })}
      >
        <Problem>{share.problem}</Problem>
        <p>
          Both have the same roles and hold the same posts; what is sent to one waits for both, and one answer is
          enough. Their journals stay apart. If one leaves, the other keeps it all.
        </p>
        <Select
          label="With whom"
          name="with"
          required
          empty="Choose one"
          choices={people.members
            .filter((one) => one.person !== member.person && one.sharesWith === null)
            .map((one) => ({ value: one.id, label: one.name }))}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            They share it
          </Button>
          <Button onClick={onClose}>Leave it as it was</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

/** I ask everybody whether I may take something on. */
function TakeOn({ member, address, onClose }: { member: Member; address: string; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const take = useAct(client.spaces.takeOn, onClose)
  const roles = PRIVILEGED_ORDER.filter(
    (role) => role !== 'manager' && role !== 'speaks_for_organisation' && !member.roles.includes(role),
  )
  return (
    <Dialog open onClose={onClose} title="What could you take on?">
      <Form
        pending={take.isPending}
        onSend={(form) => take.mutate({ attempt, address, role: written(form, 'role') as 'facilitator' })}
      >
        <Problem>{take.problem}</Problem>
        <p>
          Everybody here is asked. It is yours when all have said yes, or in seven days if nobody has said no. A no
          needs no reason, and nobody is told whose it was.
        </p>
        <Select
          label="Role"
          name="role"
          required
          empty="Choose one"
          choices={roles.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Ask everybody
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
