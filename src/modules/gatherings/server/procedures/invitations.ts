import { mutation, open, query } from '#platform/access/procedure.ts'
import { invitationsContract } from '../../contract/invitations.ts'
import { answerAsked, comeInAsked } from '../commands/asked.ts'
import { answerByKey, comeInByKey, stopByKey } from '../commands/by-key.ts'
import { saveCalendar } from '../commands/calendar.ts'
import { answerCall, askIn, askNoLonger, makeCallLink } from '../commands/invitations.ts'
import { listInvited, listMyInvitations, readCalendar, readInvitation } from '../queries/invitations.ts'

/** Who is asked, and what they say. */
export const invitations = {
  invited: query(invitationsContract.invited, listInvited),
  askIn: mutation(invitationsContract.askIn, askIn),
  askNoLonger: mutation(invitationsContract.askNoLonger, askNoLonger),
  callLink: mutation(invitationsContract.callLink, makeCallLink),
  answerCall: mutation(invitationsContract.answerCall, answerCall),
  answerAsked: mutation(invitationsContract.answerAsked, answerAsked),
  comeInAsked: mutation(invitationsContract.comeInAsked, comeInAsked),
  myInvitations: query(invitationsContract.myInvitations, listMyInvitations),
  invitation: open(invitationsContract.invitation, readInvitation),
  answerInvitation: open(invitationsContract.answerInvitation, answerByKey),
  comeInByInvitation: open(invitationsContract.comeInByInvitation, comeInByKey),
  stopCallLetters: open(invitationsContract.stopCallLetters, stopByKey),
  calendar: query(invitationsContract.calendar, readCalendar),
  saveCalendar: mutation(invitationsContract.saveCalendar, saveCalendar),
}
