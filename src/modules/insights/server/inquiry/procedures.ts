import { mutation, PROGRAMS, query } from '#platform/access/procedure.ts'
import { inquiryContract as contract } from '../../contract/inquiry.ts'
import { editAim, setAim } from './commands/aims.ts'
import { consolidate, sayScale } from './commands/consolidate.ts'
import { editCycle, editExperiment, endExperiment, moveCycle, startCycle, tryOut } from './commands/cycles.ts'
import {
  askQuestion,
  editAssumption,
  editQuestion,
  settleAssumption,
  settleQuestion,
  writeAssumption,
} from './commands/questions.ts'
import { tie, untie } from './commands/ties.ts'
import { listAims, readAim } from './queries/aims.ts'
import { readAround, readOverview } from './queries/around.ts'
import { listCycles, listExperiments, readCycle } from './queries/cycles.ts'
import { listAssumptions, listChoices, listQuestions, readQuestion } from './queries/questions.ts'

/** What a space wants to find out, and how it goes about it. */
export const inquiry = {
  questions: query(contract.questions, listQuestions, PROGRAMS),
  question: query(contract.question, readQuestion, PROGRAMS),
  askQuestion: mutation(contract.askQuestion, askQuestion, undefined, PROGRAMS),
  editQuestion: mutation(contract.editQuestion, editQuestion, undefined, PROGRAMS),
  settleQuestion: mutation(contract.settleQuestion, settleQuestion, undefined, PROGRAMS),
  assumptions: query(contract.assumptions, listAssumptions, PROGRAMS),
  writeAssumption: mutation(contract.writeAssumption, writeAssumption, undefined, PROGRAMS),
  editAssumption: mutation(contract.editAssumption, editAssumption, undefined, PROGRAMS),
  settleAssumption: mutation(contract.settleAssumption, settleAssumption, undefined, PROGRAMS),
  tie: mutation(contract.tie, tie, undefined, PROGRAMS),
  untie: mutation(contract.untie, untie, undefined, PROGRAMS),
  cycles: query(contract.cycles, listCycles, PROGRAMS),
  cycle: query(contract.cycle, readCycle, PROGRAMS),
  startCycle: mutation(contract.startCycle, startCycle, undefined, PROGRAMS),
  editCycle: mutation(contract.editCycle, editCycle, undefined, PROGRAMS),
  moveCycle: mutation(contract.moveCycle, moveCycle, undefined, PROGRAMS),
  experiments: query(contract.experiments, listExperiments, PROGRAMS),
  tryOut: mutation(contract.tryOut, tryOut, undefined, PROGRAMS),
  editExperiment: mutation(contract.editExperiment, editExperiment, undefined, PROGRAMS),
  endExperiment: mutation(contract.endExperiment, endExperiment, undefined, PROGRAMS),
  aims: query(contract.aims, listAims, PROGRAMS),
  aim: query(contract.aim, readAim, PROGRAMS),
  setAim: mutation(contract.setAim, setAim, undefined, PROGRAMS),
  editAim: mutation(contract.editAim, editAim, undefined, PROGRAMS),
  around: query(contract.around, readAround, PROGRAMS),
  overview: query(contract.overview, readOverview, PROGRAMS),
  consolidate: mutation(contract.consolidate, consolidate, undefined, PROGRAMS),
  scale: mutation(contract.scale, sayScale, undefined, PROGRAMS),
  choices: query(contract.choices, listChoices, PROGRAMS),
}
