import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

export const crossings: ServerModule = { name: 'crossings', router: procedures, mine: async () => ({}), forget: async () => {}, asks: async () => [] }
