import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { artefactsContract, DocumentVersion, Newer } from './contract/artefacts.ts'
import { keptContract } from './contract/kept.ts'
import { looksContract } from './contract/looks.ts'
import { sameContract } from './contract/same.ts'
import { takingOutContract } from './contract/taking-out.ts'

/** What is known about a piece of evidence: how it was come by, who was asked, how many, when, and what it cannot say. */
export const Card = z.strictObject({
  method: text(200),
  asked: text(300),
  n: z.int().min(0).max(10_000_000).nullable(),
  dated: Day.nullable(),
  limits: text(1000),
  disputedBy: text(500),
})
export type Card = z.infer<typeof Card>

/**
 * Whose words they are: the writer's own; those of a member, who is named and will be asked before they go anywhere;
 * somebody's who is told by their role only; or nobody's, as in a table of figures.
 */
export const Whose = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('mine') }),
  z.strictObject({ is: z.literal('member'), person: Id }),
  z.strictObject({ is: z.literal('role'), role: text(160, 1) }),
  z.strictObject({ is: z.literal('nobody') }),
])
export type Whose = z.infer<typeof Whose>

/** A dispute beside a piece of evidence, in its author's words. `by` is null where somebody among us stands for it without a name. */
export const Contest = z.object({
  id: Id,
  words: z.string(),
  by: z.string().nullable(),
  on: Day,
  can: z.object({ takeBack: z.boolean() }),
})
export type Contest = z.infer<typeof Contest>

/** A piece of evidence as it is shown. Taken back: no words, no name, no date. */
export const Evidence = z.object({
  id: Id,
  chapter: Id,
  version: z.int(),
  words: z.string().nullable(),
  takenBack: z.boolean(),
  whose: z.enum(['mine', 'member', 'role', 'nobody', 'unnamed', 'theme', 'gone']),
  /** The line under the words: "Without a name, by consent, brought in, 22 October". */
  by: z.string(),
  broughtIn: z.boolean(),
  /** Another piece that says the same, under which it is shown. */
  sameAs: Id.nullable(),
  until: Day.nullable(),
  card: Card,
  contests: z.array(Contest),
  document: z.object({ id: Id, title: z.string(), starts: z.int(), ends: z.int(), dated: Day.nullable() }).nullable(),
  can: z.object({ edit: z.boolean(), bring: z.boolean(), takeOut: z.boolean() }),
})
export type Evidence = z.infer<typeof Evidence>

export const KINDS = ['txt', 'docx', 'odt', 'pdf', 'csv', 'xlsx', 'pasted', 'link', 'picture'] as const
/** A document as a line of a list. `on` is the day it was brought in, `dated` the day it was made or said, where that is known. */
export const DocumentLine = z.object({
  id: Id,
  chapter: Id,
  title: z.string(),
  kind: z.enum(KINDS),
  source: z.string(),
  dated: Day.nullable(),
  on: Day,
  by: z.string(),
  pages: z.int(),
  excerpts: z.int(),
  /** How many versions of it the reader may see. */
  versions: z.int(),
})
export type DocumentLine = z.infer<typeof DocumentLine>

const Excerpt = z.object({ id: Id, starts: z.int(), ends: z.int() })
/** The whole text. Offsets everywhere are in UTF-16 units of `text`, as JavaScript counts. */
export const Document = z.object({
  id: Id,
  chapter: Id,
  title: z.string(),
  kind: z.enum(KINDS),
  text: z.string(),
  pages: z.array(z.object({ start: z.int(), label: z.string() })),
  notes: z.array(z.string()),
  source: z.string(),
  /** Where it stands in the web, as somebody typed it: kept in words and never fetched by the place. */
  link: z.string(),
  dated: Day.nullable(),
  version: z.int(),
  on: Day,
  by: z.string(),
  file: z.object({ id: Id, name: z.string(), size: z.int() }).nullable(),
  excerpts: z.array(Excerpt),
  /** All of its versions that the reader may see, oldest first, this one among them. */
  versions: z.array(DocumentVersion),
  artefact: z.object({ id: Id, title: z.string() }).nullable(),
  can: z.object({ takeOut: z.boolean() }),
})
export type Document = z.infer<typeof Document>

/** A passage around what was found; `hit` marks the found words. */
const Passage = z.array(z.object({ text: z.string(), hit: z.boolean() }))
export type Passage = z.infer<typeof Passage>
/** One thing found, in the order of how well it fits. */
export const Found = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('evidence'),
    id: Id,
    title: z.null(),
    words: z.string(),
    item: Evidence,
    passage: Passage,
  }),
  z.object({
    kind: z.literal('document'),
    id: Id,
    title: z.string(),
    words: z.null(),
    item: DocumentLine,
    passage: Passage,
  }),
])
export type Found = z.infer<typeof Found>

const inSpace = { space: Id, chapter: Id }
/** By when it came here, newest first, or by the day it is about. */
const Sort = z.enum(['newest', 'day']).default('newest')
const Brought = {
  title: text(300, 1),
  source: text(500),
  dated: Day.nullable().optional(),
  newer: Newer.optional(),
}
export const WebAddress = text(2000, 1).refine(
  (value) => /^https?:\/\/[^\s/?#]+\S*$/i.test(value.trim()),
  'A web address begins with https:// or http://, and has no spaces.',
)

/** The line-by-line answer of `POST /files/import?space=…&chapter=…&attempt=…`; the last one says how it went. `on`: since when it was here. */
export type ImportLine =
  | { progress: [done: number, total: number] }
  | { ok: true; id: string; already: boolean; on: string | null }
  | { ok: false; reason: string; sentence: string }

export const libraryContract = {
  ...artefactsContract,
  ...keptContract,
  ...looksContract,
  ...sameContract,
  ...takingOutContract,
  documents: oc
    .route({ method: 'GET', path: '/library/documents', summary: 'The documents of a space.' })
    .input(
      z.strictObject({
        space: Id,
        cursor: Id.optional(),
        kind: z.enum(KINDS).optional(),
        /** Of each line of versions the newest that the reader may see; otherwise all of them. */
        newest: z.literal(true).optional(),
        sort: Sort,
      }),
    )
    .output(z.object({ items: z.array(DocumentLine), next: Id.nullable() })),
  document: oc
    .route({
      method: 'GET',
      path: '/library/document',
      summary: 'One document with its text. Places in it never move.',
    })
    .input(z.strictObject({ space: Id, id: Id }))
    .output(Document),
  /** Where excerpts were cut from a document: asked for on its own, so that a long text is fetched once. */
  excerpts: oc
    .route({
      method: 'GET',
      path: '/library/excerpts',
      summary: 'What was kept of a document as evidence, by its places.',
    })
    .input(z.strictObject({ space: Id, document: Id }))
    .output(z.array(Excerpt)),
  paste: oc
    .route({ method: 'POST', path: '/library/paste', summary: 'Bring in a text.' })
    .input(Attempt.extend({ ...inSpace, ...Brought, text: text(400_000, 1) }))
    .output(answer({ id: Id })),
  link: oc
    .route({
      method: 'POST',
      path: '/library/link',
      summary: 'Keep a web address as a source, with what it says in words. It is never fetched.',
    })
    .input(Attempt.extend({ ...inSpace, ...Brought, link: WebAddress, text: text(400_000, 1) }))
    .output(answer({ id: Id })),
  editDocument: oc
    .route({
      method: 'POST',
      path: '/library/edit-document',
      summary: 'Change what a document is called, where it is from, and the day it was made.',
    })
    .input(
      Attempt.extend({
        space: Id,
        id: Id,
        version: z.int().min(1),
        title: text(300, 1),
        source: text(500),
        dated: Day.nullable(),
      }),
    )
    .output(answer({ id: Id, version: z.int() })),
  excerpt: oc
    .route({ method: 'POST', path: '/library/excerpt', summary: 'Keep words of a document as evidence.' })
    .input(
      Attempt.extend({
        ...inSpace,
        document: Id,
        starts: z.int().min(0),
        ends: z.int().min(1),
        whose: Whose,
        card: Card,
      }),
    )
    .output(answer({ id: Id })),
  addEvidence: oc
    .route({ method: 'POST', path: '/library/add-evidence', summary: 'Write down a piece of evidence.' })
    .input(Attempt.extend({ ...inSpace, words: text(5000, 1), whose: Whose, card: Card }))
    .output(answer({ id: Id })),
  editCard: oc
    .route({ method: 'POST', path: '/library/edit-card', summary: 'Change what is known about a piece of evidence.' })
    .input(Attempt.extend({ space: Id, id: Id, version: z.int().min(1), card: Card }))
    .output(answer({ id: Id, version: z.int() })),
  contest: oc
    .route({
      method: 'POST',
      path: '/library/contest',
      summary: 'Put a dispute beside a piece of evidence, in your own words.',
    })
    .input(Attempt.extend({ space: Id, evidence: Id, words: text(2000, 1), as: z.enum(['mine', 'among_us']) }))
    // No id: of what stands without a name nothing may lead back to whoever wrote it.
    .output(answer({})),
  contests: oc
    .route({ method: 'GET', path: '/library/contests', summary: 'The disputes beside pieces of evidence.' })
    .input(z.strictObject({ space: Id, evidence: z.array(Id).max(200) }))
    .output(z.array(Contest.extend({ evidence: Id }))),
  takeBackContest: oc
    .route({ method: 'POST', path: '/library/takeBackContest' })
    .input(Attempt.extend({ space: Id, id: Id }))
    .output(answer({ id: Id })),
  /** The reader's own words leave the space, whoever typed them; what was built on them forgets them too. */
  takeOut: oc
    .route({ method: 'POST', path: '/library/takeOut' })
    .input(Attempt.extend({ space: Id, id: Id }))
    .output(answer({ id: Id })),
  evidence: oc
    .route({ method: 'GET', path: '/library/evidence', summary: 'The evidence of a space, newest first.' })
    .input(
      z.strictObject({
        space: Id,
        cursor: Id.optional(),
        whose: z.enum(['mine', 'member', 'role', 'nobody', 'unnamed', 'theme']).optional(),
        contested: z.literal(true).optional(),
        sort: Sort,
      }),
    )
    .output(z.object({ items: z.array(Evidence), next: Id.nullable() })),
  evidenceItem: oc
    .route({ method: 'GET', path: '/library/evidence-item', summary: 'One piece of evidence, and what rests on it.' })
    .input(z.strictObject({ space: Id, id: Id }))
    .output(Evidence),
  /** Who in this space could have said it: its members now, by name. */
  voices: oc
    .route({ method: 'GET', path: '/library/voices', summary: 'Whose words a piece of evidence may be said to be.' })
    .input(z.strictObject({ space: Id }))
    .output(z.array(z.object({ id: Id, name: z.string() }))),
  find: oc
    .route({ method: 'GET', path: '/library/find', summary: 'Search documents and evidence of a space.' })
    .input(
      z.strictObject({
        space: Id,
        text: text(200, 1),
        kind: z.enum(['evidence', 'document']).optional(),
        /** Only what is about these days: by its own day, else by the day it was written down. */
        from: Day.optional(),
        to: Day.optional(),
        /** Instead: six weeks on either side of this day a year ago, where the space is. */
        lastYear: z.literal(true).optional(),
        cursor: z.string().max(100).optional(),
      }),
    )
    .output(z.object({ items: z.array(Found), next: z.string().nullable(), from: Day.nullable(), to: Day.nullable() })),
}
