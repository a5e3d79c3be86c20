import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { WAY_WORDS, whenWords } from '../data.ts'
import { SharedFacts } from '../leaving/shared.tsx'
import styles from './around.module.css'
import type { Invitation } from './data.ts'
import { Manages } from './manages.tsx'
import { SayAnswer } from './say-answer.tsx'

/** What a link asks its holder to: no account, everything that is said before the first question. The secret stays behind the #. */
export default function InvitationPage() {
  const [key] = useState(() => location.hash.slice(1))
  const [stopping] = useState(() => new URLSearchParams(location.search).has('stop'))
  const page = useQuery({ ...api.gatherings.invitation.queryOptions({ input: { key } }), enabled: key.length >= 20 })
  if (stopping) return <Stop token={key} />
  if (key.length >= 20 && page.isPending) return <Loading what="Opening your invitation" />
  if (!page.data) {
    const gone = key.length < 20 || (page.error as { code?: string } | null)?.code === 'not_found'
    return (
      <main className={styles.alone}>
        <title>Your invitation · Trefoil</title>
        <h1>{gone ? 'Nothing opens with this link' : 'This could not be opened'}</h1>
        <p>
          {gone
            ? 'It may have ended, or lost a part on its way. Ask the person who sent it for a new one.'
            : 'Nothing is lost. Try again in a moment.'}
        </p>
        {!gone && <Button onClick={() => void page.refetch()}>Try again</Button>}
      </main>
    )
  }
  return <Opened token={key} told={page.data} again={() => void page.refetch()} />
}

function Opened({ token, told, again }: { token: string; told: Invitation; again: () => void }) {
  const { said } = told
  return (
    <main className={styles.alone}>
      <title>{`${said.title} · Trefoil`}</title>
      <p className={styles.meta}>
        {said.convenedBy ? `${said.convenedBy} asks ` : 'Asked: '}
        {told.name || 'you'}, {said.space}
      </p>
      <h1>{said.title}</h1>
      {told.state === 'off' && (
        <Notice kind="info" title="It does not take place">
          {told.because || 'There is nothing you need to do.'}
        </Notice>
      )}
      {told.state === 'over' && (
        <Notice kind="info" title="It is over">
          What comes back to you is said below.
        </Notice>
      )}
      {said.purpose && <p className={styles.purpose}>{said.purpose}</p>}
      <SharedFacts share={told.share} />
      <Facts told={told} />
      {(told.state === 'coming' || told.state === 'open') && <Reply token={token} told={told} again={again} />}
    </main>
  )
}

function Facts({ told }: { told: Invitation }) {
  const { said } = told
  const facts: [string, string][] = [
    ['When', whenWords(told)],
    ['Where', told.place || WAY_WORDS[told.way]],
    ['What is paid for coming', said.paid],
    ['The learning partner there', said.role],
    ['Agreed', said.agreed],
    [
      'As',
      told.comesAs === 'facilitator'
        ? `somebody who runs it${told.until ? `, until ${dayWords(told.until)}` : ''}`
        : '',
    ],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, words]) => words !== '')
        .map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      {told.link && (
        <div>
          <dt>On a call</dt>
          <dd>
            <a href={told.link} rel="noreferrer noopener" target="_blank">
              Join the call
            </a>{' '}
            (opens elsewhere)
          </dd>
        </div>
      )}
    </dl>
  )
}

/** The answer, and the ways in: to the room while its doors are open, or to what is written before and after. */
function Reply({ token, told, again }: { token: string; told: Invitation; again: () => void }) {
  const send = useMutation(api.gatherings.answerInvitation.mutationOptions())
  const comeIn = useMutation(api.gatherings.comeInByInvitation.mutationOptions())
  const takePart = useMutation(api.gatherings.takePartByInvitation.mutationOptions())
  const refused = [comeIn.data, takePart.data].find((answer) => answer && !answer.ok)
  const fault = comeIn.isError || takePart.isError
  const [manages, setManages] = useState(false)
  const may = told.state === 'open' || told.comesAs === 'facilitator'
  const go = async (way: 'in' | 'around') => {
    const answer = await (way === 'in'
      ? comeIn.mutateAsync({ key: token, manages })
      : takePart.mutateAsync({ key: token })
    ).catch(() => null)
    if (answer?.ok) location.assign(way === 'in' ? `/in/${answer.room}` : `/rooms/${answer.room}/around`)
  }
  return (
    <>
      {told.answer !== null && (
        <Notice kind="saved" title="Your answer is with them">
          You can change it here for as long as the link works.
        </Notice>
      )}
      {refused && !refused.ok && (
        <Notice kind="info" title="Not just now">
          {refused.sentence}
        </Notice>
      )}
      {fault && (
        <Notice kind="error" title="That did not go through">
          Nothing is lost. Try again in a moment.
        </Notice>
      )}
      {told.at !== null && (
        <p>
          You belong to the space that calls. <ButtonLink to={told.at}>Open it there</ButtonLink>
        </p>
      )}
      {told.at === null && may && told.managersOut && <Manages yes={manages} onChange={setManages} />}
      {told.at === null && (may || told.answer === 'around' || told.answer === 'yes') && (
        <Buttons>
          {may && (
            <Button kind="primary" pending={comeIn.isPending} onClick={() => void go('in')}>
              Come in
            </Button>
          )}
          {told.answer !== null && told.answer !== 'no' && (
            <Button pending={takePart.isPending} onClick={() => void go('around')}>
              Take part before and after
            </Button>
          )}
        </Buttons>
      )}
      <SayAnswer
        key={told.answer ?? ''}
        answer={told.answer}
        needs={told.needs}
        keep={told.invitee}
        convener={told.said.convenedBy}
        onSend={async (said) => {
          const answer = await send.mutateAsync({ key: token, ...said })
          if (!answer.ok) return { problem: answer.sentence }
          again()
        }}
      />
    </>
  )
}

function Stop({ token }: { token: string }) {
  const stop = useMutation(api.gatherings.stopCallLetters.mutationOptions())
  const done = stop.data?.ok === true
  return (
    <main className={styles.alone}>
      <title>Letters · Trefoil</title>
      <h1>{done ? 'No more of these letters' : 'Letters that ask you to gatherings'}</h1>
      {done ? (
        <p>You are still asked, and your links still work. Somebody may hand you a link themselves.</p>
      ) : (
        <>
          {stop.data && !stop.data.ok && (
            <Notice kind="info" title="Not from here">
              {stop.data.sentence}
            </Notice>
          )}
          {stop.isError && (
            <Notice kind="error" title="That did not go through">
              Try again in a moment.
            </Notice>
          )}
          <p>
            You are then asked by nobody’s letter from this place any more. Nobody is told. You can still be handed a
            link, and the links you have go on working.
          </p>
          <Button kind="primary" pending={stop.isPending} onClick={() => stop.mutate({ key: token })}>
            Send me no more of them
          </Button>
        </>
      )}
    </main>
  )
}
