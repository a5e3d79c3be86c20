import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'
import { carriedBy } from './queries/carried.ts'
import { asksOf, mineOf } from './queries/mine.ts'

export const insights: ServerModule = {
  name: 'insights',
  router: procedures,
  mine: mineOf,
  // What several made sense of together stays the space's: erasing a person replaces their id, which is people's to do.
  forget: async () => {},
  asks: asksOf,
  carried: carriedBy,
}
