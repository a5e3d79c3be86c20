import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

export const journal: ServerModule = { name: 'journal', router: procedures, mine: async () => ({}), forget: async () => {}, asks: async () => [] }
