import type { ServerModule } from '#platform/http/module.ts'
import { forgetAuthorship } from './commands/forget.ts'
import { lapseDue } from './jobs.ts'
import { procedures } from './procedures.ts'
import { carriedBy } from './queries/carried.ts'
import { findChain } from './queries/find.ts'
import { asksOf, mineOf } from './queries/mine.ts'
import { weekOf } from './queries/week.ts'

export const insights: ServerModule = {
  name: 'insights',
  router: procedures,
  mine: mineOf,
  // What several made sense of together stays the space's; whose hand wrote it down is kept nowhere.
  forget: forgetAuthorship,
  tick: lapseDue,
  asksAbout: 'About what was learned',
  asks: asksOf,
  carried: carriedBy,
  find: findChain,
  week: weekOf,
}
