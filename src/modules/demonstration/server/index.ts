import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

/** In the list of modules of a demonstration only; a real place has no such procedure. */
export const demonstration: ServerModule = {
  name: 'demonstration',
  router: procedures,
  mine: async () => ({}),
  forget: async () => {},
  asks: async () => [],
}
