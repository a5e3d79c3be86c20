import { crossings } from '#modules/crossings/server/index.ts'
import { demonstration } from '#modules/demonstration/server/index.ts'
import { disclosure } from '#modules/disclosure/server/index.ts'
import { gatherings } from '#modules/gatherings/server/index.ts'
import { insights } from '#modules/insights/server/index.ts'
import { journal } from '#modules/journal/server/index.ts'
import { library } from '#modules/library/server/index.ts'
import { methods } from '#modules/methods/server/index.ts'
import { people } from '#modules/people/server/index.ts'
import { rounds } from '#modules/rounds/server/index.ts'
import { spaces } from '#modules/spaces/server/index.ts'
import { today } from '#modules/today/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'

/** The server's modules, in the order in which each may rely on those before it. */
export const modules: ServerModule[] = [
  people,
  spaces,
  today,
  crossings,
  rounds,
  disclosure,
  library,
  journal,
  methods,
  gatherings,
  insights,
]

/** A demonstration has one more: nobody becomes somebody else anywhere but there. */
export const demonstrationModules: ServerModule[] = [...modules, demonstration]
