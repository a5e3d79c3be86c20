import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outcome } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'

/** One act by one button: pending, refused in words, or done and seen at once. */
export function useAct<In, Out extends { ok: true } | { ok: false; sentence: string }>(
  run: (input: In) => Promise<Out>,
  done?: () => void,
) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const act = useMutation({
    mutationFn: (input: In) => run(input),
    onSuccess: (answer) => {
      setProblem(answer.ok ? null : answer.sentence)
      if (answer.ok) done?.()
      void queries.invalidateQueries()
    },
    onError: (fault) => setProblem(fault.message || 'Nothing was changed; try again in a moment.'),
  })
  /** For a form: it waits for the answer, and keeps what was typed unless it was yes. */
  const send = async (input: In): Promise<Outcome> => {
    const answer = await act.mutateAsync(input)
    return answer.ok ? undefined : { problem: answer.sentence }
  }
  return { ...act, problem, send }
}

/** What went wrong, or nothing. */
export function Problem({ children }: { children: string | null }) {
  if (children === null) return null
  return (
    <Notice kind="error" title="That did not go through">
      {children}
    </Notice>
  )
}
