// The front door of methods: what modules.ts, the command line and the modules that run methods may use.
import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'
import { findMethods, leftOutAsks } from './queries/methods.ts'

export { currentMethod, keptMethod, type Method, methodAt } from './queries/methods.ts'
export { readMethod } from './queries/read.ts'
export { readShelf } from './queries/shelf.ts'

export const methods: ServerModule = {
  name: 'methods',
  router: procedures,
  // A method is a file, of nobody and in no space.
  mine: async () => ({}),
  forget: async () => {},
  asks: leftOutAsks,
  asksAbout: 'The methods of this place',
  find: findMethods,
}
