import { GUESTS, mutation, open, query } from '#platform/access/procedure.ts'
import { affectedContract } from '../../contract/affected.ts'
import { afterContract } from '../../contract/after.ts'
import { seriesContract } from '../../contract/series.ts'
import { threadsContract } from '../../contract/threads.ts'
import { sayNotAsked, takeBackNotAsked } from '../commands/affected.ts'
import { noteLearning, sayAfter, sayRan } from '../commands/after.ts'
import { bringIn } from '../commands/bring.ts'
import { endSeries, noteContact, planNext, startSeries, takeOutContact } from '../commands/series.ts'
import { putInThread, takeOutOfThread, takePart, takePartByKey } from '../commands/threads.ts'
import { listAffected } from '../queries/affected.ts'
import { readAfter, readBalance } from '../queries/after.ts'
import { readGoingOn } from '../queries/series.ts'
import { readThreads } from '../queries/threads.ts'

const byItsId = () => true

/** What goes on round a gathering: before it and after it, and from one to the next. */
export const roundIt = {
  goingOn: query(seriesContract.goingOn, readGoingOn),
  startSeries: mutation(seriesContract.startSeries, startSeries),
  planNext: mutation(seriesContract.planNext, planNext),
  endSeries: mutation(seriesContract.endSeries, endSeries),
  noteContact: mutation(seriesContract.noteContact, noteContact),
  takeOutContact: mutation(seriesContract.takeOutContact, takeOutContact),
  after: query(afterContract.after, readAfter),
  sayAfter: mutation(afterContract.sayAfter, sayAfter),
  sayRan: mutation(afterContract.sayRan, sayRan),
  noteLearning: mutation(afterContract.noteLearning, noteLearning),
  balance: query(afterContract.balance, readBalance),
  threads: query(threadsContract.threads, readThreads, GUESTS),
  takePart: mutation(threadsContract.takePart, takePart),
  takePartByInvitation: open(threadsContract.takePartByInvitation, takePartByKey),
  putInThread: mutation(threadsContract.putInThread, putInThread, undefined, GUESTS, byItsId),
  bringIn: mutation(threadsContract.bringIn, bringIn),
  takeOutOfThread: mutation(threadsContract.takeOutOfThread, takeOutOfThread, undefined, GUESTS, byItsId),
  affected: query(affectedContract.affected, listAffected),
  sayNotAsked: mutation(affectedContract.sayNotAsked, sayNotAsked),
  takeBackNotAsked: mutation(affectedContract.takeBackNotAsked, takeBackNotAsked),
}
