import type { Activity, Now, Planned } from '../room/data.ts'
import { ClusterInput } from './cluster.tsx'
import { WordsInput } from './words.tsx'

type Props = { now: Now; activity: Activity; step: Planned }
const IN_WORDS: readonly Planned['kind'][] = ['write', 'discuss', 'round', 'commit', 'timeline', 'sort']

/**
 * What whoever facilitates puts in for the group, or from paper: never as themselves among the others unless the step is
 * theirs to write. What is seen by a pair or a table is written there, and not here.
 */
export function StepInputs({ now, activity, step }: Props) {
  if (!step.makes || step.nameless || step.asksName || step.seenBy === 'pair' || step.seenBy === 'table') return null
  const shared = { now, activity, step }
  if (step.kind === 'cluster') return <ClusterInput {...shared} />
  if (IN_WORDS.includes(step.kind)) return <WordsInput {...shared} />
  return null
}
