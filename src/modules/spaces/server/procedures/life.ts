import { mutation, query } from '#platform/access/procedure.ts'
import { lifeContract } from '../../contract/life.ts'
import { answerClosing, callOffClosing, proposeClosing } from '../commands/closing.ts'
import { addTurningPoint, nameLimits, takeOutTurningPoint, tickEnding } from '../commands/life.ts'
import { addPartner, endPartner } from '../commands/partners.ts'
import { answerCall, callTogether } from '../commands/together.ts'
import { myRecord, showClosing } from '../queries/closing.ts'
import { listCalls, listPartners, showEnding, showLimits } from '../queries/life.ts'

/** The life of a space, from its partners to its end. */
export const life = {
  addTurningPoint: mutation(lifeContract.addTurningPoint, addTurningPoint),
  takeOutTurningPoint: mutation(lifeContract.takeOutTurningPoint, takeOutTurningPoint),
  partners: query(lifeContract.partners, listPartners),
  addPartner: mutation(lifeContract.addPartner, addPartner),
  endPartner: mutation(lifeContract.endPartner, endPartner),
  limits: query(lifeContract.limits, showLimits),
  nameLimits: mutation(lifeContract.nameLimits, nameLimits),
  ending: query(lifeContract.ending, showEnding),
  tickEnding: mutation(lifeContract.tickEnding, tickEnding),
  closing: query(lifeContract.closing, showClosing),
  proposeClosing: mutation(lifeContract.proposeClosing, proposeClosing),
  answerClosing: mutation(lifeContract.answerClosing, answerClosing),
  callOffClosing: mutation(lifeContract.callOffClosing, callOffClosing),
  record: query(lifeContract.record, myRecord),
  callTogether: mutation(lifeContract.callTogether, callTogether),
  calls: query(lifeContract.calls, listCalls),
  answerCall: mutation(lifeContract.answerCall, answerCall),
}
