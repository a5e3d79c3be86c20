import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Section } from '#web/ui/page.tsx'
import { Problem, useAct } from './act.tsx'
import type { usePeople } from './data.ts'
import styles from './spaces.module.css'
import { CLASS_WORDS, momentWords, roleWords } from './words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>

/** Who is about to come in, and whom I asked: each with what happens if nobody does anything. */
export function AtTheDoor({ people, zone }: { people: People; zone: string }) {
  if (people.arrivals.length + people.invitations.length + people.orphans.length === 0) return null
  return (
    <Section title="At the door">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {people.invitations
          .filter((one) => one.state === 'accepted')
          .map((one) => (
            <Guest key={one.id} invitation={one} />
          ))}
        {people.arrivals.map((one) => (
          <Arrival key={one.id} arrival={one} zone={zone} />
        ))}
        {people.invitations
          .filter((one) => one.state !== 'accepted')
          .map((one) => (
            <Open key={one.id} invitation={one} />
          ))}
        {people.orphans.map((one) => (
          <Orphan key={one.id} invitation={one} />
        ))}
      </ul>
    </Section>
  )
}

function Guest({ invitation }: { invitation: People['invitations'][number] }) {
  const [attempts] = useState(() => ({ yes: crypto.randomUUID(), no: crypto.randomUUID() }))
  const yes = useAct(client.spaces.confirm)
  const no = useAct(client.spaces.takeBack)
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>Is this {invitation.name}?</p>
        <p>
          They made an account as <strong>{invitation.guest}</strong>, with the link you sent to {invitation.email}.
        </p>
        <p className={styles.meta}>Until you say yes they see nothing, and nobody is told.</p>
        <Problem>{yes.problem ?? no.problem}</Problem>
      </div>
      <Buttons>
        <Button
          kind="primary"
          pending={yes.isPending}
          onClick={() => yes.mutate({ attempt: attempts.yes, invitation: invitation.id })}
        >
          Yes, it is them
        </Button>
        <Button
          kind="quiet"
          pending={no.isPending}
          onClick={() => no.mutate({ attempt: attempts.no, invitation: invitation.id })}
        >
          No, take it back
        </Button>
      </Buttons>
    </li>
  )
}

function Arrival({ arrival, zone }: { arrival: People['arrivals'][number]; zone: string }) {
  const [attempts] = useState(() => ({ yes: crypto.randomUUID(), no: crypto.randomUUID() }))
  const yes = useAct(client.spaces.welcome)
  const no = useAct(client.spaces.end)
  const from = [arrival.organisation, CLASS_WORDS[arrival.class], roleWords(arrival.roles)].filter(Boolean).join(' · ')
  const otherwise = arrival.takesEffect
    ? `Comes in on ${momentWords(arrival.takesEffect, zone)}, or as soon as everybody has said yes.`
    : 'Comes in when everybody here has said yes, and not before.'
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{arrival.name} is about to come in</p>
        <p className={styles.meta}>{from}</p>
        <p>
          {arrival.reads === 'beginning'
            ? 'Will read what was said here from the beginning.'
            : arrival.reads === 'since' && arrival.readsSince
              ? `Will read what was said here since ${dayWords(arrival.readsSince)}, as the first of their kind here do.`
              : 'Will read what is said from then on, and nothing from before.'}
        </p>
        {arrival.reason && (
          <p className={styles.words}>
            “{arrival.reason}”{arrival.broughtBy && <span className={styles.meta}> {arrival.broughtBy}</span>}
          </p>
        )}
        <p className={styles.meta}>
          {arrival.welcomed && 'You said yes. '}
          {otherwise}
        </p>
        <Problem>{yes.problem ?? no.problem}</Problem>
      </div>
      <Buttons>
        {arrival.can.welcome && (
          <Button
            kind="primary"
            pending={yes.isPending}
            onClick={() => yes.mutate({ attempt: attempts.yes, membership: arrival.id })}
          >
            Yes, let them in
          </Button>
        )}
        {arrival.can.end && (
          <Button
            kind="quiet"
            pending={no.isPending}
            onClick={() => no.mutate({ attempt: attempts.no, membership: arrival.id, reason: 'Not let in' })}
          >
            Not now
          </Button>
        )}
      </Buttons>
    </li>
  )
}

function Open({ invitation }: { invitation: People['invitations'][number] }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const back = useAct(client.spaces.takeBack)
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{invitation.name}</p>
        <p className={styles.meta}>
          {CLASS_WORDS[invitation.class]} · you asked them on {dayWords(invitation.made)}.{' '}
          {invitation.state === 'expired'
            ? 'The link has run out: take it back and make another.'
            : `The link works until ${dayWords(invitation.ends)}. Only you see this.`}
        </p>
        <Problem>{back.problem}</Problem>
      </div>
      <Button kind="quiet" pending={back.isPending} onClick={() => back.mutate({ attempt, invitation: invitation.id })}>
        Take it back
      </Button>
    </li>
  )
}

/** Whoever sent it has left: it opens nothing, and somebody who stays clears it away. */
function Orphan({ invitation }: { invitation: People['orphans'][number] }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const back = useAct(client.spaces.takeBack)
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{invitation.name}</p>
        <p className={styles.meta}>
          {CLASS_WORDS[invitation.class]} · asked on {dayWords(invitation.made)} by somebody who has left since. The
          link lets nobody in any more.
        </p>
        <Problem>{back.problem}</Problem>
      </div>
      <Button kind="quiet" pending={back.isPending} onClick={() => back.mutate({ attempt, invitation: invitation.id })}>
        Take it back
      </Button>
    </li>
  )
}
