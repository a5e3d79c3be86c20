// What the library adds to the procedures that everybody asks with every id: documents and their versions, evidence and what is
// said against it, and the maps, stories and designs of a space.
import { CARD } from './http.ts'

type Ask = (about: { id: string; address: string; word: string; spaces: string[]; evidence: string }) => object[]
const ARTEFACT = { title: 'Mine', purpose: '', fields: {}, mayGo: '', occasion: '', occasionOn: null }

export const LIBRARY_READS: Record<string, Ask> = {
  'library.documents': ({ id }) => [{ space: id }],
  'library.document': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'library.excerpts': ({ id, spaces }) => spaces.map((space) => ({ space, document: id })),
  'library.goingWith': ({ id, spaces }) => spaces.map((space) => ({ space, document: id })),
  'library.documentsGone': ({ id, spaces }) => [{ space: id }, ...spaces.map((space) => ({ space, id }))],
  'library.evidence': ({ id }) => [{ space: id }],
  'library.evidenceItem': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'library.artefacts': ({ id }) => [{ space: id }],
  'library.artefact': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'library.looksAgain': ({ id }) => [{ space: id }],
  'library.resting': ({ id, spaces, evidence }) => spaces.map((space) => ({ space, evidence: [id, evidence] })),
  'library.contests': ({ id, spaces, evidence }) => spaces.map((space) => ({ space, evidence: [id, evidence] })),
  'library.voices': ({ id }) => [{ space: id }],
  'library.find': ({ id, word }) => [
    { space: id, text: word },
    { space: id, text: 'planted' },
  ],
}

export const LIBRARY_CHANGES: Record<string, Ask> = {
  'library.paste': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, title: 'Mine', source: '', text: 'mine' })),
  'library.makeArtefact': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, sort: 'story', ...ARTEFACT, owner: null })),
  'library.editArtefact': ({ id, spaces }) =>
    spaces.map((space) => ({ space, id, version: 1, ...ARTEFACT, owner: null })),
  'library.lookAgain': ({ id, spaces }) => spaces.map((space) => ({ space, id, version: 1, on: '2099-01-01' })),
  'library.letStand': ({ id, spaces }) => spaces.map((space) => ({ space, id, ...ARTEFACT })),
  'library.link': ({ id, spaces }) =>
    spaces.map((space) => ({
      space,
      chapter: id,
      title: 'Mine',
      source: '',
      link: 'https://example.org/',
      text: 'mine',
      newer: { of: id },
    })),
  'library.editDocument': ({ id, spaces }) =>
    spaces.map((space) => ({ space, id, version: 1, title: 'Mine', source: '', dated: null })),
  'library.contest': ({ id, spaces }) => spaces.map((space) => ({ space, evidence: id, words: 'mine', as: 'mine' })),
  'library.takeBackContest': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'library.excerpt': ({ id, spaces }) =>
    spaces.map((space) => ({
      space,
      chapter: id,
      document: id,
      starts: 0,
      ends: 4,
      whose: { is: 'mine' },
      card: CARD,
    })),
  'library.addEvidence': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', whose: { is: 'mine' }, card: CARD })),
  'library.takeOutDocument': ({ id, spaces }) => spaces.map((space) => ({ space, document: id })),
  'library.takeOut': ({ id, spaces }) => spaces.map((space) => ({ space, id })),
  'library.editCard': ({ id, spaces }) => spaces.map((space) => ({ space, id, version: 1, card: CARD })),
}
