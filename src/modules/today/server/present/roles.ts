import type { WeekKind } from '#platform/http/module.ts'

type Part = { kind: WeekKind; title: string; empty: string }

const PARTS = {
  questions: { title: 'What we are asking ourselves', empty: 'No question is open.' },
  cycles: { title: 'Learning cycles that are due', empty: 'None is due this week.' },
  changed: {
    title: 'What we changed this month because of what we learned',
    empty: 'Nothing yet. A decision that names what was learned stands here.',
  },
  agreed: { title: 'What was agreed, and what happens', empty: 'Nothing that was agreed is still to be done.' },
  stalled: { title: 'What has stalled', empty: 'Nothing has stood still for a month.' },
  unshared: { title: 'What is not shared yet', empty: 'Everything that was learned has reached somebody.' },
  papers: { title: 'Decisions to come', empty: 'No decision has a day.' },
  requested: { title: 'What you asked of groups', empty: 'Nothing that you asked is open.' },
  brought: {
    title: 'What was brought in this month',
    empty: 'Nothing. What groups and people keep is theirs, and is not shown here.',
  },
  came: { title: 'What came of the last ones', empty: 'Nothing was decided here in the last half year.' },
} as const satisfies Partial<Record<WeekKind, Omit<Part, 'kind'>>>

/**
 * What each role looks at once a week, in this order. One page for everybody: a section appears in the spaces where
 * somebody holds the role, and holding two shows each part once.
 */
const ROLES: { role: string; as: string; parts: (keyof typeof PARTS)[] }[] = [
  { role: 'learning_partner', as: 'learning partner', parts: ['agreed', 'stalled', 'unshared'] },
  { role: 'manager', as: 'manager', parts: ['questions', 'cycles', 'changed'] },
  { role: 'learning_coordinator', as: 'learning coordinator', parts: ['requested', 'brought', 'unshared'] },
  { role: 'chair', as: 'chair', parts: ['papers', 'came', 'changed'] },
  { role: 'speaks_for_organisation', as: 'speaking for an organisation', parts: ['papers', 'came', 'changed'] },
]

/** The parts for somebody who is all of these in one space, and as what. */
export function weekFor(roles: ReadonlySet<string>): { as: string[]; parts: Part[] } {
  const held = ROLES.filter((one) => roles.has(one.role))
  const kinds = [...new Set(held.flatMap((one) => one.parts))]
  return { as: held.map((one) => one.as), parts: kinds.map((kind) => ({ kind, ...PARTS[kind] })) }
}
