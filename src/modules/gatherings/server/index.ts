// The front door of gatherings: what modules.ts may use, and the modules that hold theirs in a room.
import type { ServerModule } from '#platform/http/module.ts'
import { forgetGatherings } from './commands/forget.ts'
import { sendCallLetters, sweepCalls } from './jobs.ts'
import { openKinds } from './present/copies.ts'
import { told } from './present/told.ts'
import { procedures } from './procedures.ts'
import { asksOf } from './queries/asks.ts'
import { feedRoute } from './queries/feed.ts'
import { mineOfGatherings } from './queries/mine.ts'

export const gatherings: ServerModule = {
  name: 'gatherings',
  router: procedures,
  mine: mineOfGatherings,
  open: openKinds,
  forget: forgetGatherings,
  asksAbout: 'About a gathering you are asked to',
  asks: asksOf,
  routes: feedRoute,
  tick: async (house, worker) => sendCallLetters(house, worker),
  night: sweepCalls,
  told,
}
