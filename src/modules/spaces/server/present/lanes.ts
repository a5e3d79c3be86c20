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

/**
 * What changed how things went, as against the work of every day: that somebody was asked to a gathering, or said whether they
 * come, is such work. Said in full, so that among tens of thousands of events these are told by comparing and not by patterns.
 */
export const TURNING = [
  ...['space.founded', 'space.settled', 'space.phase_changed', 'space.rule_set', 'space.rules_said', 'space.unmanaged'],
  ...[
    'space.called_together',
    'space.closed',
    'closing.proposed',
    'closing.agreed',
    'closing.not_agreed',
    'closing.called_off',
  ],
  ...['membership.started', 'membership.residence_started', 'membership.ended', 'partner.joined', 'partner.left'],
  ...['gathering.called', 'gathering.cancelled', 'gathering.held', 'gathering.shared_back', 'gathering.series_started'],
  ...['decision.made', 'outcome.said', 'insight.written', 'insight.consolidated'],
  ...['artefact.made', 'artefact.edited', 'artefact.stands'],
  ...['turning_point.written', 'context.noted'],
  ...['strategy.tied', 'strategy.changed', 'strategy.untied', 'strategy.milestone'],
]

/** The lane of a kind, where it has one. */
export function laneOf(kind: string): LaneName | null {
  for (const [lane, patterns] of Object.entries(LANE_KINDS))
    if (patterns.some((one) => (one.endsWith('%') ? kind.startsWith(one.slice(0, -1)) : kind === one)))
      return lane as LaneName
  return null
}
