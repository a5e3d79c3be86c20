import type { ServerModule } from '#platform/http/module.ts'

export { released, releasedOf } from './commands.ts'
export type { Asked } from './present.ts'

export const disclosure: ServerModule = {
  name: 'disclosure',
  // Numbers are told by the modules whose they are.
  router: {},
  // What many answered is nobody's: nothing here says who was among them.
  mine: async () => ({}),
  forget: async () => {},
  asks: async () => [],
}
