import type { z } from 'zod'
import type { Here } from '../../contract.ts'

type Kind = z.infer<typeof Here>['kind']
type Reach = z.infer<typeof Here>['reach']
export type Inside = { person: string; name: string; class: string; organisation: string | null }

const PERSON: Record<Kind, Reach['person']> = {
  person: 'first',
  pair: 'first',
  room: 'second',
  group: 'second',
  organisation: 'second',
  partnership: 'second',
  seat: 'second',
  region: 'third',
  nation: 'third',
  commons: 'third',
}
/** Where every newcomer starts a chapter of their own, unless the space said from the start that newcomers read back. */
const CLOSED: readonly Kind[] = ['pair', 'room', 'group', 'organisation']

/**
 * Who sees what is written here, in words and from the database: by who is in, and of the funder always whether they are.
 * In a partnership and above whoever joins in a class nobody held yet begins afresh: later readers are only promised of
 * the kinds who are in.
 * @param readsBack whether newcomers of a closed space read what was said before them.
 * @param others whether somebody was in who has left: then “so far” would be wrong.
 */
export function reachOf(
  space: { kind: Kind; name: string },
  inside: Inside[],
  payer: string,
  readsBack: boolean,
  others = false,
): Reach {
  const people = new Set(inside.map((one) => one.person)).size
  if (space.kind === 'person')
    return { person: 'first', sentence: 'Only you', who: 'Only you', more: '', standing: 'Only you' }
  const closed = CLOSED.includes(space.kind)
  const small = people === 1 ? 'Only you' : `These ${people} people`
  const sorts = new Set(inside.map((one) => one.class)).size
  const open =
    people === 1 ? `Only you in ${space.name} ${others ? 'now' : 'so far'}` : `${people} people in ${space.name}`
  const sameKind = `${open}, and those of the same ${sorts === 1 ? 'kind' : 'kinds'} who join later`
  const who = !closed
    ? sameKind
    : readsBack
      ? `${small}, and those who join later`
      : `${small}, and nobody who joins later`
  const standing = closed
    ? `${small}, and those who join later`
    : people === 1
      ? `${open}, and those who join later`
      : `${open}, now and later`
  const more = payerIn(inside, payer, closed)
  const full = (start: string) => (more === '' ? start : `${start}. ${more}`)
  return { person: PERSON[space.kind], sentence: full(who), who, more, standing: full(standing) }
}

/** The funder is named when present; where nobody said who pays, nothing is promised about who that is. In a small space that nobody pays for there is nothing to say. */
function payerIn(inside: Inside[], payer: string, closed: boolean): string {
  const funders = [
    ...new Set(inside.filter((one) => one.class === 'funder').map((one) => one.organisation ?? one.name)),
  ]
  if (funders.length > 0) return `The funder is here: ${funders.join(', ')}.`
  const said = payer.trim().replace(/[.\s]+$/, '')
  if (said === '') return closed ? '' : 'Nobody here takes part as a funder.'
  const words = said.toLowerCase()
  const present = inside.some(
    (one) =>
      one.organisation !== null &&
      (one.organisation.toLowerCase().includes(words) || words.includes(one.organisation.toLowerCase())),
  )
  return present ? `${said}, who pay, are here.` : `Nobody from ${said}, who pay.`
}
