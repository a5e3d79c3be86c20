import { mutation, open, query } from '#platform/access/procedure.ts'
import { peopleContract } from '../contract.ts'
import {
  beginCode,
  changePassword,
  confirmCode,
  endOtherSessions,
  endSession,
  makePassword,
  makePen,
  prove,
  renewSession,
  saveProfile,
  stopCode,
  tellOfPassword,
} from './commands/account.ts'
import { accept, setUp, signIn, signOut } from './commands/enter.ts'
import { destroyKey, eraseMe } from './commands/erase.ts'
import { answerKeeper, askKeeper, callOffKeeper, stepDown, tellKeepers, tellOfKeeper } from './commands/keepers.ts'
import { askForLink, changeEmail, confirmEmail, signInByLink } from './commands/mailed.ts'
import { addOrganisation } from './commands/organisations.ts'
import {
  addPasskey,
  askForPasskey,
  passkeyDoor,
  passkeySignIn,
  removePasskey,
  tellOfPasskey,
} from './commands/passkeys.ts'
import { makePassphrase, provePassphrase } from './commands/passphrase.ts'
import { addProvider, allowMailedLinks, removeProvider } from './commands/place.ts'
import { endToken, listTokens, makeToken } from './commands/programs.ts'
import {
  askVouching,
  cancelWayBack,
  comeBackByCode,
  comeBackVouched,
  declineCodes,
  makeCodes,
  vouch,
} from './commands/recovery.ts'
import { beginSso, removeSso } from './commands/sso.ts'
import { listKeeperAsks, readKeepers } from './queries/keepers.ts'
import { listVouchingAsks, readVouching, readWayBack } from './queries/recovery.ts'
import { readPlaceSettings, readWaysHere, readWaysIn } from './queries/ways.ts'
import {
  listOrganisations,
  listSessions,
  readCodeSetUp,
  readInvitation,
  readMe,
  readPlace,
  readProfile,
  readSetUpLink,
  takeEverything,
} from './queries.ts'

export const procedures = {
  // At the door: nobody is signed in yet.
  place: open(peopleContract.place, readPlace),
  me: open(peopleContract.me, readMe),
  setUpLink: open(peopleContract.setUpLink, readSetUpLink),
  setUp: open(peopleContract.setUp, setUp),
  signIn: open(peopleContract.signIn, signIn),
  signOut: open(peopleContract.signOut, signOut),
  invitation: open(peopleContract.invitation, readInvitation),
  accept: open(peopleContract.accept, accept),
  passkeyDoor: open(peopleContract.passkeyDoor, passkeyDoor),
  passkeySignIn: open(peopleContract.passkeySignIn, passkeySignIn),
  // It hands this device a secret, which no kept answer may hold; it asks itself for a full session.
  makePen: open(peopleContract.makePen, makePen),
  makeToken: open(peopleContract.makeToken, makeToken),
  makeCodes: open(peopleContract.makeCodes, makeCodes),
  comeBackByCode: open(peopleContract.comeBackByCode, comeBackByCode),
  askVouching: open(peopleContract.askVouching, askVouching),
  vouching: open(peopleContract.vouching, readVouching),
  comeBackVouched: open(peopleContract.comeBackVouched, comeBackVouched),

  // Each says itself who may: at the door nobody is signed in, and a link carries whose it is.
  waysHere: open(peopleContract.waysHere, readWaysHere),
  askForLink: open(peopleContract.askForLink, askForLink),
  signInByLink: open(peopleContract.signInByLink, signInByLink),
  beginSso: open(peopleContract.beginSso, beginSso),
  changeEmail: open(peopleContract.changeEmail, changeEmail),
  confirmEmail: open(peopleContract.confirmEmail, confirmEmail),
  addProvider: open(peopleContract.addProvider, addProvider),

  waysIn: query(peopleContract.waysIn, readWaysIn),
  removeSso: mutation(peopleContract.removeSso, removeSso),
  makePassphrase: mutation(peopleContract.makePassphrase, makePassphrase, renewSession),
  provePassphrase: mutation(peopleContract.provePassphrase, provePassphrase, renewSession),
  placeSettings: query(peopleContract.placeSettings, readPlaceSettings),
  allowMailedLinks: mutation(peopleContract.allowMailedLinks, allowMailedLinks),
  removeProvider: mutation(peopleContract.removeProvider, removeProvider),

  keepers: query(peopleContract.keepers, readKeepers),
  askKeeper: mutation(peopleContract.askKeeper, askKeeper, tellKeepers('asked')),
  callOffKeeper: mutation(peopleContract.callOffKeeper, callOffKeeper),
  keeperAsks: query(peopleContract.keeperAsks, listKeeperAsks),
  answerKeeper: mutation(peopleContract.answerKeeper, answerKeeper, tellOfKeeper),
  stepDown: mutation(peopleContract.stepDown, stepDown, tellKeepers('left')),

  profile: query(peopleContract.profile, readProfile),
  saveProfile: mutation(peopleContract.saveProfile, saveProfile),
  sessions: query(peopleContract.sessions, listSessions),
  endSession: mutation(peopleContract.endSession, endSession),
  endOtherSessions: mutation(peopleContract.endOtherSessions, endOtherSessions),
  changePassword: mutation(peopleContract.changePassword, changePassword),
  makePassword: mutation(peopleContract.makePassword, makePassword, tellOfPassword),
  prove: mutation(peopleContract.prove, prove, renewSession),
  beginCode: mutation(peopleContract.beginCode, beginCode),
  codeSetUp: query(peopleContract.codeSetUp, readCodeSetUp),
  confirmCode: mutation(peopleContract.confirmCode, confirmCode),
  stopCode: mutation(peopleContract.stopCode, stopCode),
  passkeyAsk: query(peopleContract.passkeyAsk, askForPasskey),
  addPasskey: mutation(peopleContract.addPasskey, addPasskey, tellOfPasskey),
  removePasskey: mutation(peopleContract.removePasskey, removePasskey),
  tokens: query(peopleContract.tokens, listTokens),
  endToken: mutation(peopleContract.endToken, endToken),
  wayBack: query(peopleContract.wayBack, readWayBack),
  declineCodes: mutation(peopleContract.declineCodes, declineCodes),
  cancelWayBack: mutation(peopleContract.cancelWayBack, cancelWayBack),
  vouchingAsks: query(peopleContract.vouchingAsks, listVouchingAsks),
  vouch: mutation(peopleContract.vouch, vouch),
  everything: query(peopleContract.everything, takeEverything),
  eraseMe: mutation(peopleContract.eraseMe, eraseMe, destroyKey),
  organisations: query(peopleContract.organisations, listOrganisations),
  addOrganisation: mutation(peopleContract.addOrganisation, addOrganisation),
}
