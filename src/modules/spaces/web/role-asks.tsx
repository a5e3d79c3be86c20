import { useState } from 'react'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Problem, useAct } from './act.tsx'
import own from './belonging.module.css'
import type { usePeople } from './data.ts'
import { Protocol } from './residence.tsx'
import styles from './spaces.module.css'
import { momentWords, roleWords } from './words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Ask = People['asks'][number]

/** Roles that wait for a yes: who asks for what, what happens if nobody answers, and one's own two buttons. */
export function RoleAsks({ people, address, zone }: { people: People; address: string; zone: string }) {
  const offered = people.unmanaged && !people.asks.some((one) => one.kind === 'taken_on' && one.me)
  if (people.asks.length === 0 && !people.unmanaged) return null
  return (
    <Section title="Changing hands">
      {people.unmanaged && <Unmanaged address={address} offered={offered} />}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {people.asks.map((ask) => (
          <One key={ask.id} ask={ask} zone={zone} />
        ))}
      </ul>
    </Section>
  )
}

function Unmanaged({ address, offered }: { address: string; offered: boolean }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const take = useAct(client.spaces.takeOn)
  return (
    <Notice
      kind="info"
      title="Nobody manages this space now"
      actions={
        offered && (
          <Button pending={take.isPending} onClick={() => take.mutate({ attempt, address, role: 'manager' })}>
            I could take it on
          </Button>
        )
      }
    >
      Everything here goes on. Only what a manager does waits: roles, what this space says of itself, who comes in with
      a role. Any of you can take it on, when the others say yes.
      <Problem>{take.problem}</Problem>
    </Notice>
  )
}

function question(ask: Ask): string {
  if (ask.kind === 'residence')
    return ask.me ? 'You are asked to be a researcher in residence' : `May ${ask.who} be a researcher in residence?`
  const role = roleWords([ask.role])
  if (ask.kind === 'passed')
    return ask.me ? `${ask.by} asks you to be ${role}` : `${ask.by} asks ${ask.who} to be ${role}`
  return ask.me ? `You asked to be ${role}` : `May ${ask.who} be ${role}?`
}

function One({ ask, zone }: { ask: Ask; zone: string }) {
  const [attempts] = useState(() => ({ yes: crypto.randomUUID(), no: crypto.randomUUID(), back: crypto.randomUUID() }))
  const answer = useAct(client.spaces.answerAsk)
  const back = useAct(client.spaces.withdrawAsk)
  const otherwise =
    ask.kind === 'passed'
      ? 'It passes when they say yes, and stays where it is until then.'
      : ask.takesEffect
        ? `Settled when everybody has said yes, or on ${momentWords(ask.takesEffect, zone)} if nobody has said no.`
        : 'Settled when everybody here has said yes, and not before.'
  return (
    <li className={styles.row}>
      <div className={ask.kind === 'residence' ? own.across : undefined}>
        <p className={styles.name}>{question(ask)}</p>
        {ask.kind === 'residence' && ask.residence && (
          <>
            <p className={styles.meta}>Asked by {ask.by}</p>
            <Protocol residence={ask.residence} open />
          </>
        )}
        <p className={styles.meta}>
          {ask.answered && 'You said yes. '}
          {otherwise}
          {ask.can.answer && ask.kind !== 'passed' && ' A no needs no reason, and nobody is told whose it was.'}
        </p>
        <Problem>{answer.problem ?? back.problem}</Problem>
      </div>
      <Buttons>
        {ask.can.answer && (
          <>
            <Button
              kind="primary"
              pending={answer.isPending}
              onClick={() => answer.mutate({ attempt: attempts.yes, ask: ask.id, yes: true })}
            >
              {ask.me ? 'Yes, I will' : 'Yes'}
            </Button>
            <Button
              pending={answer.isPending}
              onClick={() => answer.mutate({ attempt: attempts.no, ask: ask.id, yes: false })}
            >
              No
            </Button>
          </>
        )}
        {!ask.can.answer && ask.can.withdraw && (
          <Button
            kind="quiet"
            pending={back.isPending}
            onClick={() => back.mutate({ attempt: attempts.back, ask: ask.id })}
          >
            Take it back
          </Button>
        )}
      </Buttons>
    </li>
  )
}
