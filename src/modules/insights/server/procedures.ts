import { mutation, open, PROGRAMS, query } from '#platform/access/procedure.ts'
import { insightsContract as contract } from '../contract.ts'
import { act, conclude, decide, join, stop } from './commands/chain.ts'
import { addDissent, editInsight, lookedAgain, writeInsight } from './commands/insight.ts'
import { sendLine } from './commands/line.ts'
import { remind, sendReminder } from './commands/remind.ts'
import { answerSeat, handOver, renewLink, sendInsight, sendWords } from './commands/send.ts'
import { inquiry } from './inquiry/procedures.ts'
import { listInsights, listSeats, listStanding } from './queries/list.ts'
import { listPosts } from './queries/posts.ts'
import { readSeat } from './queries/seat.ts'
import { traceChain } from './queries/trace.ts'
import { listUnheard } from './queries/unheard.ts'

export const procedures = {
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
  ...inquiry,
}
