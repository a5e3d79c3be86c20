import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import type { Now } from '../room/data.ts'

/** So long after a step begins the invented people put something in. */
const THINK_MS = 4_000

/** Goes into a throw-away room with the same run sheet. */
export function Rehearse({ room }: { room: string }) {
  const router = useRouter()
  const [problem, setProblem] = useState('')
  const start = useMutation(api.gatherings.rehearse.mutationOptions())
  const go = async () => {
    setProblem('')
    try {
      const answer = await start.mutateAsync({ attempt: crypto.randomUUID(), room })
      if (!answer.ok) return setProblem(answer.sentence)
      router.history.push(`/rooms/${answer.room}/console?of=${room}`)
    } catch {
      setProblem('It did not begin. Nothing was made; try again in a moment.')
    }
  }
  return (
    <>
      <Button pending={start.isPending} onClick={() => void go()}>
        Rehearse it alone
      </Button>
      {problem && <Notice kind="error">{problem}</Notice>}
    </>
  )
}

/** On every screen of a rehearsal: that it is one. And, on the console, the others and the end. */
export function RehearsalBar({ now }: { now: Now }) {
  const router = useRouter()
  const queries = useQueryClient()
  const others = useMutation(api.gatherings.rehearseOthers.mutationOptions())
  const end = useMutation(api.gatherings.endRehearsal.mutationOptions())
  const room = now.room.id
  const state = now.activity?.state === 'running' ? now.activity.step : null
  const atTables = state != null && now.activity!.ways.length > 0 && now.activity!.steps[state.place]!.kind !== 'groups'
  const makes = state != null && (atTables || now.activity!.steps[state.place]!.makes)
  const waited = makes ? state.id : null
  const { mutate } = others
  useEffect(() => {
    if (waited === null) return
    const soon = setTimeout(() => mutate({ attempt: crypto.randomUUID(), room }), THINK_MS)
    return () => clearTimeout(soon)
  }, [waited, room, mutate])
  const finish = async () => {
    const of = new URLSearchParams(location.search).get('of')
    try {
      await end.mutateAsync({ attempt: crypto.randomUUID(), room })
    } catch {
      // It is shown below: the room is still there, and so is this page.
      return
    }
    router.history.replace(of === null ? '/today' : `/rooms/${of}/plan`)
    void queries.invalidateQueries()
  }
  return (
    <Notice
      kind="info"
      title="This is a rehearsal"
      actions={
        <>
          {makes && (
            <Button small pending={others.isPending} onClick={() => mutate({ attempt: crypto.randomUUID(), room })}>
              {atTables ? 'Let each table do the next thing' : 'Let the others put something in'}
            </Button>
          )}
          <Button small pending={end.isPending} onClick={() => void finish()}>
            End the rehearsal
          </Button>
        </>
      }
    >
      You are alone: everybody else is invented. Nobody learns of it, and all of it is deleted when you end it, or a day
      after you began.
      {end.isError && ' It could not be ended just now; try again in a moment.'}
    </Notice>
  )
}
