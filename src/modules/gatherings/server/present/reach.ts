type Somebody = { guest: boolean }

/**
 * Who reads what is said here, in words: how many, and whether somebody who pays is among them: of guests the place knows only what they
 * said. Where no names are kept, also how many are known by a name that they typed alone: whoever comes in with several devices is several to the place.
 */
export function reachOf(people: readonly Somebody[], named: boolean, pays: boolean): string {
  const count = people.length
  const who = count === 1 ? '1 person in this room' : `${count} people in this room`
  const typed = people.filter((one) => one.guest).length
  const payer = pays
    ? 'The funder is here.'
    : typed > 0
      ? 'Nobody here has said that they pay.'
      : 'The funder is not here.'
  if (named) return `${who}, with names. ${payer}`
  const known = typed === 0 ? '' : ` ${typed} came without an account, by a name they typed: see who is here.`
  return `${who}, no names. ${payer}${known}`
}
