import type { ServerModule } from '#platform/http/module.ts'
import { bringCopyRoute } from './commands/bring-copy.ts'
import { forgetPerson } from './commands/forget.ts'
import { doWhatIsDue } from './jobs.ts'
import { openKinds } from './present/copies.ts'
import { copyPaths } from './present/paths.ts'
import { procedures } from './procedures.ts'
import { listAsks } from './queries/asks.ts'
import { listStaleCopies } from './queries/copies.ts'
import { findNames } from './queries/find.ts'
import { findTold } from './queries/find-told.ts'
import { listMine } from './queries/mine.ts'
import { takeCopyRoute } from './queries/take-copy.ts'
import { packRoute } from './queries/take-pack.ts'
import { listEndings } from './queries/waiting.ts'

export { here, IN_NOW, type Place } from './access.ts'
export { todayIn } from './present/days.ts'
export { rulesOf } from './queries/rules.ts'

export const spaces: ServerModule = {
  name: 'spaces',
  router: procedures,
  open: openKinds,
  paths: copyPaths,
  routes(server, house) {
    packRoute(server, house)
    takeCopyRoute(server, house)
    bringCopyRoute(server, house)
  },
  find: async (db, looking) => [...(await findNames(db, looking)), ...(await findTold(db, looking))],
  mine: listMine,
  forget: forgetPerson,
  asksAbout: 'About who is in a space, and what they do',
  asks: async (db, person) => [
    ...(await listAsks(db, person)),
    ...(await listEndings(db, person)),
    ...(await listStaleCopies(db, person)),
  ],
  narrows: ['membership.ended'],
  tick: (_house, worker, now) => doWhatIsDue(worker, now),
}
