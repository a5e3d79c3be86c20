import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

export const library: ServerModule = { name: 'library', router: procedures, mine: async () => ({}), forget: async () => {}, asks: async () => [] }
