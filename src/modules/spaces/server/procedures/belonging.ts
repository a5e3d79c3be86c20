import { mutation, PROGRAMS, query } from '#platform/access/procedure.ts'
import { spacesContract } from '../../contract.ts'
import { endMembership } from '../commands/doors.ts'
import { answerAsk, passOn, proposeResidence, setRoles, shareJob, takeOn, withdrawAsk } from '../commands/roles.ts'
import { answerSeat, holdSeat } from '../commands/seats.ts'
import { addSeat, changeSeat } from '../commands/settle.ts'
import { endTie, noteHandover, sayLoad, sayTie } from '../commands/shared.ts'
import { readHandover } from '../queries/handover.ts'
import { listPeople } from '../queries/people.ts'
import { listSeats } from '../queries/seats.ts'
import { listShared } from '../queries/shared.ts'

/** Who is in, who does what, and how that changes hands. */
export const belonging = {
  people: query(spacesContract.people, listPeople, PROGRAMS),
  end: mutation(spacesContract.end, endMembership),
  setRoles: mutation(spacesContract.setRoles, setRoles),
  shareJob: mutation(spacesContract.shareJob, shareJob),
  passOn: mutation(spacesContract.passOn, passOn),
  takeOn: mutation(spacesContract.takeOn, takeOn),
  proposeResidence: mutation(spacesContract.proposeResidence, proposeResidence),
  answerAsk: mutation(spacesContract.answerAsk, answerAsk),
  withdrawAsk: mutation(spacesContract.withdrawAsk, withdrawAsk),
  seats: query(spacesContract.seats, listSeats),
  addSeat: mutation(spacesContract.addSeat, addSeat),
  changeSeat: mutation(spacesContract.changeSeat, changeSeat),
  holdSeat: mutation(spacesContract.holdSeat, holdSeat),
  answerSeat: mutation(spacesContract.answerSeat, answerSeat),
  handover: query(spacesContract.handover, readHandover),
  noteHandover: mutation(spacesContract.noteHandover, noteHandover),
  shared: query(spacesContract.shared, listShared),
  sayLoad: mutation(spacesContract.sayLoad, sayLoad),
  sayTie: mutation(spacesContract.sayTie, sayTie),
  endTie: mutation(spacesContract.endTie, endTie),
}
