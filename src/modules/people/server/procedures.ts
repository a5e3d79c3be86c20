import { mutation, open, query } from '#platform/access/procedure.ts'
import { peopleContract } from '../contract.ts'
import {
  beginCode,
  changePassword,
  confirmCode,
  endOtherSessions,
  endSession,
  makePen,
  prove,
  saveProfile,
  stopCode,
} from './commands/account.ts'
import { accept, setUp, signIn, signOut } from './commands/enter.ts'
import { destroyKey, eraseMe } from './commands/erase.ts'
import { addOrganisation } from './commands/organisations.ts'
import { addPasskey, askForPasskey, passkeyDoor, passkeySignIn, removePasskey } from './commands/passkeys.ts'
import {
  listOrganisations,
  listSessions,
  readCodeSetUp,
  readInvitation,
  readMe,
  readPlace,
  readProfile,
  takeEverything,
} from './queries.ts'

export const procedures = {
  // At the door: nobody is signed in yet.
  place: open(peopleContract.place, readPlace),
  me: open(peopleContract.me, readMe),
  setUp: open(peopleContract.setUp, setUp),
  signIn: open(peopleContract.signIn, signIn),
  signOut: open(peopleContract.signOut, signOut),
  invitation: open(peopleContract.invitation, readInvitation),
  accept: open(peopleContract.accept, accept),
  passkeyDoor: open(peopleContract.passkeyDoor, passkeyDoor),
  passkeySignIn: open(peopleContract.passkeySignIn, passkeySignIn),
  // It hands this device a secret, which no kept answer may hold; it asks itself for a full session.
  makePen: open(peopleContract.makePen, makePen),

  profile: query(peopleContract.profile, readProfile),
  saveProfile: mutation(peopleContract.saveProfile, saveProfile),
  sessions: query(peopleContract.sessions, listSessions),
  endSession: mutation(peopleContract.endSession, endSession),
  endOtherSessions: mutation(peopleContract.endOtherSessions, endOtherSessions),
  changePassword: mutation(peopleContract.changePassword, changePassword),
  prove: mutation(peopleContract.prove, prove),
  beginCode: mutation(peopleContract.beginCode, beginCode),
  codeSetUp: query(peopleContract.codeSetUp, readCodeSetUp),
  confirmCode: mutation(peopleContract.confirmCode, confirmCode),
  stopCode: mutation(peopleContract.stopCode, stopCode),
  passkeyAsk: query(peopleContract.passkeyAsk, askForPasskey),
  addPasskey: mutation(peopleContract.addPasskey, addPasskey),
  removePasskey: mutation(peopleContract.removePasskey, removePasskey),
  everything: query(peopleContract.everything, takeEverything),
  eraseMe: mutation(peopleContract.eraseMe, eraseMe, destroyKey),
  organisations: query(peopleContract.organisations, listOrganisations),
  addOrganisation: mutation(peopleContract.addOrganisation, addOrganisation),
}
