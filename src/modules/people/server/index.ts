import type { ServerModule } from '#platform/http/module.ts'
import { forget } from './commands/account.ts'
import { procedures } from './procedures.ts'
import { everything } from './queries.ts'

export const people: ServerModule = {
  name: 'people',
  router: procedures,
  mine: everything,
  forget,
  // What an account needs stands on its own page; it never waits for anybody.
  asks: async () => [],
}
