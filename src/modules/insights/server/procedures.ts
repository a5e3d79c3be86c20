import { mutation, open, query } from '#platform/access/procedure.ts'
import { insightsContract as contract } from '../contract.ts'
import { act, conclude, decide, join, stop } from './commands/chain.ts'
import { addDissent, editInsight, lookedAgain, writeInsight } from './commands/insight.ts'
import { answerSeat, handOver, renewLink, sendInsight } from './commands/send.ts'
import { listInsights, listSeats, listStanding, listUnheard } from './queries/list.ts'
import { readSeat } from './queries/seat.ts'
import { traceChain } from './queries/trace.ts'

export const procedures = {
  write: mutation(contract.write, writeInsight),
  addDissent: mutation(contract.addDissent, addDissent),
  edit: mutation(contract.edit, editInsight),
  lookedAgain: mutation(contract.lookedAgain, lookedAgain),
  list: query(contract.list, listInsights),
  trace: query(contract.trace, traceChain),
  standing: query(contract.standing, listStanding),
  seats: query(contract.seats, listSeats),
  unheard: query(contract.unheard, listUnheard),
  send: mutation(contract.send, sendInsight, handOver),
  link: mutation(contract.link, renewLink, handOver),
  seatPage: open(contract.seatPage, readSeat),
  seatAnswer: open(contract.seatAnswer, answerSeat),
  decide: mutation(contract.decide, decide),
  act: mutation(contract.act, act),
  conclude: mutation(contract.conclude, conclude),
  join: mutation(contract.join, join),
  stop: mutation(contract.stop, stop),
}
