type Somebody = { class: string; guest: boolean }

/** Who reads what is said here, in words: how many, and whether somebody who pays is among them. */
export function reachOf(people: readonly Somebody[], named: boolean): string {
  const count = people.length
  const who = count === 1 ? '1 person in this room' : `${count} people in this room`
  const payer = people.some((one) => one.class === 'funder') ? 'The funder is here.' : 'The funder is not here.'
  return `${who}, ${named ? 'with names' : 'no names'}. ${payer}`
}
