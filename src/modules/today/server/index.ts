import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

/** Holds nothing of anybody: it only asks the other modules. */
export const today: ServerModule = {
  name: 'today',
  router: procedures,
  mine: async () => ({}),
  forget: async () => {},
  asks: async () => [],
}
