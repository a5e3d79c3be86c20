import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
  return { ...act, problem }
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
