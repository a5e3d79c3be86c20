// How to ask for groups, for what may leave a room, and for slips that may not be one's own.
import type { Ask } from './surfaces.ts'

const slip = (word: string) => word.slice(0, 80).padEnd(20, 'x')

export const HARVEST_READS: Record<string, Ask> = {
  'gatherings.groups': ({ id }) => [{ activity: id }],
  'gatherings.apart': ({ id }) => [{ room: id }],
  'gatherings.heard': ({ id }) => [{ activity: id }],
  'gatherings.harvest': ({ id }) => [{ room: id }],
  'gatherings.owed': ({ id }) => [{ room: id }],
  'gatherings.slip': ({ word }) => [{ key: slip(word) }],
  'gatherings.toldBack': ({ word }) => [{ key: slip(word) }],
  'gatherings.doorWork': () => [{}],
}

export const HARVEST_CHANGES: Record<string, Ask> = {
  'gatherings.regroup': ({ id }) => [{ activity: id, version: 1 }],
  'gatherings.reseat': ({ id }) => [{ activity: id, person: id, other: id }],
  'gatherings.keepApart': ({ id }) => [{ room: id, notWith: [id] }],
  'gatherings.takeRole': ({ id }) => [{ activity: id, role: 'mine' }],
  'gatherings.keepSpeakers': ({ id }) => [{ activity: id, may: true }],
  'gatherings.keepShare': ({ id }) => [{ id, version: 1, words: 'mine' }],
  'gatherings.letGo': ({ id }) => [{ line: id, goes: 'name' }],
  'gatherings.sayAsked': ({ id }) => [{ id, answer: 'goes' }],
  'gatherings.takeMineBack': ({ id }) => [{ id }],
  'gatherings.nameTheme': ({ id }) => [{ room: id, lines: [id], words: 'mine' }],
  'gatherings.takeSlip': ({ id }) => [{ room: id }],
  'gatherings.notePaid': ({ id }) => [{ room: id, person: id, owed: 'mine', paidOn: null }],
  'gatherings.slipLetGo': ({ id, word }) => [{ key: slip(word), line: id, goes: 'name' }],
  'gatherings.slipAnswer': ({ id, word }) => [{ key: slip(word), id, answer: 'goes' }],
  'gatherings.slipTakeBack': ({ id, word }) => [{ key: slip(word), id }],
  'gatherings.slipAddress': ({ word }) => [{ key: slip(word), email: 'mine@example.org' }],
}

/** These carry no attempt: a repeat is harmless, or a slip is its own key. */
export const HARVEST_BY_THEIR_IDS = [
  ...[
    'keepApart',
    'keepSpeakers',
    'signOutput',
    'slipSign',
    'takeSlip',
    'slipLetGo',
    'slipAnswer',
    'slipTakeBack',
    'slipAddress',
  ],
].map((name) => `gatherings.${name}`)
