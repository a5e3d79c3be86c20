// What one person puts in to a step in which nobody is named: all of it at once, as one line of a sealed round.
import { z } from 'zod'
import { contributionTo } from '#modules/methods/contract/contribution.ts'
import { Step } from '#modules/methods/contract/step.ts'

/** What is frozen when the round is opened, and shown to all who are asked. */
export type Shape = { step: Step }

/** As many things as one puts in at most, where the step does not say how many. */
const MOST_THINGS = 100
const LEAST_BYTES = 1024
const MOST_BYTES = 32_768

/** How many things each may put in to a step; null where it does not count them. */
export function mostOf(step: Step): number | null {
  switch (step.kind) {
    case 'write':
    case 'sort':
    case 'timeline':
    case 'discuss':
      return step.settings.lines
    case 'commit':
      return step.settings.most
    case 'rate':
    case 'predict':
    case 'bands':
    case 'dot_vote':
    case 'acceptance':
    case 'function_grid':
    case 'ask_deeper':
    case 'groups':
      return 1
    default:
      return null
  }
}

/** How the things of one person are checked before they are sealed. */
export const sealedLine = (shape: unknown): z.ZodType => {
  const step = Step.parse((shape as Shape).step)
  return z
    .array(contributionTo(step as never))
    .min(1)
    .max(mostOf(step) ?? MOST_THINGS)
}

/** The size that every line of the step is filled up to: enough for as many words as fit into its boxes. */
export function bytesFor(step: Step): number {
  const settings = step.settings as { most_length?: number; because?: number; fields?: { most_length: number }[] }
  const words =
    settings.fields?.reduce((sum, field) => sum + field.most_length, 0) ?? settings.most_length ?? settings.because ?? 0
  // A letter takes up to three bytes, four with its escape; what stands round the words takes some as well.
  const one = 4 * words + 160
  const wanted = one * (mostOf(step) ?? (step.kind === 'grid' ? 40 : 10))
  return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(wanted))))
}
