import type { ServerModule } from '#platform/http/module.ts'
import { forget } from './commands/account.ts'
import { ssoRoutes } from './commands/sso-back.ts'
import { procedures } from './procedures.ts'
import { asksOfRecovery } from './queries/recovery.ts'
import { everything } from './queries.ts'

export const people: ServerModule = {
  name: 'people',
  router: procedures,
  mine: everything,
  routes: ssoRoutes,
  forget,
  asks: asksOfRecovery,
}
