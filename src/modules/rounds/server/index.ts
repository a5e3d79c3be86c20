import { sql } from 'kysely'
import type { ServerModule } from '#platform/http/module.ts'
import { takeLines } from './commands/put.ts'
import { tick } from './jobs.ts'
import { procedures } from './procedures.ts'
import { listMine } from './queries.ts'

export { checkLine } from './access.ts'
export { closeRound, dropRound, type Holds, openRound } from './commands/open.ts'
export { sealFor } from './commands/put.ts'
export { leastFor, roundState, tooFewFor, tooFewIn } from './queries.ts'

export const rounds: ServerModule = {
  name: 'rounds',
  router: procedures,
  routes: takeLines,
  tick,
  mine: listMine,
  /** Off every roster. What was put in has no author, so nothing of it can be found to be forgotten. */
  async forget(tx) {
    await sql`select forget_rounds()`.execute(tx)
  },
  // What is asked is shown, and told of with its minutes, by the module that asks; never to those alone who have not answered.
  asks: async () => [],
}
