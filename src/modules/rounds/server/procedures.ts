import { GUESTS, mutation, query } from '#platform/access/procedure.ts'
import { roundsContract } from '../contract.ts'
import { takeTicket } from './commands/ticket.ts'
import { readRound } from './queries.ts'

/** What a ticket is answered is kept nowhere: the attempt of one would say for a week, to the second, who fetched it. */
const NEVER_KEPT = () => true

export const procedures = {
  round: query(roundsContract.round, readRound, GUESTS),
  ticket: mutation(roundsContract.ticket, takeTicket, undefined, GUESTS, NEVER_KEPT),
}
