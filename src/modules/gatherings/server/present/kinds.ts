import type { Definition } from '#modules/methods/contract/definition.ts'
import { refuse } from '#shared/result.ts'

const PAUSE_MINUTES = 60

/** Why something does not fit on the run sheet of a gathering of this kind, or null. `minutes`: of all that would be on it. */
export function misfit(kind: string, method: Definition | null, minutes: number) {
  if (kind === 'informal')
    return refuse(
      'informal',
      'An informal meeting has no run sheet: people come, and talk. Call an ordinary gathering for this.',
    )
  if (kind !== 'pause') return null
  if (method?.steps.some((step) => step.kind === 'commit'))
    return refuse(
      'pause',
      'This method ends with who does what by when, and a pause has no tasks: nothing is asked of anybody in it. Choose another, or call an ordinary gathering.',
    )
  if (minutes > PAUSE_MINUTES)
    return refuse(
      'pause_long',
      `A pause is short: ${PAUSE_MINUTES} minutes in all at the most. Take something off it first.`,
    )
  return null
}
