import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { SharedFacts } from '../leaving/shared.tsx'
import styles from './around.module.css'
import type { Invitation } from './data.ts'
import { Manages } from './manages.tsx'
import { SayAnswer } from './say-answer.tsx'

/** An invitation from a space one is not in, answered here: it opens one room, and nothing else there. */
export function AskedOutside({ told }: { told: Invitation }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const send = useMutation(api.gatherings.answerAsked.mutationOptions())
  const enter = useMutation(api.gatherings.comeInAsked.mutationOptions())
  const [manages, setManages] = useState(false)
  const runs = told.comesAs === 'facilitator'
  const go = async () => {
    const answer = await enter
      .mutateAsync({ attempt: crypto.randomUUID(), invitee: told.invitee, manages })
      .catch(() => null)
    if (answer?.ok) location.assign(runs ? `/rooms/${answer.room}/console` : `/in/${answer.room}`)
  }
  return (
    <div className={styles.stack}>
      {runs && (
        <p>
          You are asked to run it{told.until ? `, until ${dayWords(told.until)}` : ''}: its room opens for you, and
          nothing else of the space.
        </p>
      )}
      <SharedFacts share={told.share} />
      {told.said.paid && <p>For coming: {told.said.paid}</p>}
      {enter.data && !enter.data.ok && (
        <Notice kind="info" title="Not just now">
          {enter.data.sentence}
        </Notice>
      )}
      {enter.isError && (
        <Notice kind="error" title="That did not go through">
          Nothing is lost. Try again in a moment.
        </Notice>
      )}
      {(runs || told.state === 'open') && (
        <>
          {told.managersOut && <Manages yes={manages} onChange={setManages} />}
          <Buttons>
            <Button pending={enter.isPending} onClick={() => void go()}>
              {runs ? 'Open its console' : 'Come in'}
            </Button>
          </Buttons>
        </>
      )}
      <SayAnswer
        key={told.answer ?? ''}
        answer={told.answer}
        needs={told.needs}
        keep={told.invitee}
        convener={told.said.convenedBy}
        onSend={async (said) => {
          const answer = await send.mutateAsync({ attempt: attempt.id, invitee: told.invitee, ...said })
          if (!answer.ok) return { problem: answer.sentence }
          attempt.renew()
          await queries.invalidateQueries()
        }}
      />
    </div>
  )
}
