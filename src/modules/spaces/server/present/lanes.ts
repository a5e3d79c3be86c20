import type { z } from 'zod'
import type { Lane } from '../../contract/memory.ts'

type LaneName = z.infer<typeof Lane>

/** Which kinds of event stand in which lane; the first that fits. */
export const LANE_KINDS: Record<LaneName, string[]> = {
  decisions: ['decision.%', 'action.%', 'outcome.%', 'chain.stopped'],
  learning: ['insight.%', 'finding.%', 'question.%', 'cycle.%', 'experiment.%', 'evidence.%', 'gathering.%'],
  people: ['membership.%', 'partner.%', 'seat.held'],
  plans: ['space.%', 'closing.%', 'artefact.%', 'limits.named'],
  turning: ['turning_point.%'],
  context: ['context.%'],
  strategy: ['strategy.%'],
}

/** What changed how things went, as against the work of every day. */
export const TURNING = [
  'space.%',
  'membership.started',
  'membership.ended',
  'partner.%',
  'closing.%',
  'gathering.%',
  'decision.made',
  'insight.written',
  'insight.accepted',
  'insight.superseded',
  'outcome.said',
  'artefact.%',
  'turning_point.written',
  'context.noted',
  'strategy.%',
]

/** The lane of a kind, where it has one. */
export function laneOf(kind: string): LaneName | null {
  for (const [lane, patterns] of Object.entries(LANE_KINDS))
    if (patterns.some((one) => (one.endsWith('%') ? kind.startsWith(one.slice(0, -1)) : kind === one)))
      return lane as LaneName
  return null
}
