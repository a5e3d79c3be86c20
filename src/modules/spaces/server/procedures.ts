import { mutation, query } from '#platform/access/procedure.ts'
import { spacesContract } from '../contract.ts'
import { createSpace } from './commands/create.ts'
import { confirmInvitation, endMembership, invite, setRoles, takeBackInvitation, welcome } from './commands/doors.ts'
import { addSeat, changeSeat, settleCharter } from './commands/settle.ts'
import { listTemplates } from './present/templates.ts'
import { life } from './procedures/life.ts'
import { showHere } from './queries/here.ts'
import { listSpaces } from './queries/list.ts'
import { listOrganisations, listPeople, listSeats } from './queries/people.ts'

export const procedures = {
  list: query(spacesContract.list, listSpaces),
  here: query(spacesContract.here, showHere),
  templates: query(spacesContract.templates, listTemplates),
  organisations: query(spacesContract.organisations, listOrganisations),
  create: mutation(spacesContract.create, createSpace),
  settle: mutation(spacesContract.settle, settleCharter),
  people: query(spacesContract.people, listPeople),
  invite: mutation(spacesContract.invite, invite),
  confirm: mutation(spacesContract.confirm, confirmInvitation),
  takeBack: mutation(spacesContract.takeBack, takeBackInvitation),
  welcome: mutation(spacesContract.welcome, welcome),
  end: mutation(spacesContract.end, endMembership),
  setRoles: mutation(spacesContract.setRoles, setRoles),
  seats: query(spacesContract.seats, listSeats),
  addSeat: mutation(spacesContract.addSeat, addSeat),
  changeSeat: mutation(spacesContract.changeSeat, changeSeat),
  ...life,
}
