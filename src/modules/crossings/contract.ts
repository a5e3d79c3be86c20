import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { requestsContract } from './contract/requests.ts'

/** What may leave: a line of one's own journal, or an item of evidence. */
export const SourceKind = z.enum(['entry', 'evidence'])
/** How it goes: the words with the name, the words without it, or one sentence that gives the theme. */
export const Form = z.enum(['words', 'unnamed', 'theme'])
export type Form = z.infer<typeof Form>
/** `open` waits for people's answers; silence means it stays. */
export const State = z.enum(['not_settled', 'went', 'stays', 'taken_back'])
export type State = z.infer<typeof State>
export const MOST_CHARACTERS = 5000

const Reach = z.object({ person: z.enum(['first', 'second', 'third']), sentence: z.string() })
const Target = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  kind: z.string(),
  reach: Reach,
  member: z.boolean(),
})
export type Target = z.infer<typeof Target>

/** Who sees it at a post outside, said by the place: on the screen before it goes, and to whoever is asked. */
export function postAudience(post: { title: string; holder: string }): string {
  const held = post.holder === '' ? '' : `, now ${post.holder}`
  return `Whoever holds the post “${post.title}”${held}, by a link of their own, for 60 days. They see these words and nothing round them; their answer comes to whoever brings this, and to nobody else.`
}

const Mine = z.object({
  id: Id,
  /** Null once they stay or were taken back: nothing is kept of them then. */
  words: z.string().nullable(),
  form: Form,
  /** `said`: my words. `brought`: somebody else's, which I asked to bring. `may_be_mine`: typed for somebody unknown; I said yes. */
  part: z.enum(['said', 'brought', 'may_be_mine']),
  from: z.object({ kind: z.enum(['journal', 'space']), name: z.string() }),
  to: z.object({ name: z.string(), address: z.string().nullable() }),
  audience: z.string(),
  purpose: z.string(),
  /** The organisations whose name goes along. */
  names: z.array(z.string()),
  /** The day it was asked, and the day it went; never an hour. */
  since: Day,
  went: Day.nullable(),
  until: Day.nullable(),
  state: State,
  /** A line of my journal at a post outside: what was answered, told to me alone, and whether it has a link yet. */
  post: z
    .object({
      receiver: Id,
      linked: z.boolean(),
      answer: z.enum(['understood', 'not_mine', 'need_to_ask']).nullable(),
      words: z.string(),
      on: Day.nullable(),
    })
    .nullable(),
  can: z.object({ takeBack: z.boolean() }),
})
export type Mine = z.infer<typeof Mine>

const Asked = z.object({
  id: Id,
  words: z.string(),
  form: Form,
  /** Why I am asked: they are my words, they carry my organisation's name, or they were said in a space of mine. */
  standing: z.enum(['speaker', 'organisation', 'group']),
  from: z.string(),
  to: z.string(),
  /** The organisations whose name goes along, as far as I know of them. */
  names: z.array(z.string()),
  audience: z.string(),
  purpose: z.string(),
  until: Day.nullable(),
  staysUnlessBy: Day,
})
export type Asked = z.infer<typeof Asked>

export const crossingsContract = {
  ...requestsContract,
  /** Spaces I may bring something to, each with who would see it there. */
  targets: oc
    .route({ method: 'POST', path: '/crossings/targets' })
    .input(z.strictObject({ from: Id.nullish() }))
    .output(z.object({ targets: z.array(Target) })),
  /** Asks. `went` at once when nobody else needs to be asked; `open` while answers are awaited. */
  propose: oc
    .route({ method: 'POST', path: '/crossings/propose' })
    .input(
      Attempt.extend({
        kind: SourceKind,
        source: Id,
        version: z.int().min(1),
        words: text(MOST_CHARACTERS, 1),
        form: Form,
        target: Id,
        purpose: text(500).default(''),
        /** The sentence on who sees it there, as it stood on the screen: refused where that is no longer so. */
        audience: text(1000, 1).optional(),
        until: Day.nullish(),
        /** A request it says it answers. Everybody who is asked is told so; left out, it goes as anything else does. */
        answers: Id.nullish(),
        /** Organisations whose name the words carry; each is asked as well, and so is any that the database finds in them. */
        organisations: z.array(Id).max(10).default([]),
        /** Said by the speaker of their own words; for an organisation, that is asked as well. */
        hat: z.enum(['myself', 'organisation']).nullish(),
      }),
    )
    .output(answer({ id: Id, state: z.enum(['went', 'open', 'stays']) })),
  /** The organisations whose name stands in some words, the same words without it, and whether they are my own. */
  names: oc
    .route({ method: 'POST', path: '/crossings/names' })
    .input(z.strictObject({ words: text(MOST_CHARACTERS, 1), kind: SourceKind.default('entry'), source: Id.nullish() }))
    .output(
      z.object({
        organisations: z.array(z.object({ id: Id, name: z.string() })),
        without: z.string(),
        mine: z.boolean(),
      }),
    ),
  /** Where my words are: everything of mine that crossed, or is asked to. */
  mine: oc
    .route({ method: 'POST', path: '/crossings/mine' })
    .input(z.strictObject({ cursor: z.string().max(200).nullish() }))
    .output(z.object({ crossings: z.array(Mine), next: z.string().nullable() })),
  /** What I am asked to say yes or no to. Never who else is asked, nor who has answered. */
  asked: oc
    .route({ method: 'POST', path: '/crossings/asked' })
    .input(z.strictObject({}))
    .output(z.object({ asked: z.array(Asked) })),
  answer: oc
    .route({ method: 'POST', path: '/crossings/answer' })
    .input(Attempt.extend({ id: Id, answer: z.enum(['goes', 'stays']) }))
    .output(answer({ id: Id })),
  /** Takes my words back from everywhere they went. Says from how many places. */
  takeBack: oc
    .route({ method: 'POST', path: '/crossings/take-back' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id, copies: z.int() })),
}
