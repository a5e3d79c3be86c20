// The front door of gatherings: what modules.ts may use, and the modules that hold theirs in a room.
import type { ServerModule } from '#platform/http/module.ts'
import { forgetGatherings } from './commands/forget.ts'
import { openKinds } from './present/copies.ts'
import { told } from './present/told.ts'
import { procedures } from './procedures.ts'
import { mineOfGatherings } from './queries/mine.ts'

export const gatherings: ServerModule = {
  name: 'gatherings',
  router: procedures,
  mine: mineOfGatherings,
  open: openKinds,
  forget: forgetGatherings,
  asks: async () => [],
  told,
}
