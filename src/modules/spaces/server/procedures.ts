import { mutation, PROGRAMS, query } from '#platform/access/procedure.ts'
import { spacesContract } from '../contract.ts'
import { sayCopyGone } from './commands/copies.ts'
import { createSpace } from './commands/create.ts'
import { confirmInvitation, invite, takeBackInvitation, welcome } from './commands/doors.ts'
import { sayRules } from './commands/rules.ts'
import { settleCharter } from './commands/settle.ts'
import { setTerms } from './commands/terms.ts'
import { listTemplates } from './present/templates.ts'
import { belonging } from './procedures/belonging.ts'
import { life } from './procedures/life.ts'
import { memory } from './procedures/memory.ts'
import { listCopies, saidInCopy } from './queries/copies.ts'
import { listDoors } from './queries/doors.ts'
import { showHere } from './queries/here.ts'
import { listSpaces } from './queries/list.ts'
import { listOrganisations } from './queries/people.ts'
import { showRules } from './queries/rules.ts'
import { readTerms } from './queries/terms.ts'

export const procedures = {
  list: query(spacesContract.list, listSpaces, PROGRAMS),
  here: query(spacesContract.here, showHere, PROGRAMS),
  doors: query(spacesContract.doors, listDoors),
  templates: query(spacesContract.templates, listTemplates),
  organisations: query(spacesContract.organisations, listOrganisations, PROGRAMS),
  create: mutation(spacesContract.create, createSpace),
  terms: query(spacesContract.terms, readTerms, PROGRAMS),
  setTerms: mutation(spacesContract.setTerms, setTerms),
  settle: mutation(spacesContract.settle, settleCharter),
  invite: mutation(spacesContract.invite, invite),
  confirm: mutation(spacesContract.confirm, confirmInvitation),
  takeBack: mutation(spacesContract.takeBack, takeBackInvitation),
  welcome: mutation(spacesContract.welcome, welcome),
  copies: query(spacesContract.copies, listCopies, PROGRAMS),
  saidInCopy: query(spacesContract.saidInCopy, saidInCopy, PROGRAMS),
  copyGone: mutation(spacesContract.copyGone, sayCopyGone),
  rules: query(spacesContract.rules, showRules, PROGRAMS),
  sayRules: mutation(spacesContract.sayRules, sayRules),
  ...belonging,
  ...life,
  ...memory,
}
