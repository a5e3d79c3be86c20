import { mutation, query } from '#platform/access/procedure.ts'
import { libraryContract } from '../contract.ts'
import { pasteText } from './commands/documents.ts'
import { cutExcerpt, editCard, writeEvidence } from './commands/evidence.ts'
import { listDocuments, listExcerpts, readWhole } from './queries/documents.ts'
import { listEvidence, listVoices, readEvidence } from './queries/evidence.ts'
import { findWords } from './queries/find.ts'

export const procedures = {
  documents: query(libraryContract.documents, listDocuments),
  document: query(libraryContract.document, readWhole),
  excerpts: query(libraryContract.excerpts, listExcerpts),
  paste: mutation(libraryContract.paste, pasteText),
  excerpt: mutation(libraryContract.excerpt, cutExcerpt),
  addEvidence: mutation(libraryContract.addEvidence, writeEvidence),
  editCard: mutation(libraryContract.editCard, editCard),
  evidence: query(libraryContract.evidence, listEvidence),
  evidenceItem: query(libraryContract.evidenceItem, readEvidence),
  voices: query(libraryContract.voices, listVoices),
  find: query(libraryContract.find, findWords),
}
