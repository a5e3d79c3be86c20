import type { AnyRouter } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/access/context.ts'
import type { OpenKind } from '#platform/copies/kinds.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import type { Told } from '#platform/live/chapters.ts'
import type { Pulse } from '#platform/live/pulse.ts'

/** One thing that waits for a person: shown under "Waiting for you", with the minutes it takes. */
export type Ask = {
  id: string
  space: string | null
  words: string
  why: string
  minutes: number
  verb: string
  to: string
  /** The day by which it is wanted, where there is one. */
  due?: string | null
}
/** The same, with the module it came from and what that asks about, in general. */
export type Asked = Ask & { from: string; about: string }

/** One thing somebody carries in a space, in words that every member of that space may read. */
export type Carried = { sort: 'action' | 'decision' | 'waiting'; words: string; about: string; to: string }
/** Whose: a person in a space, under the names their things stand under there. */
export type Carrier = { space: string; standing: string; address: string; person: string; names: string[] }

/** Things that happened in a space, by kind of event and what it was about. */
export type Remembering = { space: string; address: string; events: { kind: string; subject: string }[] }
/** What one of them was, in the words that its reader may read now, and where to read on. No words: they are gone. */
export type Remembered = { kind: string; subject: string; words: string | null; to: string | null }
/** A piece of text, and whether it is what was looked for. */
export type Part = { text: string; hit: boolean }
/** A space somebody looks in: one of their own. */
export type LookedIn = { id: string; name: string; address: string; language: string }
/** What somebody looks for: the words as they were typed, and where. `alone`: only what belongs to these spaces. */
export type Looking = { person: string; typed: string; spaces: readonly LookedIn[]; alone: boolean; most: number }
/** One thing that was found. `space` is null for what lives in none that has a name: a page of one's own journal. */
export type Found = { kind: string; id: string; space: string | null; parts: Part[]; about: string; to: string }
/** What whoever holds a role in a space wants to see of it at once: some of these. */
export type WeekKind =
  | 'questions'
  | 'cycles'
  | 'changed'
  | 'agreed'
  | 'stalled'
  | 'unshared'
  | 'papers'
  | 'came'
  | 'requested'
  | 'brought'
  | 'agenda'
export type Week = {
  space: string
  address: string
  zone: string
  /** The day it is there. */
  today: string
  wants: readonly WeekKind[]
}
/** One thing of it. `words` are what somebody wrote, or, of the agenda, a sentence with its figures. */
export type Weekly = { kind: WeekKind; id: string; words: string; about: string; late: boolean; to: string }

/**
 * One thing that waits to be made sense of together, or did when it was put on a run sheet: what was found, by which day it
 * should be made sense of, whether that has passed, and the way there.
 */
export type ToSense = { id: string; words: string; by: string; late: boolean; to: string }

/** What every module gives the house. One that has nothing to give says why beside it. */
export type ServerModule = {
  name: string
  router: AnyRouter
  /** Its part of "everything of mine": plain data, decrypted for its owner. */
  mine: (db: Db, person: string, house: House) => Promise<Record<string, unknown>>
  /** Erases what is this person's, inside the erasing transaction. */
  forget: (tx: Tx, person: string, house: House) => Promise<void>
  asks: (db: Db, person: string, house: House) => Promise<Ask[]>
  /** What its asks are about, in general words that may stand in a letter: nothing of what is asked. */
  asksAbout?: string
  /** What of it a copy of a space holds, and can be brought in again: in the order in which each may point to those before it. */
  open?: OpenKind[]
  /** What somebody carries in a space, for whoever takes it over. Read under the reader's own policies, never the carrier's. */
  carried?: (db: Db, of: Carrier) => Promise<Carried[]>
  /** What of it somebody with a role looks at once a week, the most urgent first; under the reader's own policies. */
  week?: (db: Db, of: Week) => Promise<Weekly[]>
  /** What its events were about, so that the timeline says what was decided and not only that. Read under the reader's own policies. */
  remembered?: (db: Db, of: Remembering) => Promise<Remembered[]>
  /**
   * What of it has these words, at most so many of a kind, under the reader's own policies: never a total, never a
   * suggestion. What the reader may not see is not looked at.
   */
  find?: (db: Db, looking: Looking, house: House) => Promise<Found[]>
  /** What of it was built on these pieces of evidence of a space, under the reader's own policies. */
  built?: (db: Db, on: { space: string; evidence: string[] }) => Promise<Built[]>
  /**
   * What of it waits to be made sense of in a space, the earliest day first, and of these ids whatever became of them; under the
   * reader's own policies.
   */
  toSense?: (db: Db, of: { space: string; ids: string[] }) => Promise<ToSense[]>
  /** Of those routes the ones for programs, as OpenAPI tells them. */
  paths?: Record<string, object>
  /** Routes that are not procedures: uploads, downloads. */
  routes?: (server: FastifyInstance, house: House) => void
  /** What of it is over and goes once a night, as counts by table; it must be safe to run twice. */
  night?: (worker: import('#platform/db/database.ts').Database) => Promise<Record<string, number>>
  /**
   * What every reader of a chapter may know of its events of these kinds: it goes out with the live frame. Read as role `live`
   * with one chapter set, so its policies decide; for a subject that is missing readers ask themselves.
   */
  told?: Told
  /** Kinds of events after which somebody may read less: nothing is handed out before everybody's right to hear is asked for again. */
  narrows?: readonly string[]
  /** What is shown of chapters each second to everybody in a room alike; asked only of those that somebody listens to. */
  pulse?: Pulse
  /** Repeated work, run once a second apart at least; it must be safe to run twice. `now`: the clock was put on, so no pause is kept. */
  tick?: (house: House, worker: import('#platform/db/database.ts').Database, now: boolean) => Promise<void>
}

/** One thing that was built on a piece of evidence, with the way there. */
export type Built = { evidence: string; sort: 'insight'; words: string; to: string }
