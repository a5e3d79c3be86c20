// How to ask for gatherings, rooms and what was put in there that may not be one's own.

import type { Ask } from './surfaces.ts'
import { CALLS_BY_THEIR_IDS } from './surfaces-calls.ts'
import { HARVEST_BY_THEIR_IDS } from './surfaces-harvest.ts'
import { RUNNING_BY_THEIR_IDS } from './surfaces-running.ts'

const CALL = { title: 'mine', startsOn: '2026-01-01', startsAt: '14:00' }
const ITEM = { sort: 'talk', title: 'mine', minutes: 5 }

export const GATHERINGS_READS: Record<string, Ask> = {
  'gatherings.list': ({ id }) => [{ space: id }],
  'gatherings.one': ({ id }) => [{ id }],
  'gatherings.agenda': ({ id }) => [{ room: id }],
  'gatherings.toSense': ({ id }) => [{ room: id }],
  'gatherings.door': ({ word }) => [{ code: word.slice(0, 80) }],
  'gatherings.people': ({ id }) => [{ room: id }],
  'gatherings.now': ({ id }) => [{ room: id }],
  'gatherings.lines': ({ id }) => [{ step: id }],
}

export const GATHERINGS_CHANGES: Record<string, Ask> = {
  'gatherings.plan': ({ id, spaces }) => spaces.map((space) => ({ space, chapter: id, call: CALL })),
  'gatherings.change': ({ id }) => [{ id, version: 1, call: CALL }],
  'gatherings.cancel': ({ id }) => [{ id, because: 'mine' }],
  'gatherings.addItem': ({ id }) => [{ room: id, ...ITEM }],
  'gatherings.changeItem': ({ id }) => [{ item: id, version: 1, ...ITEM }],
  'gatherings.moveItem': ({ id }) => [{ item: id, before: null }],
  'gatherings.removeItem': ({ id }) => [{ item: id }],
  'gatherings.openDoors': ({ id }) => [{ room: id }],
  'gatherings.close': ({ id }) => [{ room: id }],
  'gatherings.comeIn': ({ word }) => [{ code: word.slice(0, 80) }],
  'gatherings.comeInFromAbove': ({ id }) => [{ id }],
  'gatherings.letIn': ({ id }) => [{ room: id, person: id }],
  'gatherings.turnAway': ({ id }) => [{ room: id, person: id }],
  'gatherings.runWith': ({ id }) => [{ room: id, person: id }],
  'gatherings.leave': ({ id }) => [{ room: id }],
  'gatherings.rehearse': ({ id }) => [{ room: id }],
  'gatherings.rehearseOthers': ({ id }) => [{ room: id }],
  'gatherings.endRehearsal': ({ id }) => [{ room: id }],
  'gatherings.begin': ({ id, spaces }) => spaces.map((space) => ({ room: space, item: id })),
  'gatherings.move': ({ id }) => [{ activity: id, version: 1, to: 'next' }],
  'gatherings.put': ({ id, spaces }) =>
    spaces.map((space) => ({
      step: id,
      chapter: space,
      items: [{ id: crypto.randomUUID(), value: { text: 'mine' } }],
    })),
  'gatherings.changeLine': ({ id }) => [{ id, version: 1, value: { text: 'mine' } }],
  'gatherings.takeOut': ({ id }) => [{ id }],
}

/** What is put in has an id of its own, which makes a repeat harmless: these carry no attempt. */
export const BY_THEIR_IDS = new Set([
  ...['put', 'changeLine', 'takeOut'].map((name) => `gatherings.${name}`),
  ...CALLS_BY_THEIR_IDS,
  ...HARVEST_BY_THEIR_IDS,
  ...RUNNING_BY_THEIR_IDS,
])
