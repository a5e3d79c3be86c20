type Somebody = { guest: boolean }

/**
 * Who reads what is said here, in words: how many, and whether somebody who pays is among them. Where no names are kept, also how
 * many are known by a name that they typed alone: whoever comes in with several devices is several to the place.
 */
export function reachOf(people: readonly Somebody[], named: boolean, pays: boolean): string {
  const count = people.length
  const who = count === 1 ? '1 person in this room' : `${count} people in this room`
  const payer = pays ? 'The funder is here.' : 'The funder is not here.'
  if (named) return `${who}, with names. ${payer}`
  const typed = people.filter((one) => one.guest).length
  const known = typed === 0 ? '' : ` ${typed} came without an account, by a name they typed: see who is here.`
  return `${who}, no names. ${payer}${known}`
}
