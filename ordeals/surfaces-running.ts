// How to ask for what whoever facilitates does while an activity runs, where it is not theirs to do.
import type { Ask } from './surfaces.ts'

export const RUNNING_READS: Record<string, Ask> = {
  'gatherings.trend': ({ id }) => [{ activity: id }, { gathering: id }, { space: id }],
  'gatherings.topics': ({ id }) => [{ gathering: id }],
  'gatherings.tables': ({ id }) => [{ activity: id }],
  'gatherings.tableStep': ({ id }) => [{ activity: id, table: id }],
  'gatherings.keeps': ({ id, spaces }) => [id, ...spaces].map((room) => ({ room })),
  'gatherings.voices': ({ spaces }) => spaces.map((space) => ({ space })),
}

export const RUNNING_CHANGES: Record<string, Ask> = {
  'gatherings.putSheet': ({ id }) => [{ step: id, sheet: crypto.randomUUID(), values: [{ text: 'mine' }] }],
  'gatherings.takeSheetOut': ({ id }) => [{ sheet: id }],
  'gatherings.turn': ({ id }) => [{ step: id, person: id, did: 'spoke' }],
  'gatherings.sayActuals': ({ id }) => [{ step: id, values: { mine: 1 } }],
  'gatherings.ownTables': ({ id }) => [{ activity: id, version: 1, own: true }],
  'gatherings.sitAt': ({ id }) => [{ activity: id, table: 1 }],
  'gatherings.sayAtTable': ({ id }) => [{ activity: id, says: 'help' }],
  'gatherings.tableGoes': ({ id }) => [null, id].map((table) => ({ activity: id, table, step: null, to: 'begin' })),
  'gatherings.giveWay': ({ id }) => [{ activity: id, table: id, way: 'check-in' }],
  'gatherings.offerTopics': ({ id }) => [{ gathering: id, topics: ['mine'] }],
  'gatherings.tickTopics': ({ id }) => [{ gathering: id, topics: [] }],
  'gatherings.bringTogether': ({ id }) => [{ gathering: id }],
  'gatherings.nudge': ({ id }) => [{ step: id, person: id }],
}

/** A sheet has an id of its own, and a word to one person leaves no trace: these carry no attempt. */
export const RUNNING_BY_THEIR_IDS = ['putSheet', 'takeSheetOut', 'nudge', 'tickTopics'].map(
  (name) => `gatherings.${name}`,
)
