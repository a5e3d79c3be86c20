// Who is asked to a gathering, and what they say: of the space that calls, and of none.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, CLASSES, Day, Id, text } from '#shared/schema.ts'
import { ClockTime, GATHERING_KINDS, WAYS } from './call.ts'
import { CameIn, Manages, Said } from './door.ts'
import { Shared } from './share.ts'

/** `around`: cannot come, but takes part before and after. */
export const ANSWERS = ['yes', 'no', 'perhaps', 'around'] as const
/** A member of the space that calls; somebody of none, for this room; the same, who facilitates it. */
export const COMES_AS = ['member', 'guest', 'facilitator'] as const
const Answer = z.enum(ANSWERS)
/** The secret of a link, made on the device: the place keeps only its hash. */
const Key = text(200, 20)
const done = answer({})

export const Invited = z.object({
  id: Id,
  name: z.string(),
  organisation: z.string(),
  comesAs: z.enum(COMES_AS),
  /** In the room until then at the longest; null: as long as it is there. */
  until: Day.nullable(),
  forSeries: z.boolean(),
  answer: Answer.nullable(),
  /** How the letter went. `none`: there was none, for want of an address, of a post or of their wish. */
  letter: z.enum(['none', 'due', 'gone', 'refused']),
  mine: z.boolean(),
})
export type Invited = z.infer<typeof Invited>

/** A call as whoever is asked is told of it: everything that is said before the first question. */
export const Invitation = z.object({
  invitee: Id,
  gathering: Id,
  name: z.string(),
  comesAs: z.enum(COMES_AS),
  until: Day.nullable(),
  answer: Answer.nullable(),
  said: Said,
  /** The promise, and what became of it. */
  share: Shared,
  kind: z.enum(GATHERING_KINDS),
  way: z.enum(WAYS),
  startsOn: Day,
  startsAt: ClockTime,
  zone: z.string(),
  minutes: z.int(),
  endsOn: Day.nullable(),
  place: z.string(),
  link: z.string(),
  /** `off`: called off, or no longer asked. */
  state: z.enum(['coming', 'open', 'over', 'off']),
  because: z.string(),
  /** What they said they need; theirs and the convener's alone. */
  needs: z.string(),
  /** Whoever manages somebody in the room stays outside, so whoever comes in is asked. */
  managersOut: z.boolean(),
  /** For members of the space that calls: where it stands there. */
  at: z.string().nullable(),
})
export type Invitation = z.infer<typeof Invitation>

const Other = z.strictObject({
  name: text(120, 1),
  email: z.union([z.email(), z.literal('')]).default(''),
  organisation: text(200).default(''),
  class: z.enum(CLASSES).default('community_member'),
  comesAs: z.enum(['guest', 'facilitator']).default('guest'),
  until: Day.nullable().default(null),
  forSeries: z.boolean().default(false),
})
const says = { answer: Answer, needs: text(500).default('') }

export const invitationsContract = {
  invited: oc
    .route({ method: 'GET', path: '/gatherings/invited', summary: 'Who is asked to a gathering, and who comes.' })
    .input(z.strictObject({ gathering: Id }))
    .output(
      z.object({
        people: z.array(Invited),
        /** Of the space that calls, and not asked. */
        others: z.array(z.object({ id: Id, name: z.string(), organisation: z.string() })),
        /** What people need to be able to take part. For whoever called it; empty for everybody else. */
        needs: z.array(z.object({ name: z.string(), words: z.string() })),
        /** What I said I need myself. */
        myNeeds: z.string(),
        can: z.object({ ask: z.boolean() }),
        /** Whether this place sends mail at all. */
        mails: z.boolean(),
      }),
    ),
  askIn: oc
    .route({
      method: 'POST',
      path: '/gatherings/ask-in',
      summary: 'Ask people to a gathering, by mail where there is a post.',
    })
    .input(
      Attempt.extend({
        gathering: Id,
        everybody: z.boolean().default(false),
        people: z.array(Id).max(500).default([]),
        others: z.array(Other).max(100).default([]),
      }),
    )
    .output(answer({ asked: z.int(), letters: z.int() })),
  askNoLonger: oc
    .route({
      method: 'POST',
      path: '/gatherings/ask-no-longer',
      summary: 'Ask somebody no longer. Their link opens nothing from now on.',
    })
    .input(Attempt.extend({ invitee: Id }))
    .output(done),
  callLink: oc
    .route({
      method: 'POST',
      path: '/gatherings/call-link',
      summary: 'A link for one who is asked, to hand over by yourself.',
    })
    .input(Attempt.extend({ invitee: Id, key: Key }))
    .output(done),
  answerCall: oc
    .route({ method: 'POST', path: '/gatherings/answer', summary: 'Say whether you come.' })
    .input(Attempt.extend({ gathering: Id, ...says }))
    .output(done),

  answerAsked: oc
    .route({
      method: 'POST',
      path: '/gatherings/answer-asked',
      summary: 'Say whether you come, asked from outside and signed in.',
    })
    .input(Attempt.extend({ invitee: Id, ...says }))
    .output(done),
  comeInAsked: oc
    .route({
      method: 'POST',
      path: '/gatherings/come-in-asked',
      summary: 'Come in as you are asked, to this one room.',
    })
    .input(Attempt.extend({ invitee: Id, manages: Manages }))
    .output(answer({ room: Id, came: CameIn })),
  myInvitations: oc
    .route({
      method: 'GET',
      path: '/gatherings/my-invitations',
      summary: 'What I am asked to, in all my spaces and beyond.',
    })
    .input(z.strictObject({}))
    .output(z.object({ invitations: z.array(Invitation) })),
  invitation: oc
    .route({
      method: 'POST',
      path: '/gatherings/invitation',
      summary: 'What a link asks its holder to. No account is needed.',
    })
    .input(z.strictObject({ key: Key }))
    .output(Invitation),
  answerInvitation: oc
    .route({ method: 'POST', path: '/gatherings/answer-invitation', summary: 'Say by a link whether you come.' })
    .input(z.strictObject({ key: Key, ...says }))
    .output(done),
  comeInByInvitation: oc
    .route({
      method: 'POST',
      path: '/gatherings/come-in-by-invitation',
      summary: 'Come in by a link, to this one room.',
    })
    .input(z.strictObject({ key: Key, manages: Manages }))
    .output(answer({ room: Id, came: CameIn })),
  stopCallLetters: oc
    .route({ method: 'POST', path: '/gatherings/stop-letters', summary: 'Get no more letters that ask to gatherings.' })
    .input(z.strictObject({ key: Key }))
    .output(done),

  calendar: oc
    .route({
      method: 'GET',
      path: '/gatherings/calendar',
      summary: 'Whether I get letters of calls, and whether my calendar has an address.',
    })
    .input(z.strictObject({}))
    .output(z.object({ letters: z.boolean(), feedSince: Day.nullable(), mails: z.boolean() })),
  saveCalendar: oc
    .route({
      method: 'POST',
      path: '/gatherings/calendar',
      summary: 'Choose whether letters come; give the calendar an address, or take it away.',
    })
    .input(Attempt.extend({ letters: z.boolean(), feed: z.union([z.literal('keep'), z.literal('none'), Key]) }))
    .output(done),
}
