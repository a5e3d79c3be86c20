import type { ServerModule } from '#platform/http/module.ts'
import { crossings } from '#modules/crossings/server/index.ts'
import { insights } from '#modules/insights/server/index.ts'
import { journal } from '#modules/journal/server/index.ts'
import { library } from '#modules/library/server/index.ts'
import { people } from '#modules/people/server/index.ts'
import { spaces } from '#modules/spaces/server/index.ts'

/** The server's modules, in the order in which each may rely on those before it. */
export const modules: ServerModule[] = [people, spaces, crossings, library, journal, insights]
