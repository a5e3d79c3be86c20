import type { ServerModule } from '#platform/http/module.ts'
import { forgetAuthorship } from './commands/forget.ts'
import { inquiryAsks } from './inquiry/queries/asks.ts'
import { inquiryMine } from './inquiry/queries/mine.ts'
import { lapseDue } from './jobs.ts'
import { openKinds } from './present/copies.ts'
import { procedures } from './procedures.ts'
import { asksOf } from './queries/asks.ts'
import { builtOn } from './queries/built.ts'
import { carriedBy } from './queries/carried.ts'
import { findChain } from './queries/find.ts'
import { mineOf } from './queries/mine.ts'
import { rememberChain } from './queries/remembered.ts'
import { waitingToSense } from './queries/to-sense.ts'
import { weekOf } from './queries/week.ts'

export const insights: ServerModule = {
  name: 'insights',
  router: procedures,
  open: openKinds,
  mine: async (db, person) => ({ ...(await mineOf(db, person)), ...(await inquiryMine(db, person)) }),
  // What several made sense of together stays the space's; whose hand wrote it down is kept nowhere.
  forget: forgetAuthorship,
  tick: lapseDue,
  asksAbout: 'About what was learned',
  asks: async (db, person) => [...(await asksOf(db, person)), ...(await inquiryAsks(db, person))],
  carried: carriedBy,
  built: builtOn,
  remembered: rememberChain,
  find: findChain,
  week: weekOf,
  toSense: waitingToSense,
}
