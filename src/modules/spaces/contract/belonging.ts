import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Arrival, GivenRoles, Invitation, Member, Orphan, PRIVILEGED, RestsOnOne, RoleAsk } from './members.ts'

const Address = text(200, 1)
const Which = z.strictObject({ address: Address })
const Version = z.int().min(0)

const Letter = z.object({
  id: Id,
  sentOn: Day,
  letOut: z.string(),
  note: z.string(),
  answer: z.enum(['understood', 'not_mine', 'need_to_ask']).nullable(),
  answerWords: z.string().nullable(),
})
const Seat = z.object({
  id: Id,
  title: z.string(),
  holder: z.string(),
  /** Members who hold it: one, or two who share it. */
  holders: z.array(z.object({ membership: Id, name: z.string() })),
  mine: z.boolean(),
  /** What was sent to the post: for those who hold it, the same for both. */
  inbox: z.array(Letter),
  can: z.object({ hold: z.boolean(), change: z.boolean() }),
})

export const FUNCTIONS = [
  'hosting',
  'facilitation',
  'administration',
  'money',
  'evaluation',
  'communication',
  'venue',
  'other',
] as const
const Load = z.object({
  id: Id,
  function: z.enum(FUNCTIONS),
  organisation: z.string(),
  organisationId: Id,
  from: Day,
  until: Day.nullable(),
  resource: z.string(),
  by: z.string().nullable(),
  /** What was said of it before, newest first. */
  before: z.array(
    z.object({ organisation: z.string(), from: Day, until: Day.nullable(), resource: z.string(), changed: Day }),
  ),
})
export const CONSTITUENCIES = ['practitioner', 'consultant', 'academic'] as const
/** One side of a working relationship: somebody here, or an organisation. */
const Side = z.union([z.strictObject({ membership: Id }), z.strictObject({ organisation: Id })])
const Tie = z.object({
  id: Id,
  one: z.object({ name: z.string(), as: z.enum(CONSTITUENCIES) }),
  other: z.object({ name: z.string(), as: z.enum(CONSTITUENCIES) }),
  client: z.string(),
  pace: z.string(),
  outputs: z.string(),
})
/** What somebody carries here, made only from what every reader of it may read. */
const Pack = z.object({
  space: z.string(),
  who: z.string(),
  me: z.boolean(),
  organisation: z.string().nullable(),
  since: Day,
  left: Day.nullable(),
  roles: z.array(z.string()),
  sharesWith: z.string().nullable(),
  seats: z.array(z.object({ title: z.string(), with: z.string().nullable() })),
  loads: z.array(z.object({ function: z.enum(FUNCTIONS), resource: z.string(), until: Day.nullable() })),
  ties: z.array(Tie),
  /** What other parts of the place know of it: open actions, decisions, in words and with where to read on. */
  carried: z.array(
    z.object({ sort: z.enum(['action', 'decision', 'waiting']), words: z.string(), about: z.string(), to: z.string() }),
  ),
  /** In their own words: what is under way, and who knows what. Null until they wrote it. */
  note: z.object({ underWay: z.string(), whoKnows: z.string(), version: Version, on: Day }).nullable(),
})

/** Who is in, who does what, and how that changes hands. */
export const belongingContract = {
  /** Who does what, who is about to come in, what waits for a yes, and my own open invitations. */
  people: oc
    .route({ method: 'POST', path: '/spaces/people', summary: 'Who is in a space, and what they do there.' })
    .input(Which)
    .output(
      z.object({
        members: z.array(Member),
        arrivals: z.array(Arrival),
        invitations: z.array(Invitation),
        orphans: z.array(Orphan),
        asks: z.array(RoleAsk),
        /** Nobody manages this space: anybody here may take it on, when everybody says yes. */
        unmanaged: z.boolean(),
        /** Who left, newest first: what they carried can still be read. */
        left: z.array(z.object({ id: Id, name: z.string(), on: Day })),
        restsOnOne: z.array(RestsOnOne),
        organisations: z.array(z.object({ id: Id, name: z.string() })),
        /** Who says yes to somebody coming in: everybody, or nobody has to within a day. */
        door: z.object({
          decides: z.enum(['alone', 'everybody', 'day']),
          full: z.boolean(),
          mails: z.boolean(),
          /** Whether I may ask somebody in with a role that acts for others. */
          privileged: z.boolean(),
        }),
      }),
    ),
  /** Leaving, or ending another's membership as a manager: out at the next request. The last manager is asked first who takes it on, and may leave anyway. */
  end: oc
    .route({ method: 'POST', path: '/spaces/end' })
    .input(Attempt.extend({ membership: Id, reason: text(500).default(''), anyway: z.boolean().default(false) }))
    .output(answer({ id: Id })),
  setRoles: oc
    .route({ method: 'POST', path: '/spaces/set-roles' })
    .input(Attempt.extend({ membership: Id, roles: GivenRoles }))
    .output(answer({ id: Id })),
  /** Two hold one job: the same roles and posts, what waits for one waits for both. Journals stay apart. */
  shareJob: oc
    .route({ method: 'POST', path: '/spaces/share-job' })
    .input(Attempt.extend({ membership: Id, with: Id.nullable() }))
    .output(answer({ id: Id })),
  /** I pass my being manager on: it passes when they say yes. */
  passOn: oc
    .route({ method: 'POST', path: '/spaces/pass-on' })
    .input(Attempt.extend({ membership: Id }))
    .output(answer({ id: Id })),
  /** I ask everybody whether I may take a role on. */
  takeOn: oc
    .route({ method: 'POST', path: '/spaces/take-on' })
    .input(Attempt.extend({ address: Address, role: z.enum(PRIVILEGED).exclude(['speaks_for_organisation']) }))
    .output(answer({ id: Id })),
  /** A researcher in residence, until a day, under an observation protocol: the members are asked first. Longer is asked again. */
  proposeResidence: oc
    .route({ method: 'POST', path: '/spaces/propose-residence' })
    .input(
      Attempt.extend({
        membership: Id,
        until: Day,
        observe: text(1000, 1),
        write: text(1000, 1),
        publish: text(1000, 1),
        bias: text(1000, 1),
        leaves: z.boolean().default(true),
      }),
    )
    .output(answer({ id: Id })),
  answerAsk: oc
    .route({ method: 'POST', path: '/spaces/answer-ask' })
    .input(Attempt.extend({ ask: Id, yes: z.boolean() }))
    .output(answer({ state: z.enum(['waiting', 'taken', 'ended']) })),
  withdrawAsk: oc
    .route({ method: 'POST', path: '/spaces/withdraw-ask' })
    .input(Attempt.extend({ ask: Id }))
    .output(answer({ id: Id })),
  /** Who needs to hear things: posts, with who holds them now. */
  seats: oc.route({ method: 'POST', path: '/spaces/seats' }).input(Which).output(z.array(Seat)),
  addSeat: oc
    .route({ method: 'POST', path: '/spaces/add-seat' })
    .input(Attempt.extend({ address: Address, title: text(160, 1), holder: text(160).default('') }))
    .output(answer({ id: Id })),
  changeSeat: oc
    .route({ method: 'POST', path: '/spaces/change-seat' })
    .input(Attempt.extend({ seat: Id, title: text(160, 1), holder: text(160) }))
    .output(answer({ id: Id })),
  /** Who here holds a post: nobody, one, or two who share it. */
  holdSeat: oc
    .route({ method: 'POST', path: '/spaces/hold-seat' })
    .input(Attempt.extend({ seat: Id, memberships: z.array(Id).max(2) }))
    .output(answer({ id: Id })),
  /** An answer to what was sent to a post I hold. */
  answerSeat: oc
    .route({ method: 'POST', path: '/spaces/answer-seat' })
    .input(
      Attempt.extend({
        letter: Id,
        answer: z.enum(['understood', 'not_mine', 'need_to_ask']),
        words: text(2000).default(''),
      }),
    )
    .output(answer({ id: Id })),
  /** What somebody carries here, for whoever takes it over. */
  handover: oc
    .route({ method: 'POST', path: '/spaces/handover' })
    .input(z.strictObject({ membership: Id }))
    .output(Pack),
  noteHandover: oc
    .route({ method: 'POST', path: '/spaces/note-handover' })
    .input(Attempt.extend({ membership: Id, version: Version, underWay: text(4000), whoKnows: text(4000) }))
    .output(answer({ version: Version })),
  /** Which organisation carries what, for how long, with what; and who works with whom. */
  shared: oc
    .route({ method: 'POST', path: '/spaces/shared' })
    .input(Which)
    .output(z.object({ loads: z.array(Load), ties: z.array(Tie) })),
  /** Says who carries a function, or says one anew: what was said before stays readable. */
  sayLoad: oc
    .route({ method: 'POST', path: '/spaces/say-load' })
    .input(
      Attempt.extend({
        address: Address,
        instead: Id.optional(),
        function: z.enum(FUNCTIONS),
        organisation: Id,
        from: Day,
        until: Day.nullable(),
        resource: text(500),
      }),
    )
    .output(answer({ id: Id })),
  sayTie: oc
    .route({ method: 'POST', path: '/spaces/say-tie' })
    .input(
      Attempt.extend({
        address: Address,
        instead: Id.optional(),
        one: Side,
        oneAs: z.enum(CONSTITUENCIES),
        other: Side,
        otherAs: z.enum(CONSTITUENCIES),
        client: text(300),
        pace: text(300),
        outputs: text(500),
      }),
    )
    .output(answer({ id: Id })),
  endTie: oc
    .route({ method: 'POST', path: '/spaces/end-tie' })
    .input(Attempt.extend({ tie: Id }))
    .output(answer({ id: Id })),
}
