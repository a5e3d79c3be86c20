import type { ServerModule } from '#platform/http/module.ts'
import { forgetPerson } from './commands/forget.ts'
import { sendLetters, sweepLetters } from './jobs.ts'
import { procedures } from './procedures.ts'
import { mineOf } from './queries/letters.ts'

export const today: ServerModule = {
  name: 'today',
  router: procedures,
  mine: mineOf,
  forget: forgetPerson,
  // It only asks the other modules.
  asks: async () => [],
  tick: sendLetters,
  night: sweepLetters,
}
