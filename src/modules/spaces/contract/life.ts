import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

// The life of a space: how it ends, where confidence ends, its partner bodies, its turning points.

const Address = text(200, 1)
const Which = z.strictObject({ address: Address })

/** Read by its members for a time, then deleted; deleted now; these named things brought elsewhere first, then one of the two. */
export const WAYS = ['read', 'deleted', 'brought'] as const
export const Way = z.enum(WAYS)
export const ThenWay = z.enum(['read', 'deleted'])
export const ENDING_STEPS = ['handover', 'archive', 'consents', 'farewell'] as const
export const EndingStep = z.enum(ENDING_STEPS)

/** Null while the space lives. `until` is the day on which it is deleted. */
export const Closed = z.object({ since: Day, until: Day }).nullable()
const Named = z.object({ name: z.string(), address: z.string() })
const Closing = z.object({
  id: Id,
  way: Way,
  after: ThenWay,
  months: z.int(),
  reason: z.string(),
  by: z.string().nullable(),
  since: Day,
  /** `asked` until everybody who decides has said yes; `agreed` until it takes effect. */
  state: z.enum(['asked', 'agreed']),
  /** My own answer, and nobody else's. */
  mine: z.enum(['yes', 'no']).nullable(),
  livesUnlessBy: Day,
  takesEffect: z.date().nullable(),
  successor: Named.nullable(),
})

export const lifeContract = {
  closing: oc
    .route({ method: 'POST', path: '/spaces/closing' })
    .input(Which)
    .output(
      z.object({
        closing: Closing.nullable(),
        closed: Closed,
        /** Who decides: the only member, everybody, or more than half. */
        decides: z.enum(['alone', 'everybody', 'majority']),
        may: z.boolean(),
        /** What stands under it and the reader may know of. It lives on by itself. */
        under: z.array(Named),
        /** Spaces of mine that it could point to. */
        others: z.array(z.object({ id: Id, name: z.string() })),
      }),
    ),
  proposeClosing: oc
    .route({ method: 'POST', path: '/spaces/propose-closing' })
    .input(
      Attempt.extend({
        address: Address,
        way: Way,
        after: ThenWay.default('read'),
        months: z.int().min(1).max(120).default(12),
        reason: text(500).default(''),
        successor: Id.optional(),
      }),
    )
    .output(answer({ id: Id, state: z.enum(['open', 'agreed', 'stays', 'settled']) })),
  answerClosing: oc
    .route({ method: 'POST', path: '/spaces/answer-closing' })
    .input(Attempt.extend({ id: Id, answer: z.enum(['yes', 'no']) }))
    .output(answer({ state: z.enum(['open', 'agreed', 'stays', 'settled']) })),
  /** Any member may, until it has taken effect. */
  callOffClosing: oc
    .route({ method: 'POST', path: '/spaces/call-off-closing' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  /** What I wrote and said here: my own record, as plain data. */
  record: oc
    .route({ method: 'POST', path: '/spaces/record' })
    .input(Which)
    .output(z.object({ space: z.string(), parts: z.record(z.string(), z.array(z.unknown())) })),
  /** Where confidence ends here: who decides, who is told, whom to ring. Empty where nobody has named it yet. */
  limits: oc
    .route({ method: 'POST', path: '/spaces/limits' })
    .input(Which)
    .output(
      z.object({
        decides: z.string(),
        told: z.string(),
        safeguarding: z.string(),
        version: z.int(),
        named: z.boolean(),
      }),
    ),
  nameLimits: oc
    .route({ method: 'POST', path: '/spaces/name-limits' })
    .input(
      Attempt.extend({
        address: Address,
        version: z.int().min(0),
        decides: text(300),
        told: text(300),
        safeguarding: text(300),
      }),
    )
    .output(answer({ version: z.int() })),
  ending: oc
    .route({ method: 'POST', path: '/spaces/ending' })
    .input(Which)
    .output(
      z.array(
        z.object({
          step: EndingStep,
          done: z.object({ by: z.string().nullable(), on: Day, note: z.string() }).nullable(),
        }),
      ),
    ),
  tickEnding: oc
    .route({ method: 'POST', path: '/spaces/tick-ending' })
    .input(Attempt.extend({ address: Address, step: EndingStep, done: z.boolean(), note: text(500).default('') }))
    .output(answer({ step: EndingStep })),
  partners: oc
    .route({ method: 'POST', path: '/spaces/partners' })
    .input(Which)
    .output(
      z.array(
        z.object({
          id: Id,
          name: z.string(),
          from: Day,
          to: Day.nullable(),
          joined: z.string(),
          left: z.string(),
        }),
      ),
    ),
  addPartner: oc
    .route({ method: 'POST', path: '/spaces/add-partner' })
    .input(
      Attempt.extend({ address: Address, name: text(200, 1), from: Day.optional(), reason: text(500).default('') }),
    )
    .output(answer({ id: Id })),
  endPartner: oc
    .route({ method: 'POST', path: '/spaces/end-partner' })
    .input(Attempt.extend({ partner: Id, to: Day.optional(), reason: text(500).default('') }))
    .output(answer({ id: Id })),
  /** Something that changed how things went, on its own day, also of years before. It is said in the chapter that stood above the input. */
  addTurningPoint: oc
    .route({ method: 'POST', path: '/spaces/add-turning-point' })
    .input(Attempt.extend({ address: Address, chapter: Id, day: Day, words: text(1000, 1) }))
    .output(answer({ id: Id })),
  takeOutTurningPoint: oc
    .route({ method: 'POST', path: '/spaces/take-out-turning-point' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  /** Everybody of these spaces of mine is asked into a space I made; each says yes or no for themselves. */
  callTogether: oc
    .route({ method: 'POST', path: '/spaces/call-together' })
    .input(Attempt.extend({ address: Address, from: z.array(Id).min(1).max(6) }))
    .output(answer({ called: z.int() })),
  calls: oc
    .route({ method: 'POST', path: '/spaces/calls' })
    .input(z.strictObject({}))
    .output(z.array(z.object({ id: Id, space: z.string(), by: z.string(), from: z.string(), class: z.string() }))),
  answerCall: oc
    .route({ method: 'POST', path: '/spaces/answer-call' })
    .input(Attempt.extend({ id: Id, answer: z.enum(['yes', 'no']) }))
    .output(answer({ in: z.boolean() })),
}
