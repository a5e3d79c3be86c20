import type { CLASSES } from '#shared/schema.ts'

/** A day and an hour as the clocks of the world show it: `2026-10-21 09:00`. */
export type Moment = string
export type Class = (typeof CLASSES)[number]
export type Person = { name: string; from: string; class: Class; roles?: string[]; reason?: string }
export type VersionOf = { artefact: string; changed: string; occasion: string; occasionOn: string }
export type Whose = 'mine' | 'nobody' | { member: string } | { role: string }
export type Card = Partial<{
  method: string
  asked: string
  n: number
  dated: string
  limits: string
  disputedBy: string
}>

/**
 * One thing that somebody does at a moment. `call` is any procedure with what it is given; in it `$key` stands for what
 * was made under that key before, `$space.said`, `$space.standing` and `$space.address` for where things go, `$person:NAME`
 * and `$member:SPACE:NAME` for people, `$version:KEY` for the version a decision or an action is at.
 */
export type Step = { at: Moment; who: string; key?: string } & (
  | { does: 'call'; what: string; with: Record<string, unknown> }
  | { does: 'space'; key: string; with: Record<string, unknown> }
  /** Asks people in. In a small space everybody there says yes at once; elsewhere a day goes by. */
  | { does: 'join'; space: string; people: Person[]; everybody?: boolean }
  | { does: 'leave'; space: string; reason: string }
  /** Writes in the own journal, and brings words of it to a space: without a name unless it says so. */
  | { does: 'line'; to: string; entry: string; words: string; form?: 'words' | 'unnamed' | 'theme'; open?: boolean }
  | { does: 'journal'; words: string; kind: 'noticed' | 'did_not_work' | 'free' }
  /** `of`: the artefact that it is a version of, and stands where that stands. */
  | { does: 'document'; in: string; file: string; title: string; source?: string; of?: VersionOf }
  | { does: 'excerpt'; in: string; of: string; words: string; whose: Whose; card?: Card }
  | { does: 'evidence'; in: string; words: string; whose: Whose; card?: Card }
  /** To a post outside: everybody who is asked lets it go. To a post that a member holds: it is simply there. */
  | { does: 'send'; insight: string; in: string; seat: Record<string, string>; note: string }
  /** A finding, word for word out of an evaluator’s report. */
  | { does: 'finding'; in: string; of: string; words: string; about: Record<string, unknown> }
  /** Asks everybody of a space to let something of it go on; `goes` when they all do. `answers`: what a coordinator asked them. */
  | {
      does: 'bring'
      from: string
      evidence: string
      words: string
      to: string
      purpose: string
      goes?: boolean
      answers?: string
    }
  /** Calls a gathering, asks everybody, and takes answers; `held`: it is held in the same hour, and looked back on. */
  | {
      does: 'gather'
      in: string
      call: Record<string, unknown>
      items: { title: string; minutes: number; method?: string; note?: string }[]
      others?: Record<string, unknown>[]
      answers?: Partial<Record<'yes' | 'no' | 'perhaps' | 'around', string[]>>
      held?: {
        come: string[]
        /** By the step of a method: who, and what they put in. */
        lines: Record<string, [who: string, words: string][]>
        after?: Record<string, unknown>
        how: 'alone' | 'together' | 'with_learning_partner'
        learned?: string
      }
    }
  | { does: 'answer'; in: string; letter: string; answer: 'understood' | 'not_mine' | 'need_to_ask'; words: string }
  | { does: 'reply'; to: string; as: string; answer: 'understood' | 'not_mine' | 'need_to_ask'; words: string }
)

/** Where what is said, and what the space holds and owes, goes. */
export const said = (space: string) => ({ space: `$${space}`, chapter: `$${space}.said` })
export const stands = (space: string) => ({ space: `$${space}`, chapter: `$${space}.standing` })

const LONDON = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })

/** The moment itself, whatever the zone of this machine. */
export function momentOf(at: Moment): Date {
  const naive = new Date(`${at.replace(' ', 'T')}:00Z`)
  const offset = LONDON.formatToParts(naive)
    .find((part) => part.type === 'timeZoneName')!
    .value.slice(3)
  return offset === '' ? naive : new Date(`${at.replace(' ', 'T')}:00${offset}`)
}
