import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import type { Moved, Now } from '../room/data.ts'

type Input = Parameters<ReturnType<typeof api.gatherings.move.mutationOptions>['mutationFn'] & object>[0]
/** What a facilitator does to the activity that is on. */
export type Move =
  | { to: 'show' | 'next' | 'back' | 'pause' | 'resume' | 'end' }
  | { to: 'step'; place: number }
  | { to: 'again'; presenter: string | null }
  | { to: 'extend'; seconds: number }
  | { to: 'presenter'; presenter: string }
type Answer = { ok: true } | { ok: false; reason: string; sentence: string }
export type Few = 'named' | 'left_out'
/** Too few are there for what has no names: what is to be chosen, and the press again with what was. */
export type TooFew = { title: string; wait: string; sentence: string; canName: boolean; again: (few: Few) => void }
const FEW = { title: 'Too few people for this without names', wait: 'Wait' }
const CHOICES: Record<string, typeof FEW> = {
  ...{ too_few: FEW, too_few_now: FEW },
  told_once: { title: 'This was asked here, and told, already', wait: 'Stay here' },
}

export type Running = ReturnType<typeof useRunning>

/**
 * Everything that is pressed on the console. One press is one attempt; it names the version that stands on this screen, so
 * what somebody else did meanwhile is told here, in place, and not done twice.
 */
export function useRunning(now: Now | null) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState('')
  const [tooFew, setTooFew] = useState<TooFew | null>(null)
  const moving = useMutation(api.gatherings.move.mutationOptions({ retry: false }))
  const beginning = useMutation(api.gatherings.begin.mutationOptions({ retry: false }))
  const opening = useMutation(api.gatherings.openDoors.mutationOptions())
  const closing = useMutation(api.gatherings.close.mutationOptions())
  const room = now?.room.id ?? ''
  const key = api.gatherings.now.queryKey({ input: { room } })

  const act = async (work: () => Promise<Answer>, again?: (few: Few) => void): Promise<boolean> => {
    setProblem('')
    setTooFew(null)
    try {
      const answer = await work()
      if (answer.ok) return true
      const { reason, sentence } = answer
      const choice = CHOICES[reason]
      if (again && choice) setTooFew({ ...choice, sentence, canName: reason === 'too_few', again })
      else setProblem(sentence)
      return false
    } catch (thrown) {
      setProblem(told(thrown))
      return false
    } finally {
      void queries.invalidateQueries({ queryKey: api.gatherings.key() })
    }
  }
  /** At once on this screen, as the place answered it; the rest is asked for. */
  const follow = async (moved: Moved) => {
    // What was asked before the press is older than its answer, and must not stand over it.
    await queries.cancelQueries({ queryKey: key })
    queries.setQueryData(key, (before) =>
      before === undefined || !('room' in before) || before.activity?.id !== moved.activity
        ? before
        : {
            ...before,
            now: moved.now,
            activity: {
              ...before.activity,
              ...{ version: moved.version, state: moved.state, pausedAt: moved.pausedAt, step: moved.step },
            },
          },
    )
  }
  const move = (what: Move, few: Few | null = null) => {
    const activity = now?.activity
    if (activity == null || moving.isPending) return
    const input = { attempt: crypto.randomUUID(), activity: activity.id, version: activity.version, few, ...what }
    void act(
      async () => {
        const answer = await moving.mutateAsync(input as Input)
        if (answer.ok) await follow(answer.moved)
        return answer
      },
      (chosen) => move(what, chosen),
    )
  }
  const begin = (item: string, few: Few | null = null) => {
    if (beginning.isPending) return
    void act(
      () => beginning.mutateAsync({ attempt: crypto.randomUUID(), room, item, few }),
      (chosen) => begin(item, chosen),
    )
  }
  const openDoors = () => void act(() => opening.mutateAsync({ attempt: crypto.randomUUID(), room }))
  const close = () => act(() => closing.mutateAsync({ attempt: crypto.randomUUID(), room }))
  const pending = moving.isPending || beginning.isPending || opening.isPending || closing.isPending
  const forget = () => {
    setProblem('')
    setTooFew(null)
  }
  return { move, begin, openDoors, close, act, problem, tooFew, forget, pending }
}

function told(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string }
  if (code === 'not_found') return 'That is not there any more, or somebody else runs this room now.'
  if (code !== undefined && message) return message
  return 'The place could not be reached. Nothing was changed by that press; everybody’s screen goes on as it was.'
}
