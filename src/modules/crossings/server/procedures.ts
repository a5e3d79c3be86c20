import { mutation, query } from '#platform/access/procedure.ts'
import { crossingsContract } from '../contract.ts'
import { answerAsked, propose, takeBack } from './commands.ts'
import { askedOfMe, mine, names, targets } from './queries.ts'

export const procedures = {
  targets: query(crossingsContract.targets, targets),
  propose: mutation(crossingsContract.propose, propose),
  names: query(crossingsContract.names, names),
  mine: query(crossingsContract.mine, mine),
  asked: query(crossingsContract.asked, askedOfMe),
  answer: mutation(crossingsContract.answer, answerAsked),
  takeBack: mutation(crossingsContract.takeBack, takeBack),
}
