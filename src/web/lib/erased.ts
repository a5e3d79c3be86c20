/** What keeps something of a person on this device, and lets it go when they erase themselves here. */
const keepers = new Set<() => unknown>()

/** Runs when whoever is signed in here has erased themselves; answers how to stop that. */
export function onErased(forget: () => unknown): () => void {
  keepers.add(forget)
  return () => void keepers.delete(forget)
}

/** They are erased. What cannot be reached on this device is left, and holds up nothing. */
export const erasedHere = (): Promise<unknown> => Promise.allSettled([...keepers].map(async (forget) => forget()))

// The pages of a room stand apart and are not loaded here: they name what they keep by the room and by whose it is
// (phone/keep.ts), and a sealed line by its round.
const IN_ROOMS = 'trefoil-in '
const OF_ROUND = 'trefoil-round '

/** Nothing of one person stays on this device of whatever room they were in; what others have there does. */
export function forgetRooms(person: string): void {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(IN_ROOMS))) {
    const [, whose, what, round] = key.slice(IN_ROOMS.length).split(' ')
    const me = whose === 'me' ? (JSON.parse(localStorage.getItem(key)!) as { id?: string } | null) : null
    if (whose !== person && me?.id !== person) continue
    localStorage.removeItem(key)
    if (what === 'sealed') localStorage.removeItem(OF_ROUND + round)
  }
}
