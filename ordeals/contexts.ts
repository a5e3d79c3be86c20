// As whom a place is asked.

import type { Context } from './expected.ts'
import { uid, type World } from './small-world.ts'

/** Everybody as whom a place may be asked: each person and nobody, each chapter and none, and the roles of its doors. */
export function contextsOf(world: World): Context[] {
  const people = [...Object.values(world.people), null]
  const group = world.chapters.get(world.spaces.group)!
  return [
    ...people.map((person) => ({ role: 'web', person, chapter: '' })),
    ...people.map((person) => ({ role: 'mover', person, chapter: '' })),
    ...[group.get(0)!, group.get(2)!, ''].map((chapter) => ({ role: 'live', person: null, chapter })),
    { role: 'worker', person: null, chapter: '' },
    { role: 'gate', person: null, chapter: '' },
    { role: 'gate', person: world.people.ada, chapter: '' },
    ...[world.people.ada, world.people.ben].map((person) => ({ role: 'web', person, chapter: '', shut: true })),
    ...(
      [
        [world.people.ada, '', world.spaces.place],
        [world.people.ada, ' group', world.spaces.group],
        [world.people.eve, ' away', world.spaces.away],
      ] as const
    ).map(([person, of, space]) => ({
      ...{ role: 'web', person, chapter: '' },
      token: { id: uid('api_token', `${person}${of}`), spaces: [space] },
    })),
    { role: 'finder', person: null, chapter: '' },
  ]
}
