import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

export const insights: ServerModule = { name: 'insights', router: procedures, mine: async () => ({}), forget: async () => {}, asks: async () => [] }
