// How a method's own terms are said to people: the same on its page, in the room and on paper.
import type { Definition } from './definition.ts'
import { holdsOf, isNameless, LEAST_NAMELESS, makesSomething, shownWhen } from './derived.ts'
import type { Step } from './step.ts'

export const HELPS_TO_WORDS: Record<Definition['helps_to'][number], string> = {
  begin_and_end: 'Begin and end a meeting',
  find_purpose: 'Find what it is for',
  see_who_matters: 'See who matters for it',
  work_together: 'Look at how we work together',
  share_power: 'Speak about power',
  make_sense: 'Make sense of something',
  look_back: 'Look back',
  hear_stories: 'Hear stories',
  decide: 'Decide',
  try_out: 'Try something out',
  go_through_change: 'Go through a change',
  plan_learning: 'Plan what to learn',
  learn_from_each_other: 'Learn from each other',
}
export const WAY_WORDS: Record<Exclude<keyof Definition['variants'], 'short'>, string> = {
  live: 'In a room',
  hybrid: 'In a room and on a call',
  over_days: 'Over days',
  phone: 'With one phone',
  paper: 'On paper',
  alone: 'By oneself',
}
export const GROUP_WORDS: Record<Step['group'], string> = {
  solo: 'each alone',
  pairs: 'in pairs',
  trios: 'in threes',
  fours: 'in fours',
  tables: 'at tables',
  fishbowl: 'some talk, the others watch',
  all: 'all together',
}
export const MAY_WORDS: Record<Definition['roles'][number]['may'][number], string> = {
  run: 'moves the steps on',
  write: 'writes',
  ask: 'asks',
  present: 'presents',
  tally: 'tallies',
  keep_time: 'keeps time',
  choose: 'chooses',
  watch: 'watches',
}
export const LEAVES_WORDS: Record<Definition['harvest'][number]['leaves'], string> = {
  each_author: 'Each chooses for their own words at the close. Silence: they stay.',
  chosen_while_writing: 'As each chose while writing.',
  room_accepts: 'When the room accepts it. What stands against it goes with it.',
  all_say_yes: 'As a theme. In words only when everybody for whom it was written down says yes.',
  presenter_with_the_set: 'Only if its presenter wants it, and the others say yes.',
}
export const MARK_WORDS: Record<Definition['credit']['mark'], string> = {
  F: 'Its steps are from a published source.',
  B: 'Its steps are from practice: check them with somebody who has run it.',
  I: 'Its steps are our own guess: check them with somebody who knows the work.',
}
export const KEPT_OUT_WORDS: Record<NonNullable<Definition['safe_space']>['not_in_room'][number], string> = {
  funder: 'whoever funds somebody here',
  public_body: 'public bodies',
  grantee: 'grantees',
  delivery_partner: 'delivery partners',
  learning_partner: 'the learning partner',
  evaluator: 'evaluators',
  academic: 'academics',
  community_member: 'residents',
  observer: 'whoever only watches',
  line_manager: 'anybody’s line manager',
  mapped_body: 'anybody who is talked about',
}
export const PER_WORDS: Record<Definition['repeats'][number]['per'], string> = {
  ...{ presenter: 'presenter', person: 'person', story: 'story', idea: 'idea', item: 'thing', table: 'table' },
}

const SEES: Record<Step['seen_by'], string> = {
  self: 'Only whoever writes it sees it',
  pair: 'Only the pair sees it',
  table: 'Only the table sees it',
  presenter: 'Only the presenter sees it, and whoever wrote it until the step ends',
  facilitator: 'Only the facilitator sees it, and whoever wrote it',
  room: 'Everybody in the room sees it',
}
const WHEN = { never: '', at_reveal: ', all at once', at_end: ' when the step ends', at_once: ' as it comes' }
/** Said aloud and not written down: then it is about who hears it. */
const HEARS: Record<Step['seen_by'], string> = {
  ...{ self: 'Nobody else hears it', pair: 'Only the pair hears it', table: 'Only the table hears it' },
  ...{ presenter: 'It is said to the presenter', facilitator: 'It is said to the facilitator' },
  room: 'Everybody in the room hears it',
}
const OWNS: Record<Step['belongs_to'], string> = {
  ...{ speaker: 'It belongs to whoever said it', pair: 'It belongs to the pair' },
  ...{ presenter: 'It belongs to the presenter', room: 'It belongs to the room' },
}
const KEEPS: Record<Step['kept'], string> = {
  until_step_ends: 'It is gone when the step ends',
  until_close: 'It is gone when the gathering closes',
  until_harvested: 'It is kept until it is settled what may leave the room',
  as_owner_wants: 'They keep it for as long as they want',
}

/** Who sees what is put in at a step, as one sentence. */
export function whoSees(method: Definition, step: Step): string {
  if (!makesSomething(step)) return HEARS[step.seen_by]
  if (isNameless(method, step))
    return `Everybody in the room at once, without names: asked of ${LEAST_NAMELESS[holdsOf(step)]} people or more`
  if (step.seen_by === 'presenter' && step.writes === 'presenter') return 'Only the presenter sees it'
  return SEES[step.seen_by] + WHEN[shownWhen(method, step)]
}

/** Whose it is and how long it is kept, in sentences. */
export function whoKeeps(method: Definition, step: Step): string {
  if (!makesSomething(step)) return 'Nothing is written down.'
  if (isNameless(method, step))
    return `Where a line may go is chosen while it is written. After it is shown nobody can tell whose it is. ${KEEPS[step.kept]}.`
  const speakers =
    step.kind === 'tally' && step.settings.speakers_until !== undefined
      ? ` After “${method.steps.find((one) => one.key === step.settings.speakers_until)?.title}” it is forgotten who spoke, unless all say that it stays.`
      : ''
  const owns =
    step.belongs_to === 'pair' && step.seen_by === 'table' ? 'It belongs to the table' : OWNS[step.belongs_to]
  return `${owns}. ${KEEPS[step.kept]}.${speakers}`
}
