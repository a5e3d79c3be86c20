import type { z } from 'zod'
import type { SpaceClass } from '#shared/schema.ts'
import type { Anchor, Intensity, Phase, PRIVILEGED, Role } from '../contract.ts'

/** What stands on screen for what stands in code. */
export const CLASS_WORDS: Record<z.infer<typeof SpaceClass>, string> = {
  funder: 'funder',
  public_body: 'public body',
  grantee: 'grantee',
  delivery_partner: 'delivery partner',
  learning_partner: 'learning partner',
  evaluator: 'evaluator',
  academic: 'academic',
  community_member: 'resident',
  observer: 'watching',
}
export const CLASS_ORDER = Object.keys(CLASS_WORDS) as (keyof typeof CLASS_WORDS)[]

export const ROLE_WORDS: Record<z.infer<typeof Role>, string> = {
  manager: 'manager',
  facilitator: 'facilitator',
  administrator: 'administrator',
  treasurer: 'treasurer',
  learning_coordinator: 'learning coordinator',
  researcher_in_residence: 'researcher in residence',
  speaks_for_organisation: 'speaks for their organisation',
  chair: 'chair',
}
/** Roles that let somebody act for others: given by a manager or by everybody, never by oneself. */
export const PRIVILEGED_ORDER: readonly (typeof PRIVILEGED)[number][] = [
  'manager',
  'facilitator',
  'administrator',
  'treasurer',
  'speaks_for_organisation',
  'chair',
]
export const ROLE_ORDER = Object.keys(ROLE_WORDS) as (keyof typeof ROLE_WORDS)[]
export const roleWords = (roles: readonly string[]) =>
  roles.map((role) => ROLE_WORDS[role as keyof typeof ROLE_WORDS] ?? role.replaceAll('_', ' ')).join(', ')

export const PHASE_WORDS: Record<z.infer<typeof Phase>, { label: string; hint: string }> = {
  exploring: { label: 'Exploring', hint: 'Finding out whether, with whom, and about what.' },
  forming: { label: 'Forming', hint: 'Agreeing how we work.' },
  active: { label: 'At work', hint: 'Learning and deciding together.' },
  embedding: { label: 'Embedding', hint: 'It becomes how things are done.' },
  ending: { label: 'Ending', hint: 'Bringing it to a good close.' },
}
export const ANCHOR_WORDS: Record<z.infer<typeof Anchor>, string> = {
  place: 'a place',
  project: 'a piece of work',
  organisation: 'one organisation',
  funder: 'a funder',
  network: 'a network',
  cause_area: 'a cause',
}
export const INTENSITY_WORDS: Record<z.infer<typeof Intensity>, string> = {
  light_touch: 'light',
  standard: 'as usual',
  full: 'full',
}

/** “Monday 23 November at 14:00”, as the clocks of the space show it. */
export function momentWords(moment: Date, zone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(moment)
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(moment)
  return `${day} at ${hour}`
}
