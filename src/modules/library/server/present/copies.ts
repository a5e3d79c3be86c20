import { sameSaid } from '#modules/crossings/server/index.ts'
import type { OpenKind } from '#platform/copies/kinds.ts'
import { INDEXED } from '../commands/documents.ts'

const NAMED = 'Somebody who is no longer here'
/** The first of the versions that a document is one of. */
const LINE = (of: string): string => `coalesce(${of}.line_id, ${of}.id)`
const WITHOUT: Record<string, string> = { unnamed: 'Without a name', theme: 'As a theme' }

/** Documents with their text, and the evidence cut from them, as a copy of a space tells them. */
export const openKinds: OpenKind[] = [
  {
    ...{ kind: 'file', title: 'Files as they were handed in', table: 'file', words: 'name', day: null, file: true },
    columns: ['name', 'size'],
  },
  {
    ...{ kind: 'artefact', title: 'Maps, stories, data and designs', table: 'artefact', words: 'title' },
    columns: ['sort', 'title', 'purpose', 'fields', 'may_go', 'occasion', 'occasion_on', 'look_on'],
    ...{ by: 'author_id', own: 't.author_id = me()' },
    says: { owner: `coalesce((select o.name from person o where o.id = t.owner_id), '${NAMED}')` },
  },
  {
    ...{ kind: 'document', title: 'Documents', table: 'document', words: 'text' },
    columns: [
      ...['title', 'kind', 'text', 'pages', 'notes', 'source', 'link', 'dated'],
      ...['number', 'changed', 'occasion', 'occasion_on'],
    ],
    maybe: ['file_id', 'artefact_id', 'line_id'],
    // Of a line of versions only what the reader reads: numbered from one, and tied to the first of those.
    told: {
      number: `(select count(*)::int from document d where d.space_id = t.space_id and ${LINE('d')} = ${LINE('t')} and d.number <= t.number)`,
      line_id: `(select nullif(f.id, t.id) from document f where f.space_id = t.space_id and ${LINE('f')} = ${LINE('t')} order by f.number limit 1)`,
    },
    ...{ by: 'author_id', own: 't.author_id = me()' },
    derived: {
      tsv: `setweight(to_tsvector($lang, r.title), 'A') || to_tsvector($lang, left(r.text, ${INDEXED}))`,
    },
  },
  {
    ...{ kind: 'evidence', title: 'Evidence', table: 'evidence', words: 'words' },
    columns: [
      ...['words', 'starts', 'ends', 'attribution', 'method', 'asked', 'n', 'dated', 'limits', 'disputed_by'],
      ...['brought_on', 'valid_until'],
    ],
    maybe: ['document_id'],
    ...{ by: 'author_id', own: 't.speaker_id = me() and t.crossing_id is null' },
    // What was taken back is no more than its place.
    only: 't.words is not null',
    unnamed: "t.attribution in ('unnamed', 'theme')",
    says: {
      who: `case t.attribution when 'named' then coalesce((select s.name from person s where s.id = t.speaker_id), nullif(t.said_by, ''), '${NAMED}')
        when 'role' then nullif(t.said_by, '') end`,
    },
    derived: { tsv: 'to_tsvector($lang, r.words)' },
    back(line, copy) {
      const document = line.document_id === undefined ? undefined : copy.line('document', line.document_id)
      const words = String(line.words)
      if (document !== undefined && String(document.text).slice(Number(line.starts), Number(line.ends)) !== words)
        return null
      const loose = document === undefined ? { starts: null, ends: null } : {}
      if (line.own && copy.mine)
        return { row: { ...loose, attribution: 'named', speaker_id: copy.me, said_by: '', brought_on: null } }
      // Nobody's account stands under words that came with a file, and no such words pretend to be a live crossing: both
      // are told in words, and kept so for the next copy.
      const who = String(line.who ?? WITHOUT[String(line.attribution)] ?? '')
      const from = line.brought_on === undefined ? who : [who, 'brought in from elsewhere'].filter(Boolean).join(', ')
      return {
        row: {
          ...{ ...loose, attribution: 'role', said_by: from.slice(0, 160), brought_on: null },
          ...(line.on === undefined && line.brought_on !== undefined ? { made_at: line.brought_on } : {}),
        },
        says: { attribution: line.attribution, who: line.who ?? null, brought_on: line.brought_on },
      }
    },
  },
  {
    ...{ kind: 'contest', title: 'What is disputed', table: 'contest', words: 'words' },
    columns: ['words'],
    refs: ['evidence_id'],
    ...{ by: 'author_id', own: 't.author_id = me()' },
    unnamed: 't.author_id is null',
    only: 'exists (select from evidence e where e.space_id = t.space_id and e.id = t.evidence_id and e.words is not null)',
  },
  sameSaid,
]
