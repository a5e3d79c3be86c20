import type { z } from 'zod'
import type { Anchor, Intensity, SpaceKind } from '../../contract.ts'

type Class =
  | 'funder'
  | 'public_body'
  | 'grantee'
  | 'delivery_partner'
  | 'learning_partner'
  | 'evaluator'
  | 'academic'
  | 'community_member'
  | 'observer'
type Template = {
  key: string
  name: string
  /** What it is for, as somebody choosing would say it. */
  says: string
  kind: z.infer<typeof SpaceKind>
  anchor: z.infer<typeof Anchor>
  intensity: z.infer<typeof Intensity>
  unlisted: boolean
  tabs: string[]
  rules: Record<string, unknown>
  /** What is called otherwise in such a space from the start. Its members may change it. */
  vocabulary?: Record<string, string>
  /** Where only some may be in. */
  only?: Class[]
}

const ALL = ['now', 'gatherings', 'evidence', 'insights', 'people', 'memory']
const base = { unlisted: false, tabs: ALL, rules: {} } as const

/** The kinds of space somebody can start from. Data: a new one is a new row. The first three are any partnership, lighter or fuller. */
export const TEMPLATES: Template[] = [
  {
    ...base,
    key: 'standard',
    name: 'A learning partnership',
    says: 'Several bodies learn from one piece of work and decide together.',
    kind: 'partnership',
    anchor: 'project',
    intensity: 'standard',
  },
  {
    ...base,
    key: 'light_touch',
    name: 'A learning partnership, light',
    says: 'An hour a month: what we notice, and what follows from it.',
    kind: 'partnership',
    anchor: 'project',
    intensity: 'light_touch',
    tabs: ['now', 'gatherings', 'insights', 'people', 'memory'],
  },
  {
    ...base,
    key: 'full',
    name: 'A learning partnership, full',
    says: 'Evidence, gatherings, decisions and outcomes, with somebody to hold it.',
    kind: 'partnership',
    anchor: 'project',
    intensity: 'full',
  },
  {
    ...base,
    key: 'place',
    name: 'A partnership in a place',
    says: 'Councils, health, charities and residents of one place.',
    kind: 'partnership',
    anchor: 'place',
    intensity: 'full',
  },
  {
    ...base,
    key: 'funder_and_grantees',
    name: 'A funder and those it funds',
    says: 'Who pays is in the room, and it says so on every page.',
    kind: 'partnership',
    anchor: 'funder',
    intensity: 'standard',
  },
  {
    ...base,
    key: 'client',
    name: 'One client and its learning partner',
    says: 'An organisation and the people who help it learn.',
    kind: 'partnership',
    anchor: 'organisation',
    intensity: 'standard',
  },
  {
    ...base,
    key: 'network',
    name: 'A network',
    says: 'Several partnerships or bodies that learn from each other. It shows nothing of theirs.',
    kind: 'region',
    anchor: 'network',
    intensity: 'light_touch',
  },
  {
    ...base,
    key: 'programme',
    name: 'A programme of many places',
    says: 'A funder, a development body and those who advise them. It shows nothing of the places under it but what they bring out.',
    kind: 'nation',
    anchor: 'network',
    intensity: 'standard',
  },
  {
    ...base,
    key: 'organisation',
    name: "An organisation's own space",
    says: 'Your team, across everything it takes part in. Newcomers read from the beginning.',
    kind: 'organisation',
    anchor: 'organisation',
    intensity: 'standard',
    rules: { newcomers_read_back: true },
  },
  {
    ...base,
    key: 'group',
    name: 'A group',
    says: 'A few people in confidence. Whoever joins later does not read what was said before.',
    kind: 'group',
    anchor: 'project',
    intensity: 'standard',
    rules: { group_consent: 'all' },
  },
  {
    ...base,
    key: 'community_of_practice',
    name: 'A community of practice',
    says: 'People who do the same kind of work: what we know how to do, who knows it, and stories of what it was worth.',
    kind: 'group',
    anchor: 'cause_area',
    intensity: 'standard',
    rules: { newcomers_read_back: true, cadence_days: 42 },
    vocabulary: { evidence: 'What we know how to do', insights: 'Stories of what it was worth' },
  },
  {
    ...base,
    key: 'forum',
    name: 'A forum of those it is for',
    says: 'Residents, learners or carers say what it is like. Each time they hear what was done about it.',
    kind: 'group',
    anchor: 'place',
    intensity: 'light_touch',
    rules: { newcomers_read_back: true, cadence_days: 90 },
    vocabulary: { evidence: 'What we said', insights: 'You said, we did' },
  },
  {
    ...base,
    key: 'supervision',
    name: 'Supervision between two',
    says: 'You and one other, known to nobody else. Never under a client.',
    kind: 'pair',
    anchor: 'organisation',
    intensity: 'light_touch',
    unlisted: true,
    tabs: ['now', 'evidence', 'people', 'memory'],
    rules: { group_consent: 'all' },
    vocabulary: { evidence: 'What we look at' },
  },
  {
    ...base,
    key: 'charities_group',
    name: "A charities' group",
    says: 'Those who are funded, and nobody else. Only grantees can be invited.',
    kind: 'group',
    anchor: 'cause_area',
    intensity: 'standard',
    rules: { group_consent: 'all' },
    only: ['grantee'],
  },
]

export function templateOf(key: string): Template | undefined {
  return TEMPLATES.find((template) => template.key === key)
}

/** What a light space leaves out. */
const NOT_LIGHT = ['evidence', 'money']

/**
 * The tabs of a space: its template's for as long as it takes on what the template says, fewer when it takes on less and
 * all of them when it takes on more. Nothing is lost by a tab that does not show: taking on more shows it again.
 */
export function tabsOf(key: string | undefined, intensity?: string): string[] {
  const template = key === undefined ? undefined : templateOf(key)
  const tabs = template?.tabs ?? ALL
  if (intensity === undefined || intensity === template?.intensity) return tabs
  return intensity === 'light_touch' ? tabs.filter((tab) => !NOT_LIGHT.includes(tab)) : ALL
}

export async function listTemplates() {
  return TEMPLATES.map(({ rules: _rules, only: _only, vocabulary: _vocabulary, ...told }) => told)
}
