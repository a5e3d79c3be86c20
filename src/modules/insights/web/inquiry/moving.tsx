import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { useSending } from '../data.ts'
import { MoveOn } from './cycle-form.tsx'
import { type Cycle, STEP_WORDS, STEPS } from './data.ts'
import type { Here } from './question-form.tsx'

export type Moving = { on: (cycle: Cycle) => void; back: (cycle: Cycle) => void }

/** Moves cycles by buttons and keys: on by saying what shows that a step is done, back at once. Both are said aloud. */
export function useMoving(here: Here | undefined): { moving: Moving; shown: React.ReactNode } {
  const [of, setOf] = useState<Cycle | null>(null)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')
  const attempt = useAttempt()
  const send = useSending()
  const move = useMutation(api.insights.moveCycle.mutationOptions())
  const back = (cycle: Cycle) => {
    const to = cycle.ended_on === null ? STEPS[STEPS.indexOf(cycle.at_step) - 1] : 'decision'
    if (to === undefined || move.isPending) return
    void send(
      () => move.mutateAsync({ attempt: attempt.id, cycle: cycle.id, version: cycle.version, to }),
      () => setSaid(`“${cycle.words}” is back at ${STEP_WORDS[to]}.`),
    )
      .then((outcome) => setProblem(outcome && 'problem' in outcome ? (outcome.problem ?? '') : ''))
      .catch(() => setProblem('It could not be moved. Nothing was changed. Try again.'))
      .finally(attempt.renew)
  }
  const shown = (
    <>
      {problem !== '' && (
        <Notice kind="error" title="It was not moved">
          {problem}
        </Notice>
      )}
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
      {of !== null && here !== undefined && (
        <Dialog open onClose={() => setOf(null)} title={of.words} shape="sheet">
          <MoveOn
            here={here}
            cycle={of}
            onDone={() => {
              setOf(null)
              setSaid('')
            }}
          />
        </Dialog>
      )}
    </>
  )
  return { moving: { on: setOf, back }, shown }
}
