import type { Activity, Now, Planned } from '../room/data.ts'
import { ClusterInput } from './cluster.tsx'
import { PaperInput } from './paper.tsx'
import { WordsInput } from './words.tsx'

type Props = { now: Now; activity: Activity; step: Planned }
const IN_WORDS: readonly Planned['kind'][] = ['write', 'discuss', 'round', 'commit', 'timeline', 'sort']

/**
 * What whoever facilitates puts in: for the group, where one writes, and from paper, for those who wrote on it. Never as
 * themselves among the others.
 */
export function StepInputs({ now, activity, step }: Props) {
  if (!step.makes || step.seenBy === 'self') return null
  const shared = { now, activity, step }
  if (step.kind === 'cluster') return <ClusterInput {...shared} />
  const inGroups = step.seenBy === 'pair' || step.seenBy === 'table'
  const forGroup =
    step.writes === 'one' && !step.nameless && !step.asksName && !inGroups && IN_WORDS.includes(step.kind)
  const shut = activity.step!.state !== 'open' && step.shown !== 'at_once'
  return (
    <>
      {forGroup && <WordsInput {...shared} />}
      {!shut && !(forGroup && step.group === 'all') && <PaperInput key={activity.step!.id} {...shared} />}
    </>
  )
}
