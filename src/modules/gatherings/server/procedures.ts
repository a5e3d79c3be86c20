import { GUESTS, mutation, open, query } from '#platform/access/procedure.ts'
import { gatheringsContract } from '../contract.ts'
import { sayActuals } from './commands/actuals.ts'
import { addItem, changeItem, moveItem, removeItem } from './commands/agenda.ts'
import { cancelGathering, changeGathering, planGathering } from './commands/call.ts'
import {
  closeGathering,
  comeIn,
  comeInAsGuest,
  comeInFromAbove,
  letIn,
  openDoors,
  readDoor,
  runWith,
  turnAway,
} from './commands/doors.ts'
import { keepApart, regroup, reseat } from './commands/groups.ts'
import { letGo, nameTheme, sayAsked, takeMineBack } from './commands/harvest.ts'
import { forgetCookie, leaveRoom } from './commands/leave.ts'
import { keepOutput, makeAction, signOutput, takeOutputBack } from './commands/outputs.ts'
import { putSheet, takeSheetOut } from './commands/paper.ts'
import { changeLine, putIn, takeOut } from './commands/put.ts'
import { endRehearsal, rehearse, rehearseOthers } from './commands/rehearse.ts'
import { keepSpeakers, takeRole } from './commands/roles.ts'
import { begin, move } from './commands/run.ts'
import { keepShare, readToldBack } from './commands/share.ts'
import {
  notePaid,
  readSlip,
  slipAddress,
  slipAnswer,
  slipLetGo,
  slipOutputs,
  slipSign,
  slipTakeBack,
  takeSlip,
} from './commands/slips.ts'
import { ownTables, sayAtTable, sitAt } from './commands/tables.ts'
import { bringTogether, offerTopics, tickTopics } from './commands/topics.ts'
import { nudge, takeTurn } from './commands/turns.ts'
import { giveWay, tableGoes } from './commands/ways.ts'
import { setWork } from './commands/work.ts'
import { invitations } from './procedures/invitations.ts'
import { roundIt } from './procedures/round-it.ts'
import { comingGatherings, listGatherings, readGathering } from './queries/calls.ts'
import { listGroups, myApart } from './queries/groups.ts'
import { listOwed, readHarvest } from './queries/harvest.ts'
import { readHeard } from './queries/heard.ts'
import { readKeeps } from './queries/keeps.ts'
import { listLines } from './queries/lines.ts'
import { readOutputs } from './queries/outputs.ts'
import { listPeople } from './queries/people.ts'
import { readAgenda, readNow } from './queries/room.ts'
import { readTables } from './queries/tables.ts'
import { readToSense } from './queries/to-sense.ts'
import { readTopics } from './queries/topics.ts'
import { readTrend } from './queries/trend.ts'
import { readVoices } from './queries/voices.ts'
import { readTableStep } from './queries/ways.ts'

/** An id made on the device makes a repeat harmless, so no attempt is kept: it would say who did what, and when. */
const byItsId = () => true

export const procedures = {
  list: query(gatheringsContract.list, listGatherings),
  coming: query(gatheringsContract.coming, comingGatherings),
  one: query(gatheringsContract.one, readGathering),
  plan: mutation(gatheringsContract.plan, planGathering),
  change: mutation(gatheringsContract.change, changeGathering),
  cancel: mutation(gatheringsContract.cancel, cancelGathering),
  agenda: query(gatheringsContract.agenda, readAgenda),
  toSense: query(gatheringsContract.toSense, readToSense),
  addItem: mutation(gatheringsContract.addItem, addItem),
  changeItem: mutation(gatheringsContract.changeItem, changeItem),
  moveItem: mutation(gatheringsContract.moveItem, moveItem),
  removeItem: mutation(gatheringsContract.removeItem, removeItem),
  openDoors: mutation(gatheringsContract.openDoors, openDoors),
  close: mutation(gatheringsContract.close, closeGathering),
  rehearse: mutation(gatheringsContract.rehearse, rehearse),
  rehearseOthers: mutation(gatheringsContract.rehearseOthers, rehearseOthers),
  endRehearsal: mutation(gatheringsContract.endRehearsal, endRehearsal),
  door: open(gatheringsContract.door, readDoor),
  comeIn: mutation(gatheringsContract.comeIn, comeIn),
  comeInAsGuest: open(gatheringsContract.comeInAsGuest, comeInAsGuest),
  comeInFromAbove: mutation(gatheringsContract.comeInFromAbove, comeInFromAbove),
  letIn: mutation(gatheringsContract.letIn, letIn, undefined, GUESTS),
  turnAway: mutation(gatheringsContract.turnAway, turnAway),
  leave: mutation(gatheringsContract.leave, leaveRoom, forgetCookie, GUESTS),
  runWith: mutation(gatheringsContract.runWith, runWith),
  people: query(gatheringsContract.people, listPeople, GUESTS),
  now: query(gatheringsContract.now, readNow, GUESTS),
  lines: query(gatheringsContract.lines, listLines, GUESTS),
  begin: mutation(gatheringsContract.begin, begin),
  move: mutation(gatheringsContract.move, move),
  groups: query(gatheringsContract.groups, listGroups, GUESTS),
  regroup: mutation(gatheringsContract.regroup, regroup),
  reseat: mutation(gatheringsContract.reseat, reseat),
  apart: query(gatheringsContract.apart, myApart, GUESTS),
  keepApart: mutation(gatheringsContract.keepApart, keepApart, undefined, GUESTS, byItsId),
  takeRole: mutation(gatheringsContract.takeRole, takeRole, undefined, GUESTS),
  harvest: query(gatheringsContract.harvest, readHarvest, GUESTS),
  letGo: mutation(gatheringsContract.letGo, letGo, undefined, GUESTS, byItsId),
  sayAsked: mutation(gatheringsContract.sayAsked, sayAsked, undefined, GUESTS, byItsId),
  takeMineBack: mutation(gatheringsContract.takeMineBack, takeMineBack, undefined, GUESTS, byItsId),
  nameTheme: mutation(gatheringsContract.nameTheme, nameTheme),
  outputs: query(gatheringsContract.outputs, readOutputs, GUESTS),
  keepOutput: mutation(gatheringsContract.keepOutput, keepOutput),
  takeOutputBack: mutation(gatheringsContract.takeOutputBack, takeOutputBack),
  signOutput: mutation(gatheringsContract.signOutput, signOutput, undefined, GUESTS, byItsId),
  makeAction: mutation(gatheringsContract.makeAction, makeAction),
  slipOutputs: open(gatheringsContract.slipOutputs, slipOutputs),
  slipSign: open(gatheringsContract.slipSign, slipSign),
  takeSlip: mutation(gatheringsContract.takeSlip, takeSlip, undefined, GUESTS, byItsId),
  owed: query(gatheringsContract.owed, listOwed),
  notePaid: mutation(gatheringsContract.notePaid, notePaid),
  slip: open(gatheringsContract.slip, readSlip),
  slipLetGo: open(gatheringsContract.slipLetGo, slipLetGo),
  slipAnswer: open(gatheringsContract.slipAnswer, slipAnswer),
  slipTakeBack: open(gatheringsContract.slipTakeBack, slipTakeBack),
  doorWork: open(gatheringsContract.doorWork, setWork),
  keepShare: mutation(gatheringsContract.keepShare, keepShare),
  toldBack: open(gatheringsContract.toldBack, readToldBack),
  slipAddress: open(gatheringsContract.slipAddress, slipAddress),
  heard: query(gatheringsContract.heard, readHeard),
  keeps: query(gatheringsContract.keeps, readKeeps),
  turn: mutation(gatheringsContract.turn, takeTurn, undefined, GUESTS),
  nudge: mutation(gatheringsContract.nudge, nudge, undefined, undefined, byItsId),
  sayActuals: mutation(gatheringsContract.sayActuals, sayActuals),
  tables: query(gatheringsContract.tables, readTables),
  ownTables: mutation(gatheringsContract.ownTables, ownTables),
  sitAt: mutation(gatheringsContract.sitAt, sitAt, undefined, GUESTS),
  sayAtTable: mutation(gatheringsContract.sayAtTable, sayAtTable, undefined, GUESTS),
  tableGoes: mutation(gatheringsContract.tableGoes, tableGoes, undefined, GUESTS),
  giveWay: mutation(gatheringsContract.giveWay, giveWay),
  tableStep: query(gatheringsContract.tableStep, readTableStep),
  trend: query(gatheringsContract.trend, readTrend),
  topics: query(gatheringsContract.topics, readTopics),
  offerTopics: mutation(gatheringsContract.offerTopics, offerTopics),
  tickTopics: mutation(gatheringsContract.tickTopics, tickTopics, undefined, undefined, byItsId),
  bringTogether: mutation(gatheringsContract.bringTogether, bringTogether),
  voices: query(gatheringsContract.voices, readVoices),
  keepSpeakers: mutation(gatheringsContract.keepSpeakers, keepSpeakers, undefined, GUESTS, byItsId),
  put: mutation(gatheringsContract.put, putIn, undefined, GUESTS, byItsId),
  changeLine: mutation(gatheringsContract.changeLine, changeLine, undefined, GUESTS, byItsId),
  takeOut: mutation(gatheringsContract.takeOut, takeOut, undefined, GUESTS, byItsId),
  putSheet: mutation(gatheringsContract.putSheet, putSheet, undefined, undefined, byItsId),
  takeSheetOut: mutation(gatheringsContract.takeSheetOut, takeSheetOut, undefined, undefined, byItsId),
  ...invitations,
  ...roundIt,
}
