import { sayDay } from '#shared/day.ts'
import type { DocumentVersion } from '../contract/artefacts.ts'
import type { Contest, Document, DocumentLine, Evidence, Passage } from '../contract.ts'
import type { Reading } from './read/index.ts'

/** A row of evidence as the queries select it; the days are already in the space's zone. */
export type EvidenceRow = {
  id: string
  chapter_id: string
  version: number
  words: string | null
  attribution: string
  speaker_id: string | null
  speaker: string | null
  writer_id: string | null
  writer: string | null
  said_by: string
  method: string
  asked: string
  n: number | null
  dated: string | null
  limits: string
  disputed_by: string
  brought: boolean
  brought_on: string | null
  same_as: string | null
  valid_until: string | null
  made_on: string
  today: string
  document_id: string | null
  document_title: string | null
  document_dated: string | null
  starts: number | null
  ends: number | null
}

const NOTHING_KNOWN = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

/** Shapes evidence for one reader. What was taken back keeps its place and nothing else: no words, no name, no date. */
export function presentEvidence(row: EvidenceRow, contests: Contest[], reader: string): Evidence {
  if (row.words === null) {
    return {
      id: row.id,
      chapter: row.chapter_id,
      version: row.version,
      words: null,
      takenBack: true,
      whose: 'gone',
      by: 'Taken back. Its words are not here any more.',
      broughtIn: false,
      sameAs: null,
      until: null,
      card: NOTHING_KNOWN,
      contests: [],
      document: null,
      can: { edit: false, bring: false, takeOut: false },
    }
  }
  const whose = whoseIs(row, reader)
  return {
    id: row.id,
    chapter: row.chapter_id,
    version: row.version,
    words: row.words,
    takenBack: false,
    whose,
    by: sayBy(row, whose, reader),
    broughtIn: row.brought,
    sameAs: row.same_as,
    until: row.valid_until,
    card: {
      method: row.method,
      asked: row.asked,
      n: row.n,
      dated: row.dated,
      limits: row.limits,
      disputedBy: row.disputed_by,
    },
    contests,
    document:
      row.document_id === null || row.document_title === null
        ? null
        : {
            id: row.document_id,
            title: row.document_title,
            starts: row.starts!,
            ends: row.ends!,
            dated: row.document_dated,
          },
    can: { edit: !row.brought, bring: true, takeOut: whose === 'mine' && !row.brought },
  }
}

function whoseIs(row: EvidenceRow, reader: string): Evidence['whose'] {
  if (row.attribution === 'unnamed' || row.attribution === 'theme') return row.attribution
  if (row.attribution === 'role') return row.said_by === '' ? 'nobody' : 'role'
  return row.speaker_id === reader ? 'mine' : 'member'
}

function sayBy(row: EvidenceRow, whose: Evidence['whose'], reader: string): string {
  const name = row.speaker_id === reader ? 'You' : (row.speaker ?? (row.said_by || 'Somebody who is no longer here'))
  if (row.brought) {
    const from = whose === 'unnamed' ? 'Without a name' : whose === 'theme' ? 'As a theme' : name
    return `${from}, by consent, brought in${row.brought_on === null ? '' : `, ${sayDay(row.brought_on, row.today)}`}`
  }
  const day = sayDay(row.made_on, row.today)
  if (row.speaker_id !== null && row.speaker_id === row.writer_id) return `${name}, ${day}`
  const writer = row.writer_id === reader ? 'you' : row.writer
  const who = whose === 'role' ? row.said_by : whose === 'nobody' ? '' : name
  const kept = writer === null ? `kept ${day}` : `kept by ${writer}, ${day}`
  return who === '' ? kept.replace('kept', 'Kept') : `${who}, ${kept}`
}

export type DocumentRow = {
  id: string
  chapter_id: string
  title: string
  kind: string
  source: string
  dated: string | null
  on: string
  author_id: string | null
  author: string | null
  pages: number
  excerpts: number
  versions: number
}

/** Shapes a document as a line of a list. */
export function presentLine(row: DocumentRow, reader: string): DocumentLine {
  return {
    id: row.id,
    chapter: row.chapter_id,
    title: row.title,
    kind: row.kind as DocumentLine['kind'],
    source: row.source,
    dated: row.dated,
    on: row.on,
    by: bringer(row, reader),
    pages: row.pages,
    excerpts: row.excerpts,
    versions: row.versions,
  }
}

export type WholeRow = Omit<DocumentRow, 'pages' | 'excerpts' | 'versions'> & {
  text: string
  pages: unknown
  notes: string[]
  link: string
  version: number
  may_take_out: boolean
  file_id: string | null
  file_name: string | null
  file_size: number | null
}

/** Shapes a whole document with the places of its excerpts. */
export function presentDocument(
  row: WholeRow,
  excerpts: Document['excerpts'],
  versions: DocumentVersion[],
  artefact: Document['artefact'],
  reader: string,
): Document {
  return {
    id: row.id,
    chapter: row.chapter_id,
    title: row.title,
    kind: row.kind as Document['kind'],
    text: row.text,
    pages: row.pages as NonNullable<Reading['pages']>,
    notes: row.notes,
    source: row.source,
    link: row.link,
    dated: row.dated,
    version: row.version,
    on: row.on,
    by: bringer(row, reader),
    file:
      row.file_id === null || row.file_name === null
        ? null
        : { id: row.file_id, name: row.file_name, size: row.file_size ?? 0 },
    excerpts,
    versions,
    artefact,
    can: { takeOut: row.may_take_out },
  }
}

export function bringer(row: { author_id: string | null; author: string | null }, reader: string): string {
  return row.author_id === reader ? 'you' : (row.author ?? 'somebody who is no longer here')
}

/** What the search marks the found words with: two characters that no kept text holds. */
export const HIT = { start: '\u0002', end: '\u0003' }

/** Divides a marked passage into what was found and what stands round it. */
export function presentPassage(marked: string): Passage {
  return marked
    .split(HIT.start)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, hit: false }]
      const [hit = '', rest = ''] = part.split(HIT.end)
      return [
        { text: hit, hit: true },
        { text: rest, hit: false },
      ]
    })
    .filter((piece) => piece.text !== '')
}
