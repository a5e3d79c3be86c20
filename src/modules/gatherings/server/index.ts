// The front door of gatherings: what modules.ts may use, and the modules that hold theirs in a room.

import { checkLine } from '#modules/rounds/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'
import { forgetGatherings } from './commands/forget.ts'
import { sendCallLetters, sweepCalls, sweepRehearsals } from './jobs.ts'
import { openKinds } from './present/copies.ts'
import { sealedLine } from './present/sealed.ts'
import { procedures } from './procedures.ts'
import { asksOf } from './queries/asks.ts'
import { feedRoute } from './queries/feed.ts'
import { mineOfGatherings } from './queries/mine.ts'
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
  asksAbout: 'About a gathering you are asked to',
  asks: asksOf,
  routes: feedRoute,
  tick: async (house, worker) => sendCallLetters(house, worker),
  night: async (worker) => ({ ...(await sweepCalls(worker)), ...(await sweepRehearsals(worker)) }),
}
