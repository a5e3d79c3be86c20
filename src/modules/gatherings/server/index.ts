// The front door of gatherings: what modules.ts may use, and the modules that hold theirs in a room.

import { checkLine } from '#modules/rounds/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'
import { forgetGatherings } from './commands/forget.ts'
import { openKinds } from './present/copies.ts'
import { sealedLine } from './present/sealed.ts'
import { procedures } from './procedures.ts'
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
  asks: async () => [],
}
