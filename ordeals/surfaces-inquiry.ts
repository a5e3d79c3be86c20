// How to ask for questions, assumptions, cycles and aims that may not be one's own.
import type { Ask } from './surfaces.ts'

const TRIED = { words: 'mine', safe: 'mine', starts_on: '2026-01-01', stops_on: '2026-02-01' }

export const INQUIRY_READS: Record<string, Ask> = {
  'insights.around': ({ id, spaces }) => spaces.map((space) => ({ id: space, of: id })),
  'insights.overview': ({ id, address }) => [{ id }, { address }],
  'insights.aims': ({ id, address }) => [{ id }, { address }],
  'insights.aim': ({ id, spaces }) => spaces.map((space) => ({ id: space, of: id })),
  'insights.cycles': ({ id, address }) => [{ id }, { address }],
  'insights.cycle': ({ id, spaces }) => spaces.map((space) => ({ id: space, of: id })),
  'insights.experiments': ({ id, address }) => [{ id }, { address }],
  'insights.questions': ({ id, address }) => [{ id }, { address }],
  'insights.question': ({ id, spaces }) => spaces.map((space) => ({ id: space, of: id })),
  'insights.assumptions': ({ id, address }) => [{ id }, { address }],
  'insights.choices': ({ id }) =>
    (['question', 'evidence', 'insight', 'decision', 'action', 'artefact', 'aim'] as const).map((kind) => ({
      space: id,
      kind,
    })),
}

export const INQUIRY_CHANGES: Record<string, Ask> = {
  'insights.consolidate': ({ id, spaces }) =>
    spaces.map((space) => ({ space, how: 'supersede', old: [id], made: [{ words: 'mine' }] })),
  'insights.scale': ({ id }) => [{ insight: id, scale: 'system', how: 'mine' }],
  'insights.setAim': ({ id, spaces }) => spaces.map((space) => ({ space, chapter: id, kind: 'other', words: 'mine' })),
  'insights.editAim': ({ id }) => [{ aim: id, version: 1, kind: 'other', words: 'mine' }],
  'insights.startCycle': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', starts_on: '2026-01-01', question: id, part_of: id })),
  'insights.editCycle': ({ id }) => [{ cycle: id, version: 1, words: 'mine', starts_on: '2026-01-01' }],
  'insights.moveCycle': ({ id }) => [{ cycle: id, version: 1, to: 'try', shows: 'mine' }],
  'insights.tryOut': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, ...TRIED, assumption: id, cycle: id })),
  'insights.editExperiment': ({ id }) => [{ experiment: id, version: 1, ...TRIED }],
  'insights.endExperiment': ({ id }) => [{ experiment: id, version: 1, result: 'did_not_work', came: 'mine' }],
  'insights.askQuestion': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', part_of: id })),
  'insights.editQuestion': ({ id }) => [{ question: id, version: 1, words: 'mine' }],
  'insights.settleQuestion': ({ id }) => [{ question: id, version: 1, state: 'answered' }],
  'insights.writeAssumption': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', holder: 'Me' })),
  'insights.editAssumption': ({ id }) => [{ assumption: id, version: 1, words: 'mine', holder: 'Me' }],
  'insights.settleAssumption': ({ id }) => [{ assumption: id, version: 1, state: 'changed', reason: 'mine' }],
  'insights.tie': ({ id, spaces, evidence }) =>
    spaces.flatMap((space) => [
      { space, from: { kind: 'evidence', id: evidence }, to: { kind: 'question', id }, role: 'bears' },
      { space, from: { kind: 'question', id }, to: { kind: 'question', id }, role: 'part_of' },
    ]),
  'insights.untie': ({ id, spaces }) => spaces.map((space) => ({ space, from: id, to: id, role: 'bears' })),
}
