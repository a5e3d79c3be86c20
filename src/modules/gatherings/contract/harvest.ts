// The harvest: what may leave the room, said by each for what is theirs, and where it went.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { KIND_KEYS } from '#modules/methods/contract/settings.ts'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Shared } from './share.ts'

/** Stays here, only its theme in one sentence, its words without a name, its words with one's name. */
export const GOES = ['stays', 'theme', 'words', 'name'] as const
export type Goes = (typeof GOES)[number]
const MOST_THEME = 280

/** Something of mine that I am asked about. */
export const Leaving = z.object({
  id: Id,
  step: z.string(),
  method: z.string(),
  kind: z.enum(KIND_KEYS),
  words: z.string(),
  choices: z.array(z.enum(GOES)),
  /**
   * Whose it is besides mine: one wrote it for several, who are asked as well and told to nobody; a table that shares one
   * device, whose people say yes on it; or a presenter's, with the others of the set.
   */
  shared: z.enum(['self', 'group', 'room', 'table', 'presenter']),
  /** What I chose. Null: nothing yet, so it stays. */
  chose: z.enum(GOES).nullable(),
  /** `tonight`: with what the others let go. `asked`: others are asked still. */
  state: z.enum(['stays', 'tonight', 'asked', 'went', 'taken_back']),
})
export type Leaving = z.infer<typeof Leaving>

const Mine = z.object({
  id: Id,
  words: z.string().nullable(),
  form: z.enum(['words', 'unnamed', 'theme']),
  to: z.string(),
  went: Day.nullable(),
  state: z.enum(['not_settled', 'went', 'stays', 'taken_back']),
  can: z.object({ takeBack: z.boolean() }),
})

export const Harvest = z.object({
  title: z.string(),
  /** Before the close it is not asked yet. */
  state: z.enum(['not_yet', 'open', 'over']),
  /** The last day on which it is asked. */
  until: Day.nullable(),
  /** Who reads it there, and what is said of where it came from. */
  audience: z.string(),
  /** The part of the learning partner, as it was said at the door. Empty: nothing was. */
  role: z.string(),
  items: z.array(Leaving),
  /** Lines without a name whose theme may go: for whoever facilitates, who says it in a sentence. */
  themes: z.array(z.object({ id: Id, step: z.string(), words: z.string() })),
  /** What I am asked about what another wrote for us. */
  asked: z.array(z.object({ id: Id, words: z.string(), form: z.enum(['words', 'unnamed', 'theme']) })),
  /** Where words of mine from this room are, for as long as they are anywhere. */
  where: z.array(Mine),
})
export type Harvest = z.infer<typeof Harvest>

export const Choice = z.strictObject({
  line: Id,
  goes: z.enum(GOES),
  /** The theme as one sentence; of words, an exact part. Left out: all of them. */
  words: text(5000).default(''),
  /** Said for oneself or for one's organisation, which is then asked as well. */
  hat: z.enum(['myself', 'organisation']).default('myself'),
  /** Of a table with one device: that each who sits at it has said yes on it. */
  allSaidYes: z.boolean().default(false),
})

/** What a guest took along: a key of their own, told once. */
export const SlipKey = text(80, 20)
const withSlip = { key: SlipKey }

export const Slip = z.object({
  name: z.string(),
  title: z.string(),
  /** What they were promised to hear, how and by when; and what came of it, once it was told. */
  share: Shared,
  /** Whether one letter about it waits for its day, or has gone; `no`: no address was left. `never`: this place sends no letters. */
  mail: z.enum(['never', 'no', 'waits', 'gone']),
  /** What is paid for coming, and how; and what of it was paid, as whoever called it wrote down. */
  paid: z.string(),
  owed: z.string(),
  paidOn: Day.nullable(),
  harvest: Harvest.nullable(),
  where: z.array(Mine),
})
export type Slip = z.infer<typeof Slip>

export const harvestContract = {
  harvest: oc
    .route({
      method: 'GET',
      path: '/gatherings/harvest',
      summary: 'What of yours may leave a room, and where it went.',
    })
    .input(z.strictObject({ room: Id }))
    .output(Harvest),
  letGo: oc
    .route({
      method: 'POST',
      path: '/gatherings/harvest/choose',
      summary: 'Say of one of your lines whether it stays, or how it may leave. Choosing again changes it.',
    })
    .input(Attempt.extend(Choice.shape))
    .output(answer({ state: Leaving.shape.state })),
  sayAsked: oc
    .route({
      method: 'POST',
      path: '/gatherings/harvest/answer',
      summary: 'Say yes or no to what another wrote for you.',
    })
    .input(Attempt.extend({ id: Id, answer: z.enum(['goes', 'stays']) }))
    .output(answer({})),
  takeMineBack: oc
    .route({
      method: 'POST',
      path: '/gatherings/harvest/take-back',
      summary: 'Take your words back from where they went.',
    })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ copies: z.int() })),
  nameTheme: oc
    .route({
      method: 'POST',
      path: '/gatherings/harvest/theme',
      summary: 'Say in one sentence what some lines without a name are about, so that it may leave.',
    })
    .input(Attempt.extend({ room: Id, lines: z.array(Id).min(1).max(200), words: text(MOST_THEME, 1) }))
    .output(answer({})),
  takeSlip: oc
    .route({
      method: 'POST',
      path: '/gatherings/slip/take',
      summary: 'Take a slip along: a key of your own, told once. The one before it no longer works.',
    })
    .input(z.strictObject({ room: Id }))
    .output(
      answer({
        key: z.string(),
        address: z.string(),
        /** The address as a code to scan: squares of one unit, as the path of a drawing. */
        qr: z.object({ size: z.int(), path: z.string() }),
      }),
    ),
  notePaid: oc
    .route({
      method: 'POST',
      path: '/gatherings/paid',
      summary: 'Note what a guest is owed for coming, and the day it was paid. They read it on their slip.',
    })
    .input(Attempt.extend({ room: Id, person: Id, owed: text(200), paidOn: Day.nullable() }))
    .output(answer({})),
  owed: oc
    .route({
      method: 'GET',
      path: '/gatherings/owed',
      summary: 'What guests of a room are owed, for whoever facilitates.',
    })
    .input(z.strictObject({ room: Id }))
    .output(
      z.object({ owed: z.array(z.object({ person: Id, name: z.string(), owed: z.string(), paidOn: Day.nullable() })) }),
    ),
  slip: oc
    .route({ method: 'POST', path: '/gatherings/slip', summary: 'What a slip opens, for whoever has it.' })
    .input(z.strictObject(withSlip))
    .output(Slip),
  slipLetGo: oc
    .route({ method: 'POST', path: '/gatherings/slip/choose', summary: 'The same choice, with a slip.' })
    .input(Choice.extend(withSlip))
    .output(answer({ state: Leaving.shape.state })),
  slipAnswer: oc
    .route({ method: 'POST', path: '/gatherings/slip/answer', summary: 'The same answer, with a slip.' })
    .input(z.strictObject({ ...withSlip, id: Id, answer: z.enum(['goes', 'stays']) }))
    .output(answer({})),
  slipTakeBack: oc
    .route({ method: 'POST', path: '/gatherings/slip/take-back', summary: 'Take your words back, with a slip.' })
    .input(z.strictObject({ ...withSlip, id: Id }))
    .output(answer({ copies: z.int() })),
}
