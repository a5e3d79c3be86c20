// The front door of gatherings: what modules.ts may use, and the modules that hold theirs in a room.

import { checkLine } from '#modules/rounds/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'
import { forgetGatherings } from './commands/forget.ts'
import { harvestDue } from './commands/harvest.ts'
import { doWhatIsDue, sweepCalls, sweepRehearsals, sweepTogether } from './jobs.ts'
import { openKinds } from './present/copies.ts'
import { sealedLine } from './present/sealed.ts'
import { procedures } from './procedures.ts'
import { asksOf } from './queries/asks.ts'
import { carriedBy } from './queries/carried.ts'
import { feedRoute } from './queries/feed.ts'
import { harvestAsks } from './queries/harvest-asks.ts'
import { findGatherings, rememberGatherings, weekOfGatherings } from './queries/hooks.ts'
import { mineOfGatherings } from './queries/mine.ts'
import { keepingAsks } from './queries/outputs.ts'
import { pulse, told } from './queries/told.ts'

checkLine('step', sealedLine)

export const gatherings: ServerModule = {
  name: 'gatherings',
  router: procedures,
  mine: mineOfGatherings,
  open: openKinds,
  told,
  pulse,
  forget: forgetGatherings,
  find: findGatherings,
  remembered: rememberGatherings,
  week: weekOfGatherings,
  carried: carriedBy,
  asksAbout: 'About a gathering you are asked to, and what may leave it',
  asks: async (db, person) => [
    ...(await asksOf(db, person)),
    ...(await harvestAsks(db, person)),
    ...(await keepingAsks(db, person)),
  ],
  routes: feedRoute,
  tick: async (house, worker, now) => {
    await doWhatIsDue(house, worker)
    await harvestDue(house, worker, now)
  },
  night: async (worker) => ({
    ...(await sweepCalls(worker)),
    ...(await sweepRehearsals(worker)),
    ...(await sweepTogether(worker)),
  }),
}
