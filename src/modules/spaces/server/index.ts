import type { ServerModule } from '#platform/http/module.ts'
import { forgetPerson } from './commands/forget.ts'
import { doWhatIsDue } from './jobs.ts'
import { procedures } from './procedures.ts'
import { listAsks } from './queries/asks.ts'
import { findNames } from './queries/find.ts'
import { listMine } from './queries/mine.ts'
import { packRoute } from './queries/take-pack.ts'
import { listEndings } from './queries/waiting.ts'

export { here, type Place } from './access.ts'

export const spaces: ServerModule = {
  name: 'spaces',
  router: procedures,
  find: findNames,
  routes: packRoute,
  mine: listMine,
  forget: forgetPerson,
  asksAbout: 'About who is in a space, and what they do',
  asks: async (db, person) => [...(await listAsks(db, person)), ...(await listEndings(db, person))],
  tick: doWhatIsDue,
}
