// How to ask for what a room made, and for what was promised there, that may not be one's own.
import type { Ask } from './surfaces.ts'

const slip = (word: string) => word.slice(0, 80).padEnd(20, 'x')

export const OUTPUTS_READS: Record<string, Ask> = {
  'gatherings.outputs': ({ id }) => [{ room: id }],
  'gatherings.slipOutputs': ({ word }) => [{ key: slip(word) }],
  'library.keptFrom': ({ id }) => [{ gathering: id }],
  'insights.promisedAt': ({ id }) => [{ gathering: id }],
  'insights.promisedLast': ({ id, spaces }) => spaces.map((space) => ({ space, method: 'maxims', before: id })),
}

export const OUTPUTS_CHANGES: Record<string, Ask> = {
  'gatherings.keepOutput': ({ id, spaces }) =>
    ['norm', 'map'].flatMap((key) => [
      { activity: id, key, stands: true },
      ...spaces.map((group) => ({ activity: id, key, stands: true, group })),
    ]),
  'gatherings.takeOutputBack': ({ id }) => [{ id }],
  'gatherings.signOutput': ({ id }) => [{ id, named: true, signed: true }],
  'gatherings.slipSign': ({ id, word }) => [{ key: slip(word), id, named: true, signed: true }],
  'gatherings.makeAction': ({ id }) => [{ line: id }],
  'library.signVersion': ({ id }) => [{ document: id, named: true, signed: true }],
}
