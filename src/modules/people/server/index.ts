import type { ServerModule } from '#platform/http/module.ts'
import { forget } from './commands/account.ts'
import { ssoRoutes } from './commands/sso-back.ts'
import { sweepEnded } from './jobs.ts'
import { procedures } from './procedures.ts'
import { asksOfKeepers } from './queries/keepers.ts'
import { asksOfRecovery } from './queries/recovery.ts'
import { everything } from './queries.ts'

export const people: ServerModule = {
  name: 'people',
  router: procedures,
  mine: everything,
  routes: ssoRoutes,
  forget,
  asksAbout: 'About your account, or somebody’s way in',
  asks: async (db, person) => [...(await asksOfRecovery(db, person)), ...(await asksOfKeepers(db))],
  night: sweepEnded,
}
