import type { InferContractRouterOutputs } from '@orpc/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { todayContract } from '../contract.ts'

type Out = InferContractRouterOutputs<typeof todayContract>
export type Ask = Omit<Out['list']['waiting'][number], 'because'>
export type Aside = Out['list']['aside'][number]
export type Letters = Out['letters']

/** Until when something is put aside. */
export const backWords = (until: string | null) =>
  until === null ? 'You said it is not yours.' : `Waits again from ${dayWords(until)}.`

/** Putting something aside, with the way back at hand. */
export function useAside() {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [done, setDone] = useState<{ ask: Ask; said: string } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const settled = () => {
    attempt.renew()
    setProblem(null)
    void queries.invalidateQueries({ queryKey: api.today.list.key() })
  }
  const failed = (fault: Error) => setProblem(fault.message || 'Nothing was changed; try again in a moment.')
  const put = useMutation({
    mutationFn: ({ ask, until }: { ask: Ask; until: string }) =>
      client.today.putAside({ attempt: attempt.id, ask: ask.key, until }),
    onSuccess: (answer, { ask }) => {
      settled()
      if (answer.ok) setDone({ ask, said: `“${ask.words}” is put aside. ${backWords(answer.until)}` })
    },
    onError: failed,
  })
  const back = useMutation({
    mutationFn: (ask: Ask) => client.today.bringBack({ attempt: attempt.id, ask: ask.key }),
    onSuccess: () => {
      settled()
      setDone(null)
    },
    onError: failed,
  })
  return {
    said: done?.said ?? null,
    problem,
    put: (ask: Ask, until: string) => put.mutate({ ask, until }),
    back: (ask: Ask) => back.mutate(ask),
    undo: () => done && back.mutate(done.ask),
  }
}
