import { mutation, query } from '#platform/access/procedure.ts'
import { crossingsContract } from '../contract.ts'
import { answerAsked, propose, takeBack } from './commands.ts'
import { askedOfMe, mine, names, targets } from './queries.ts'
import { hideRequest, sendRequest, takeBackRequest } from './requests/commands.ts'
import { across, answerable, askedHere } from './requests/queries.ts'

export const procedures = {
  targets: query(crossingsContract.targets, targets),
  propose: mutation(crossingsContract.propose, propose),
  names: query(crossingsContract.names, names),
  mine: query(crossingsContract.mine, mine),
  asked: query(crossingsContract.asked, askedOfMe),
  answer: mutation(crossingsContract.answer, answerAsked),
  takeBack: mutation(crossingsContract.takeBack, takeBack),
  across: query(crossingsContract.across, across),
  sendRequest: mutation(crossingsContract.sendRequest, sendRequest),
  takeBackRequest: mutation(crossingsContract.takeBackRequest, takeBackRequest),
  askedHere: query(crossingsContract.askedHere, askedHere),
  hideRequest: mutation(crossingsContract.hideRequest, hideRequest),
  answerable: query(crossingsContract.answerable, answerable),
}
