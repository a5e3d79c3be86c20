// What a space remembers, what groups are asked, and what was said twice.
import type { Ask } from './surfaces.ts'

export const MEMORY_READS: Record<string, Ask> = {
  'crossings.across': ({ address }) => [{ address }],
  'crossings.askedHere': ({ address }) => [{ address }],
  'crossings.answerable': ({ id, spaces }) => spaces.map((target) => ({ evidence: id, target })),
  'spaces.timeline': ({ address }) => [{ address }],
  'spaces.contextEvents': ({ address }) => [{ address }],
  'spaces.strategy': ({ address }) => [{ address }],
  'spaces.recall': ({ address, word }) => [{ address, words: word }],
  'spaces.versions': ({ address }) => [{ address }],
}

export const MEMORY_CHANGES: Record<string, Ask> = {
  'crossings.sendRequest': ({ address, id }) => [{ address, group: id, words: 'Mine', by: '2026-12-31' }],
  'crossings.takeBackRequest': ({ id }) => [{ id }],
  'crossings.hideRequest': ({ id }) => [{ id, hidden: true }],
  'library.tieSame': ({ id, spaces }) => spaces.map((space) => ({ space, id, under: id })),
  'library.untieSame': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'spaces.noteContext': ({ address, id }) => [
    { address, chapter: id, sort: 'other', words: 'Mine', from: '2020-01-01' },
  ],
  'spaces.takeOutContext': ({ id }) => [{ id }],
  'spaces.tieStrategy': ({ address }) => [{ address, version: 0, name: 'Mine', from: '2020-01-01' }],
  'spaces.untieStrategy': ({ address }) => [{ address, version: 1 }],
}
