import { crossingsContract } from '#modules/crossings/contract.ts'
import { demonstrationContract } from '#modules/demonstration/contract.ts'
import { gatheringsContract } from '#modules/gatherings/contract.ts'
import { insightsContract } from '#modules/insights/contract.ts'
import { journalContract } from '#modules/journal/contract.ts'
import { libraryContract } from '#modules/library/contract.ts'
import { methodsContract } from '#modules/methods/contract.ts'
import { peopleContract } from '#modules/people/contract.ts'
import { roundsContract } from '#modules/rounds/contract.ts'
import { spacesContract } from '#modules/spaces/contract.ts'
import { todayContract } from '#modules/today/contract.ts'

/** Every procedure of the place, as the web client and the documentation read it. */
export const contract = {
  people: peopleContract,
  spaces: spacesContract,
  today: todayContract,
  crossings: crossingsContract,
  rounds: roundsContract,
  library: libraryContract,
  journal: journalContract,
  methods: methodsContract,
  gatherings: gatheringsContract,
  insights: insightsContract,
  demonstration: demonstrationContract,
}
