import { mutation, PROGRAMS, query } from '#platform/access/procedure.ts'
import { libraryContract } from '../contract.ts'
import { editArtefact, letStand, makeArtefact } from './commands/artefacts.ts'
import { contest, takeBackContest, withoutName } from './commands/contests.ts'
import { editDocument, keepLink, pasteText } from './commands/documents.ts'
import { cutExcerpt, editCard, takeOut, writeEvidence } from './commands/evidence.ts'
import { setLook } from './commands/looks.ts'
import { tieSame, untieSame } from './commands/same.ts'
import { signVersion } from './commands/sign.ts'
import { removeFile, takeOutDocument } from './commands/take-out.ts'
import { listArtefacts, readArtefact, restingOn } from './queries/artefacts.ts'
import { listContests } from './queries/contests.ts'
import { listDocuments, listExcerpts, readWhole } from './queries/documents.ts'
import { listEvidence, listVoices, readEvidence } from './queries/evidence.ts'
import { findWords } from './queries/find.ts'
import { goingWith, listGone } from './queries/going.ts'
import { keptFrom } from './queries/kept.ts'
import { listLooks } from './queries/looks.ts'

export const procedures = {
  artefacts: query(libraryContract.artefacts, listArtefacts, PROGRAMS),
  artefact: query(libraryContract.artefact, readArtefact, PROGRAMS),
  makeArtefact: mutation(libraryContract.makeArtefact, makeArtefact, undefined, PROGRAMS),
  editArtefact: mutation(libraryContract.editArtefact, editArtefact, undefined, PROGRAMS),
  letStand: mutation(libraryContract.letStand, letStand),
  looksAgain: query(libraryContract.looksAgain, listLooks, PROGRAMS),
  lookAgain: mutation(libraryContract.lookAgain, setLook),
  resting: query(libraryContract.resting, restingOn, PROGRAMS),
  documents: query(libraryContract.documents, listDocuments, PROGRAMS),
  document: query(libraryContract.document, readWhole, PROGRAMS),
  excerpts: query(libraryContract.excerpts, listExcerpts, PROGRAMS),
  paste: mutation(libraryContract.paste, pasteText, undefined, PROGRAMS),
  link: mutation(libraryContract.link, keepLink, undefined, PROGRAMS),
  editDocument: mutation(libraryContract.editDocument, editDocument, undefined, PROGRAMS),
  excerpt: mutation(libraryContract.excerpt, cutExcerpt, undefined, PROGRAMS),
  addEvidence: mutation(libraryContract.addEvidence, writeEvidence, undefined, PROGRAMS),
  editCard: mutation(libraryContract.editCard, editCard, undefined, PROGRAMS),
  contest: mutation(libraryContract.contest, contest, undefined, PROGRAMS, withoutName),
  contests: query(libraryContract.contests, listContests, PROGRAMS),
  takeBackContest: mutation(libraryContract.takeBackContest, takeBackContest),
  takeOut: mutation(libraryContract.takeOut, takeOut),
  goingWith: query(libraryContract.goingWith, goingWith),
  takeOutDocument: mutation(libraryContract.takeOutDocument, takeOutDocument, removeFile),
  documentsGone: query(libraryContract.documentsGone, listGone, PROGRAMS),
  evidence: query(libraryContract.evidence, listEvidence, PROGRAMS),
  evidenceItem: query(libraryContract.evidenceItem, readEvidence, PROGRAMS),
  keptFrom: query(libraryContract.keptFrom, keptFrom, PROGRAMS),
  signVersion: mutation(libraryContract.signVersion, signVersion),
  tieSame: mutation(libraryContract.tieSame, tieSame, undefined, PROGRAMS),
  untieSame: mutation(libraryContract.untieSame, untieSame, undefined, PROGRAMS),
  voices: query(libraryContract.voices, listVoices, PROGRAMS),
  find: query(libraryContract.find, findWords, PROGRAMS),
}
