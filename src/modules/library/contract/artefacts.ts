import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Hands, KeptVersion } from './kept.ts'

/** Where a newer version stands in its line: the artefact or the document it is a version of, what changed, and on which occasion. */
export const Newer = z.strictObject({
  of: Id.optional(),
  artefact: Id.optional(),
  changed: text(1000).optional(),
  occasion: text(200).optional(),
  occasionOn: Day.nullable().optional(),
})
export type Newer = z.infer<typeof Newer>

/** One of the versions of a document: what changed in it, and on which occasion. */
export const DocumentVersion = z.object({
  id: Id,
  title: z.string(),
  kind: z.string(),
  dated: Day.nullable(),
  on: Day,
  by: z.string(),
  changed: z.string(),
  occasion: z.string(),
  occasionOn: Day.nullable(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/**
 * What a space makes: a map or diagram, a story, evidence as data, a design of what could be, a statement of its own. What is asked of each kind
 * besides is data: these keys and no others, all of them words, all of them optional.
 */
export const FIELDS = {
  representation: ['shows', 'reading', 'left_out'],
  story: ['told_by', 'about_when', 'turns_on'],
  data: ['gathered', 'one_row', 'period'],
  projection: ['by_when', 'assumes', 'different'],
  statement: ['holds_for', 'look_again'],
} as const
export const ArtefactSort = z.enum(['representation', 'story', 'data', 'projection', 'statement'])
export type ArtefactSort = z.infer<typeof ArtefactSort>
const Fields = z.record(z.string().max(40), text(1000))

/** One thing that rests on evidence: in the words of whoever reads it, with the way there. */
export const Resting = z.object({ evidence: Id, sort: z.enum(['insight']), words: z.string(), to: z.string() })

const ArtefactLine = z.object({
  id: Id,
  chapter: Id,
  sort: ArtefactSort,
  title: z.string(),
  purpose: z.string(),
  owner: z.string(),
  on: Day,
  /** In the standing chapter: read by everybody who is or comes in. */
  stands: z.boolean(),
})
export type ArtefactLine = z.infer<typeof ArtefactLine>
const Artefact = ArtefactLine.extend({
  ownerId: Id.nullable(),
  fields: z.record(z.string(), z.string()),
  mayGo: z.string(),
  occasion: z.string(),
  occasionOn: Day.nullable(),
  /** The day on which it is looked at again. */
  lookOn: Day.nullable(),
  version: z.int(),
  by: z.string(),
  /** Of a draft: what was made of it for everybody, where the reader may see it. */
  standsAs: Id.nullable(),
  versions: z.array(DocumentVersion),
  /** Of its versions, those that a room kept. */
  kept: z.array(KeptVersion),
  hands: z.array(Hands),
  /** The evidence that was cut from its versions, and what rests on that. */
  evidence: z.array(z.object({ id: Id, words: z.string() })),
  resting: z.array(Resting),
  can: z.object({ edit: z.boolean(), stand: z.boolean() }),
})
export type Artefact = z.infer<typeof Artefact>

const Said = {
  title: text(300, 1),
  purpose: text(1000),
  fields: Fields,
  mayGo: text(500),
  occasion: text(200),
  occasionOn: Day.nullable(),
}

export const artefactsContract = {
  artefacts: oc
    .route({
      method: 'GET',
      path: '/library/artefacts',
      summary: 'The maps, stories, data and designs of a space.',
    })
    .input(z.strictObject({ space: Id, cursor: Id.optional(), sort: ArtefactSort.optional() }))
    .output(z.object({ items: z.array(ArtefactLine), next: Id.nullable() })),
  artefact: oc
    .route({
      method: 'GET',
      path: '/library/artefact',
      summary: 'One of them, with its versions and what rests on it.',
    })
    .input(z.strictObject({ space: Id, id: Id }))
    .output(Artefact),
  makeArtefact: oc
    .route({
      method: 'POST',
      path: '/library/make-artefact',
      summary: 'Begin a map, a story, a set of data or a design. Its versions are brought in after it.',
    })
    .input(Attempt.extend({ space: Id, chapter: Id, sort: ArtefactSort, ...Said, owner: Id.nullable() }))
    .output(answer({ id: Id })),
  editArtefact: oc
    .route({ method: 'POST', path: '/library/edit-artefact', summary: 'Change what is said of it.' })
    .input(Attempt.extend({ space: Id, id: Id, version: z.int().min(1), ...Said, owner: Id.nullable() }))
    .output(answer({ id: Id, version: z.int() })),
  /** Its newest version stands for everybody who is or comes in: a copy in the standing chapter, said by whoever brought it. */
  letStand: oc
    .route({ method: 'POST', path: '/library/letStand' })
    .input(Attempt.extend({ space: Id, id: Id, ...Said }))
    .output(answer({ id: Id })),
  resting: oc
    .route({ method: 'GET', path: '/library/resting', summary: 'What rests on pieces of evidence.' })
    .input(z.strictObject({ space: Id, evidence: z.array(Id).max(200) }))
    .output(z.array(Resting)),
}
