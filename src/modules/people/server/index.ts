import type { ServerModule } from '#platform/http/module.ts'
import { procedures } from './procedures.ts'

export const people: ServerModule = { name: 'people', router: procedures, mine: async () => ({}), forget: async () => {}, asks: async () => [] }
