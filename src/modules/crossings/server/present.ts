import type { State } from '../contract.ts'

export type Reach = { person: 'first' | 'second' | 'third'; sentence: string }

const THIRD = new Set(['region', 'nation', 'commons'])
/** Where somebody who comes later begins to read afresh, unless the space said otherwise from the start. */
const CLOSED_BEHIND = new Set(['pair', 'group', 'room', 'organisation'])

/** Who would read something in a space: by who is in, naming the funder. `people` is null where I am not one of them. */
export function reachOf(
  space: { name: string; kind: string },
  people: number | null,
  funder: boolean,
  readBack: boolean,
): Reach {
  const person = THIRD.has(space.kind) ? 'third' : 'second'
  if (people === null)
    return {
      person,
      sentence: `Everyone in ${space.name}, and those of the same kinds who join later. You are not one of them.`,
    }
  const who = people === 1 ? `Only you in ${space.name}, for now` : `${people} people in ${space.name}`
  const later = !CLOSED_BEHIND.has(space.kind)
    ? 'and those of the same kinds who join later'
    : readBack
      ? 'and those who join later'
      : 'and nobody who joins later'
  return { person, sentence: `${who}, ${later}.${funder ? ' The funder is one of them.' : ''}` }
}

/**
 * The same, as it is told to whoever is asked. It does not name the space, which they may not know of; where they may,
 * its name stands beside it.
 */
export function toldOf(space: { kind: string }, people: number | null, funder: boolean, readBack: boolean): string {
  if (people === null)
    return 'Everyone who is there, and those of the same kinds who join later. Whoever asks is not one of them.'
  const who = people === 1 ? 'One person is there so far' : `${people} people are there`
  const later = !CLOSED_BEHIND.has(space.kind)
    ? 'and those of the same kinds who join later read it'
    : readBack
      ? 'and those who join later read it'
      : 'and nobody who joins later reads it'
  return `${who}, ${later}. ${funder ? 'A funder is one of them.' : 'None of them is there as a funder.'}`
}

type Outcome = { outcome: string | null; takenBack: boolean; words: string | null; lapsed: boolean }

/** Not settled, went, stays or taken back: all that anybody is told. Silence means it stays. */
export function stateOf({ outcome, takenBack, words, lapsed }: Outcome): State {
  if (takenBack || (outcome === 'went' && words === null)) return 'taken_back'
  if (outcome === 'went') return 'went'
  if (outcome === 'stays' || lapsed) return 'stays'
  return 'not_settled'
}

const ORDER = ['speaker', 'organisation', 'group'] as const
export type Standing = (typeof ORDER)[number]

/** One person may be asked twice over; the nearest reason is the one they are told. */
export function nearest(standings: readonly string[]): Standing {
  return ORDER.find((standing) => standings.includes(standing)) ?? 'group'
}

const WHY: Record<Standing, string> = {
  speaker: 'These are your words.',
  organisation: 'This carries the name of the organisation you speak for.',
  group: 'It was said in a space you are in.',
}

/** Why somebody is asked, and what silence means. */
export function askedBecause(asked: { standing: Standing; from: string; to: string; form: string }): string {
  const how = asked.form === 'words' ? 'with the name' : asked.form === 'unnamed' ? 'without a name' : 'as a theme'
  return `May this go from ${asked.from} to ${asked.to}, ${how}? ${WHY[asked.standing]} Without an answer it stays.`
}
