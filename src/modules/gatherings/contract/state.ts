// What a room is doing now, for one person in it: all that a phone, a console or a screen on the wall draws.
// Instants are milliseconds since 1970 by the clock of the place; `now` beside them says what time it is there.
import { z } from 'zod'
import { Released } from '#modules/disclosure/contract.ts'
import { KIND_KEYS } from '#modules/methods/contract/settings.ts'
import { ATTRIBUTIONS, BELONGS_TO, GROUPS, KEPT, MAY_GO, SEEN_BY } from '#modules/methods/contract/step.ts'
import { Id } from '#shared/schema.ts'
import { Actual } from './actuals.ts'
import { Said } from './door.ts'
import { TABLE_SAYS, Way } from './tables.ts'
import { Turn } from './turns.ts'

const Instant = z.number()

/** One step of the method that is on, as far as whoever takes part needs it. What a facilitator says is theirs. */
export const Planned = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.enum(KIND_KEYS),
  prompt: z.string(),
  say: z.string(),
  cards: z.array(z.object({ key: z.string(), title: z.string(), says: z.string() })),
  minutes: z.number(),
  group: z.enum(GROUPS),
  attribution: z.enum(ATTRIBUTIONS),
  mayGo: z.array(z.enum(MAY_GO)),
  seenBy: z.enum(SEEN_BY),
  belongsTo: z.enum(BELONGS_TO),
  kept: z.enum(KEPT),
  from: z.array(z.string()),
  /** `each`, `one` (for the group), or the role that writes. */
  writes: z.string(),
  optional: z.boolean(),
  repeat: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  /** When what is put in is shown to those who see it. */
  shown: z.enum(['never', 'at_reveal', 'at_end', 'at_once']),
  /** Whether something is put in at all, and whether without a name. */
  makes: z.boolean(),
  nameless: z.boolean(),
  /** Where what is accepted or promised here may stand, said before anybody answers; empty where nothing may. */
  stands: z.string(),
  /** The method has it without names, and too few were here for that: whoever writes agrees to their name first. */
  asksName: z.boolean(),
})
export type Planned = z.infer<typeof Planned>

/** The step that is on. `in` is how many have put something in, the one number that everybody is told; null where it is not. */
export const StepState = z.object({
  id: Id,
  key: z.string(),
  place: z.int(),
  turn: z.int(),
  state: z.enum(['open', 'shown', 'done']),
  openedAt: Instant,
  endsAt: Instant.nullable(),
  round: Id.nullable(),
  presenter: z.object({ id: Id, name: z.string() }).nullable(),
  people: z.int(),
  in: z.int().nullable(),
})
export type StepState = z.infer<typeof StepState>

/**
 * What a frame says when an activity has moved: the same for everybody who reads its chapter.
 * A screen that has the definition needs nothing else to follow.
 */
export const Moved = z.object({
  activity: Id,
  chapter: Id,
  version: z.int(),
  state: z.enum(['running', 'paused', 'done']),
  pausedAt: Instant.nullable(),
  step: StepState.nullable(),
  now: Instant,
})
export type Moved = z.infer<typeof Moved>

/** One thing somebody put in, as its reader may see it. */
export const Line = z.object({
  id: Id,
  step: Id,
  /** The step of the method that it was put in to. */
  key: z.string(),
  value: z.unknown(),
  /** A name, a class and organisation, or empty: nobody is named. */
  by: z.string(),
  mine: z.boolean(),
  forTable: z.boolean(),
  /** The table it comes from, where people sit at tables and it stands before the room; empty elsewhere. */
  table: z.string(),
  version: z.int(),
  shown: z.boolean(),
  mayGo: z.enum(['stays', 'theme', 'words', 'name']).nullable(),
})
export type Line = z.infer<typeof Line>

/** What came of numbers that were given without a name: bands, for the whole room, told once. By question, or by thing. */
export const Numbers = z.object({ step: Id, key: z.string(), told: Released })
export type Numbers = z.infer<typeof Numbers>

/** Those one sits with: what they put in lives in a room of their own. */
export const SmallRoom = z.object({
  id: Id,
  chapter: Id,
  label: z.string(),
  people: z.array(z.object({ id: Id, name: z.string(), organisation: z.string() })),
  /** How it says that it is, to whoever facilitates. */
  says: z.enum(TABLE_SAYS),
})
export type SmallRoom = z.infer<typeof SmallRoom>

export const AgendaItem = z.object({
  id: Id,
  version: z.int(),
  sort: z.enum(['method', 'talk', 'break']),
  title: z.string(),
  minutes: z.int(),
  method: z.string().nullable(),
  reading: z.string().nullable(),
  short: z.boolean(),
  /** Keys of the methods that other tables do at the same time. */
  beside: z.array(z.string()),
  state: z.enum(['coming', 'on', 'done']),
  /** When it was last begun; null where it was not. */
  begunAt: Instant.nullable(),
  /** What is noted for whoever runs it; empty for everybody else. */
  note: z.string(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

export const Now = z.object({
  now: Instant,
  me: z.object({ id: Id, name: z.string(), guest: z.boolean(), facilitates: z.boolean() }),
  room: z.object({
    id: Id,
    gathering: Id,
    chapter: Id,
    title: z.string(),
    state: z.enum(['planned', 'open', 'closed']),
    /** Who may be asked to say where their words go, until when. */
    harvestUntil: Instant.nullable(),
    door: z.enum(['code', 'let_in']),
    /** For those who are in; it opens the door and nothing else. */
    code: z.string().nullable(),
    people: z.int(),
    /** Who is here, in words: how many, and whether who pays is among them. */
    reach: z.string(),
    /** How many wait at the door. */
    waiting: z.int(),
    version: z.int(),
    /** A throw-away room: everybody in it but the reader is invented. */
    rehearsal: z.boolean(),
    said: Said,
  }),
  agenda: z.array(AgendaItem),
  activity: z
    .object({
      id: Id,
      item: Id.nullable(),
      title: z.string(),
      chapter: Id,
      method: z.string(),
      steps: z.array(Planned),
      /** Where words may go without a name, whether a funder reads there: one chooses while writing. Empty where nothing may go so. */
      goesTo: z.string(),
      /** People sit where they are: each says at which table. */
      ownTables: z.boolean(),
      /** Several methods at once, each at its own tables; empty where all do the same. */
      ways: z.array(Way),
      /** The step that is on is that of one's own table, which goes by itself. */
      atTable: z.boolean(),
      /** Of that one: it has a pause of its own, beside any of the room. */
      tablePaused: z.boolean(),
      /** Who may be kept out of it, and why. */
      leadIn: z.object({ idea: z.string(), case: z.string() }),
      ...Moved.pick({ version: true, state: true, pausedAt: true, step: true }).shape,
    })
    .nullable(),
  group: SmallRoom.nullable(),
  /** Mine in this activity, and what is shown of the step that is on and of those it works on. */
  lines: z.array(Line),
  /** Of what was predicted in this activity, what it is: once it is shown; for whoever facilitates as soon as it is said. */
  actuals: z.array(Actual),
  /** Who speaks now and next, in a round that has an order. */
  turns: z.array(Turn).nullable(),
  /** Who would like to hear from me in this step: told to me alone, and to nobody whether I was told. */
  askedBy: z.string().nullable(),
  /** That some of what is in was on paper, in a sentence; empty where none was. */
  onPaper: z.string(),
  /** Of every step of this activity that was told in numbers. */
  numbers: z.array(Numbers),
})
export type Now = z.infer<typeof Now>

/** At the door: nothing of the room is told but what stood there, and what one waits for. */
export const Waiting = z.object({ waiting: z.enum(['yes', 'next_activity']) })
