import { oc } from '@orpc/contract'
import { Attempt, answer, Id } from '#shared/schema.ts'

// The same thing, said twice. Each piece keeps its own words, card, consent and speaker; one is shown under the other.
export const sameContract = {
  tieSame: oc
    .route({ method: 'POST', path: '/library/tie-same', summary: 'Say that two pieces of evidence say the same.' })
    .input(Attempt.extend({ space: Id, id: Id, under: Id }))
    .output(answer({ id: Id })),
  untieSame: oc
    .route({ method: 'POST', path: '/library/untie-same', summary: 'Say that they do not say the same after all.' })
    .input(Attempt.extend({ space: Id, id: Id }))
    .output(answer({ id: Id })),
}
