// What a step says before anybody writes: who sees it, under which name, when, where it may go, and for how long it is kept.
import type { Said } from '#modules/gatherings/contract/door.ts'
import type { Now, Planned } from '#modules/gatherings/contract/state.ts'
import type { At } from './at.ts'
import type { Silent } from './call.ts'

/** Why nothing is heard of the place, and what becomes of a line meanwhile. */
export const SILENT: Record<Silent, string> = {
  offline: 'No connection just now.',
  busy: 'The place is busy just now.',
}
export const ON_DEVICE: Record<Silent, string> = {
  offline: 'On this device; it goes when there is a connection.',
  busy: 'On this device; it goes when the place has a moment.',
}

export type Reach = { person: 'first' | 'second'; sentence: string; more: string }

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** Who reads what is written here, by who is in. */
export function reachOf({ step, now, on, me }: Pick<At, 'step' | 'now' | 'on' | 'me'>): Reach {
  const only = (sentence: string, more = ''): Reach => ({ person: 'second', sentence, more })
  if (step.seenBy === 'self') return { person: 'first', sentence: 'Only you', more: '' }
  if (step.seenBy === 'pair' || step.seenBy === 'table') {
    const others = (now.group?.people ?? []).filter((one) => one.id !== me.id).map((one) => one.name)
    if (others.length > 0) return only(`You and ${listed(others)}`)
    return only(step.seenBy === 'pair' ? 'Only your pair' : 'Only your table')
  }
  if (step.seenBy === 'presenter')
    return only(on.presenter === null ? 'You and whoever presents' : presenting(on.presenter, me.id))
  if (step.seenBy === 'facilitator') return only('You and whoever runs this')
  // Where nothing is put in, nobody's name is said or kept back. What was heard last may be of the step before.
  const names = !step.makes ? '' : step.nameless ? ', no names' : ', with names'
  const reach = now.room.reach.replace(/, (with|no) names/, names)
  const cut = reach.indexOf('. ')
  return cut === -1 ? only(reach) : only(reach.slice(0, cut), reach.slice(cut + 2))
}
const presenting = (presenter: { id: string; name: string }, me: string): string =>
  presenter.id === me ? 'Only you, who present' : `You and ${presenter.name}, who presents`

const AUDIENCE: Record<Planned['seenBy'], string> = {
  self: 'only you',
  pair: 'only your pair',
  table: 'only your table',
  presenter: 'whoever presents',
  facilitator: 'whoever runs this',
  room: 'everybody in this room',
}
const audienceOf = ({ seenBy, attribution }: Planned): string =>
  seenBy === 'room' ? `${AUDIENCE.room}, ${attribution === 'named' ? 'with' : 'without'} names` : AUDIENCE[seenBy]

/** Where others see it than what was asked last: who that was. Nobody should have to notice it by themselves. */
export function changedFrom(steps: readonly Planned[], place: number): string {
  const last = steps
    .slice(0, place)
    .reverse()
    .find((step) => step.makes)
  const step = steps[place]!
  if (last === undefined || !step.makes || audienceOf(last) === audienceOf(step)) return ''
  return `Who sees it has changed: last time it was ${audienceOf(last)}.`
}

const SHOWN: Record<Planned['shown'], string> = {
  never: 'Nobody else sees it.',
  at_reveal: 'Hidden until all are shown together',
  at_end: 'Hidden until this step ends',
  at_once: 'Seen as soon as you put it in',
}
const KEPT: Record<Planned['kept'], string> = {
  until_step_ends: 'It is gone when this step ends.',
  until_close: 'It is gone when the gathering closes.',
  until_harvested: 'It stays in this room unless you say otherwise at the end.',
  as_owner_wants: 'It is yours, to keep or to drop.',
}
const named = (step: Planned, table: boolean): string => {
  if (table) return ', with the name of your table'
  return step.attribution === 'role' ? ', with what you are here and not your name' : ', with your name'
}
const owned = (step: Planned): string => {
  if (step.belongsTo === 'presenter') return 'It belongs to whoever presents, who alone may take it further.'
  if (step.belongsTo === 'room' && step.kept === 'until_harvested') return 'It belongs to the room and stays in it.'
  return KEPT[step.kept]
}

/** One sentence on how it is seen and whose it is; it stands there before the first letter. */
export const termsOf = (step: Planned, table: boolean): string =>
  [seenAs(step, table), step.stands].filter(Boolean).join(' ')

function seenAs(step: Planned, table: boolean): string {
  if (step.nameless)
    return 'Hidden until all are shown together. No name is kept. After the reveal nobody can tell which line is yours, so it can’t be taken back then.'
  if (step.shown === 'never') return `${SHOWN.never} ${owned(step)}`
  return `${SHOWN[step.shown]}${named(step, table)}. ${owned(step)}`
}

/** Where confidence ends: under whatever people write. */
export const endsOf = (step: Planned): string =>
  step.seenBy === 'self'
    ? 'Kept for you alone, unless someone is in danger or the law requires it.'
    : step.nameless
      ? 'No name is kept, so we can’t come back to you. If you or someone else is in danger, tell the facilitator today or ring 999.'
      : 'Kept among these people, unless someone is in danger or the law requires it.'

/** How many are in: the one number that everybody is told. */
export const inWords = ({ in: are, people }: { in: number | null; people: number }): string =>
  are === null ? '' : `${are} of ${people} ${are === 1 ? 'is' : 'are'} in`

export const CLASS_WORDS: Record<string, string> = {
  community_member: 'a resident, or somebody it is about',
  grantee: 'from an organisation that is funded here',
  delivery_partner: 'from a partner that does the work',
  public_body: 'from a council, health or another public body',
  funder: 'from an organisation that pays',
  learning_partner: 'the learning partner',
  evaluator: 'an evaluator',
  academic: 'from a university',
  observer: 'only watching',
}
const KEPT_OUT: Record<string, string> = {
  funder: 'whoever funds somebody here',
  public_body: 'public bodies',
  grantee: 'organisations that are funded',
  delivery_partner: 'delivery partners',
  learning_partner: 'the learning partner',
  evaluator: 'evaluators',
  academic: 'academics',
  community_member: 'residents',
  observer: 'whoever only watches',
  line_manager: 'anybody’s line manager',
}
export const keptOutWords = (out: readonly string[]): string =>
  out.length === 0 ? '' : `By its rule these are not in the room: ${listed(out.map((one) => KEPT_OUT[one] ?? one))}.`

const dayWords = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** What is said at the door, as a heading and a sentence each; what nobody wrote is left out, but for the promise. */
export function saidAtDoor(said: Said, keptOut: readonly string[], letIn: boolean): { title: string; says: string }[] {
  const { share } = said
  const heard = [share.what, share.how, share.by === null ? '' : `By ${dayWords(share.by)}.`].filter(Boolean).join(' ')
  return [
    { title: 'What you will hear back', says: heard === '' ? 'Nothing was promised. Ask whoever called it.' : heard },
    { title: 'Paid for coming', says: said.paid },
    { title: 'What the learning partner does here', says: said.role },
    { title: 'Agreed', says: said.agreed },
    { title: 'Who is not in the room', says: keptOutWords(keptOut) },
    {
      title: 'What happens with your words',
      says: `Above every question stands who reads the answer. Nothing leaves the room unless whoever wrote it lets it.${letIn ? ' Somebody in the room lets each in, by name and organisation.' : ''}`,
    },
  ].filter((one) => one.says !== '')
}

/** What the room does while no step is on. */
export function meanwhile(now: Now): { title: string; says: string } {
  const next = now.agenda.find((item) => item.state === 'coming')
  const coming = next === undefined ? '' : `Next: ${next.title}.`
  if (now.activity?.state === 'done') return { title: `“${now.activity.title}” is over`, says: coming || 'Thank you.' }
  const begun = now.agenda.some((item) => item.state !== 'coming')
  return begun
    ? { title: 'Between two things', says: coming }
    : { title: 'You are in', says: `It has not begun yet. ${coming} This page goes on by itself.` }
}
