// What is kept on this device: drafts, and what is still to be sent. Each thing under a key of its own, so that two windows
// do not write over each other. All of a room goes at its close, and when somebody else comes in on the same device.
import { newId } from './code.ts'

const PREFIX = 'trefoil-in '
/** Where a browser keeps nothing, it lasts as long as the page is open. */
const memory = new Map<string, string>()

function store(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

/** Answers whether it outlives the page. */
export function keep(key: string, value: unknown): boolean {
  const text = JSON.stringify(value)
  memory.set(PREFIX + key, text)
  try {
    store()!.setItem(PREFIX + key, text)
    return true
  } catch {
    return false
  }
}

export function kept<T>(key: string): T | null {
  let text = memory.get(PREFIX + key) ?? null
  try {
    text = store()?.getItem(PREFIX + key) ?? text
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** What rounds keeps for a sealed line lies under its own name (rounds/web), and goes with what says that it is there. */
const ROUND = 'trefoil-round '

export function drop(key: string): void {
  memory.delete(PREFIX + key)
  store()?.removeItem(PREFIX + key)
  const sealed = / sealed (\S+)$/.exec(key)
  if (sealed !== null) store()?.removeItem(ROUND + sealed[1]!)
}

/** The keys that begin with this, without what all of them begin with. */
export function keysUnder(start: string): string[] {
  const all = new Set(memory.keys())
  const from = store()
  for (let i = 0; from !== null && i < from.length; i += 1) all.add(from.key(i)!)
  return [...all].filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length))
}

export const dropUnder = (start: string): void => keysUnder(start).forEach(drop)

/** What is typed beside a room's steps, somebody's name or a choice of theirs: kept as long as this window is open. */
export function typedHere<T>(name: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null') as T | null
  } catch {
    return null
  }
}
export function keepTyped(name: string, typed: unknown): void {
  try {
    if (typed === null) sessionStorage.removeItem(PREFIX + name)
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(typed))
  } catch {
    // Then it stands in the fields and nowhere else.
  }
}
/** Whoever comes to this window next finds nothing of what was typed in it. */
export function forgetTyped(): void {
  try {
    const names = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at)!)
    for (const name of names) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name)
  } catch {
    // Then nothing was kept either.
  }
}

/** Who was here last, in this window. */
const WHOSE = 'whose'

/** Where the things of one person in one room are kept. */
export const under = (room: string, person: string): string => `${room} ${person} `

/** Who this device is in a room, so that a reload without a connection finds what was theirs. */
export type Me = { id: string; name: string; guest: boolean; table: boolean }
export const meIn = (room: string): Me | null => kept<Me>(`${room} me`)

/** Whoever is here now is told to the device; what somebody else had kept in this room on it goes, and is seen by nobody. */
export function iAmIn(room: string, me: Omit<Me, 'table'>, table?: boolean): Me {
  const before = meIn(room)
  for (const key of keysUnder(`${room} `)) if (!key.startsWith(under(room, me.id)) && key !== `${room} me`) drop(key)
  const same = before?.id === me.id
  // A window goes from room to room: whoever typed in it may be known from another one.
  if ((before !== null && !same) || (typedHere(WHOSE) ?? me.id) !== me.id) forgetTyped()
  keepTyped(WHOSE, me.id)
  const now = { ...me, table: table ?? (same && before.table) }
  keep(`${room} me`, now)
  return now
}

/** By this id a door knows that the same person asks once more, because its answer was lost: kept until they are in. */
export function knock(code: string): string {
  const id = kept<string>(`door ${code}`) ?? newId()
  keep(`door ${code}`, id)
  return id
}
export const forgetKnock = (code: string): void => drop(`door ${code}`)

/** Nothing of this room stays on the device. */
export function forgetRoom(room: string): void {
  dropUnder(`${room} `)
  forgetTyped()
}
/** A guest's cookie is one for each browser: with a new one, what an earlier guest had here can be sent by nobody. */
export function forgetGuests(): void {
  forgetTyped()
  for (const key of keysUnder('')) {
    const [room, what] = key.split(' ')
    if (what === 'me' && meIn(room!)?.guest) forgetRoom(room!)
  }
}
