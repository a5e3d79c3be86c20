import { mutation, open, PROGRAMS, query } from '#platform/access/procedure.ts'
import { insightsContract as contract } from '../contract.ts'
import { answerHanding, editAction, editImplication, editOutcome, handOn, setAction } from './commands/action.ts'
import { act, conclude, decide, imply, join, stop } from './commands/chain.ts'
import { addMeeting, addRoute, callOffMeeting, editDecision, editRoute, plan } from './commands/decision.ts'
import { closeRound, commentFinding, editFinding, openRound, writeFinding } from './commands/finding.ts'
import { addDissent, editInsight, lookedAgain, writeInsight } from './commands/insight.ts'
import { sendLine } from './commands/line.ts'
import { acknowledge, closeReceiver, decideBySeat, tell } from './commands/receive.ts'
import { remind, sendReminder } from './commands/remind.ts'
import { answerSeat, handOver, renewLink, sendInsight, sendWords } from './commands/send.ts'
import { inquiry } from './inquiry/procedures.ts'
import { couldInform, listDecisions, listRoutes } from './queries/decisions.ts'
import { listFindings } from './queries/findings.ts'
import { listLedger } from './queries/ledger.ts'
import { listInsights, listSeats, listStanding } from './queries/list.ts'
import { listPosts } from './queries/posts.ts'
import { promisedAt, promisedLast } from './queries/promised.ts'
import { readSeat } from './queries/seat.ts'
import { traceChain } from './queries/trace.ts'
import { listUnheard } from './queries/unheard.ts'

export const procedures = {
  promisedAt: query(contract.promisedAt, promisedAt, PROGRAMS),
  promisedLast: query(contract.promisedLast, promisedLast, PROGRAMS),
  write: mutation(contract.write, writeInsight, undefined, PROGRAMS),
  addDissent: mutation(contract.addDissent, addDissent, undefined, PROGRAMS),
  edit: mutation(contract.edit, editInsight, undefined, PROGRAMS),
  lookedAgain: mutation(contract.lookedAgain, lookedAgain),
  list: query(contract.list, listInsights, PROGRAMS),
  trace: query(contract.trace, traceChain, PROGRAMS),
  standing: query(contract.standing, listStanding, PROGRAMS),
  seats: query(contract.seats, listSeats, PROGRAMS),
  unheard: query(contract.unheard, listUnheard, PROGRAMS),
  send: mutation(contract.send, sendInsight, handOver),
  sendWords: mutation(contract.sendWords, sendWords, handOver),
  posts: query(contract.posts, listPosts),
  sendLine: mutation(contract.sendLine, sendLine, handOver),
  remind: mutation(contract.remind, remind, sendReminder),
  link: mutation(contract.link, renewLink, handOver),
  seatPage: open(contract.seatPage, readSeat),
  seatAnswer: open(contract.seatAnswer, answerSeat),
  decide: mutation(contract.decide, decide, undefined, PROGRAMS),
  act: mutation(contract.act, act, undefined, PROGRAMS),
  conclude: mutation(contract.conclude, conclude, undefined, PROGRAMS),
  join: mutation(contract.join, join, undefined, PROGRAMS),
  stop: mutation(contract.stop, stop, undefined, PROGRAMS),
  imply: mutation(contract.imply, imply, undefined, PROGRAMS),
  editImplication: mutation(contract.editImplication, editImplication, undefined, PROGRAMS),
  editAction: mutation(contract.editAction, editAction, undefined, PROGRAMS),
  setAction: mutation(contract.setAction, setAction, undefined, PROGRAMS),
  handOn: mutation(contract.handOn, handOn, undefined, PROGRAMS),
  answerHanding: mutation(contract.answerHanding, answerHanding),
  editOutcome: mutation(contract.editOutcome, editOutcome, undefined, PROGRAMS),
  findings: query(contract.findings, listFindings, PROGRAMS),
  writeFinding: mutation(contract.writeFinding, writeFinding, undefined, PROGRAMS),
  editFinding: mutation(contract.editFinding, editFinding, undefined, PROGRAMS),
  openRound: mutation(contract.openRound, openRound, undefined, PROGRAMS),
  commentFinding: mutation(contract.commentFinding, commentFinding, undefined, PROGRAMS),
  closeRound: mutation(contract.closeRound, closeRound, undefined, PROGRAMS),
  decisions: query(contract.decisions, listDecisions, PROGRAMS),
  plan: mutation(contract.plan, plan, undefined, PROGRAMS),
  editDecision: mutation(contract.editDecision, editDecision, undefined, PROGRAMS),
  couldInform: query(contract.couldInform, couldInform, PROGRAMS),
  routes: query(contract.routes, listRoutes, PROGRAMS),
  addRoute: mutation(contract.addRoute, addRoute, undefined, PROGRAMS),
  editRoute: mutation(contract.editRoute, editRoute, undefined, PROGRAMS),
  addMeeting: mutation(contract.addMeeting, addMeeting, undefined, PROGRAMS),
  callOffMeeting: mutation(contract.callOffMeeting, callOffMeeting, undefined, PROGRAMS),
  ledger: query(contract.ledger, listLedger, PROGRAMS),
  tell: mutation(contract.tell, tell, undefined, PROGRAMS),
  acknowledge: mutation(contract.acknowledge, acknowledge),
  closeReceiver: mutation(contract.closeReceiver, closeReceiver),
  seatDecide: open(contract.seatDecide, decideBySeat),
  ...inquiry,
}
