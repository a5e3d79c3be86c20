import { oc } from '@orpc/contract'
import { z } from 'zod'
import { MAY_GO } from '#modules/methods/contract/step.ts'
import { Attempt, answer, CLASSES, Day, Id, text } from '#shared/schema.ts'
import { actualsContract } from './contract/actuals.ts'
import { affectedContract } from './contract/affected.ts'
import { afterContract } from './contract/after.ts'
import { CallInput, Gathering } from './contract/call.ts'
import { comingContract } from './contract/coming.ts'
import { AtDoor, CameIn, Code, Door, GuestInput, InRoom, Manages } from './contract/door.ts'
import { groupsContract } from './contract/groups.ts'
import { harvestContract } from './contract/harvest.ts'
import { invitationsContract } from './contract/invitations.ts'
import { keepsContract } from './contract/keeps.ts'
import { leavingContract } from './contract/leaving.ts'
import { outputsContract } from './contract/outputs.ts'
import { paperContract } from './contract/paper.ts'
import { rehearseContract } from './contract/rehearse.ts'
import { seriesContract } from './contract/series.ts'
import { shareContract } from './contract/share.ts'
import { AgendaItem, Line, Moved, Now, Numbers, Waiting } from './contract/state.ts'
import { MOST_BESIDE, tablesContract } from './contract/tables.ts'
import { threadsContract } from './contract/threads.ts'
import { topicsContract } from './contract/topics.ts'
import { trendContract } from './contract/trend.ts'
import { turnsContract } from './contract/turns.ts'
import { waysContract } from './contract/ways.ts'
import { Proof, workContract } from './contract/work.ts'

const Version = z.int().min(1)
const made = answer({ id: Id })
const done = answer({})
const moved = answer({ moved: Moved })
/** Given only where a door has asked for it. */
const proofOrNone = Proof.nullable().default(null)
const InTheRoom = z.strictObject({ room: Id })
/** Where a step has no names and too few are here for that: asked first (null), it is asked with names, or left out. */
const Few = z.enum(['named', 'left_out']).nullable().default(null)
/** What a facilitator does to an activity names the version that stood on their screen, so that two do not do it twice. */
const Running = Attempt.extend({ activity: Id, version: Version, few: Few })
const Item = {
  sort: z.enum(['method', 'talk', 'break']),
  title: text(160, 1),
  minutes: z.int().min(0).max(1440),
  /** For what is no method: null. */
  method: text(40).nullable().default(null),
  reading: text(40).nullable().default(null),
  short: z.boolean().default(false),
  /** Methods that other tables do at the same time. */
  beside: z.array(text(40, 1)).max(MOST_BESIDE).default([]),
  note: text(2000).default(''),
}

export const gatheringsContract = {
  ...groupsContract,
  ...shareContract,
  ...workContract,
  ...harvestContract,
  ...comingContract,
  ...leavingContract,
  ...keepsContract,
  ...outputsContract,
  ...rehearseContract,
  ...paperContract,
  ...turnsContract,
  ...actualsContract,
  ...tablesContract,
  ...waysContract,
  ...trendContract,
  ...topicsContract,
  list: oc
    .route({
      method: 'GET',
      path: '/gatherings',
      summary: 'The gatherings of a space: those to come, then those that were.',
    })
    .input(z.strictObject({ space: Id }))
    .output(z.object({ coming: z.array(Gathering), past: z.array(Gathering) })),
  one: oc
    .route({ method: 'GET', path: '/gatherings/one', summary: 'One gathering, as the space that calls it reads it.' })
    .input(z.strictObject({ id: Id }))
    .output(Gathering),
  plan: oc
    .route({ method: 'POST', path: '/gatherings/plan', summary: 'Call a gathering, with a room of its own.' })
    .input(Attempt.extend({ space: Id, chapter: Id, call: CallInput }))
    .output(answer({ id: Id, room: Id })),
  change: oc
    .route({
      method: 'POST',
      path: '/gatherings/change',
      summary: 'Change the call of a gathering that is still to come.',
    })
    .input(Attempt.extend({ id: Id, version: Version, call: CallInput }))
    .output(done),
  cancel: oc
    .route({ method: 'POST', path: '/gatherings/cancel', summary: 'Call a gathering off, and say why.' })
    .input(Attempt.extend({ id: Id, because: text(500) }))
    .output(done),

  addItem: oc
    .route({
      method: 'POST',
      path: '/gatherings/agenda/add',
      summary: 'Put something on the run sheet, at its end or before another.',
    })
    .input(
      Attempt.extend({
        ...{ room: Id, before: Id.nullable().default(null), ...Item },
        /** A finding of the space that called, which is made sense of here. */
        finding: Id.nullable().default(null),
      }),
    )
    .output(made),
  changeItem: oc
    .route({ method: 'POST', path: '/gatherings/agenda/change', summary: 'Change what stands on the run sheet.' })
    .input(Attempt.extend({ item: Id, version: Version, ...Item }))
    .output(done),
  moveItem: oc
    .route({ method: 'POST', path: '/gatherings/agenda/move', summary: 'Move it before another one, or to the end.' })
    .input(Attempt.extend({ item: Id, before: Id.nullable() }))
    .output(done),
  removeItem: oc
    .route({ method: 'POST', path: '/gatherings/agenda/remove', summary: 'Take it off the run sheet.' })
    .input(Attempt.extend({ item: Id }))
    .output(done),
  agenda: oc
    .route({ method: 'GET', path: '/gatherings/agenda', summary: 'The run sheet of a room.' })
    .input(InTheRoom)
    .output(z.object({ items: z.array(AgendaItem) })),

  toSense: oc
    .route({
      method: 'GET',
      path: '/gatherings/agenda/to-sense',
      summary:
        'What waits to be made sense of in the space that called, and what of it is on the run sheet, for whoever runs it.',
    })
    .input(InTheRoom)
    .output(
      z.object({
        /** Null where the reader is not in the space that called. */
        space: z.object({ name: z.string(), address: z.string() }).nullable(),
        items: z.array(
          z.object({
            ...{ id: Id, words: z.string(), by: Day, late: z.boolean(), to: z.string() },
            /** The item of the run sheet that it is on; null: it waits. */
            item: Id.nullable(),
          }),
        ),
      }),
    ),

  openDoors: oc
    .route({
      method: 'POST',
      path: '/gatherings/doors/open',
      summary: 'Open the doors: from now on the code leads to the room.',
    })
    .input(Attempt.extend({ room: Id }))
    .output(answer({ code: z.string() })),
  close: oc
    .route({
      method: 'POST',
      path: '/gatherings/close',
      summary: 'Close the gathering. What was kept until then goes; seven days remain to say what may leave.',
    })
    .input(Attempt.extend({ room: Id }))
    .output(done),
  door: oc
    .route({ method: 'POST', path: '/gatherings/door', summary: 'What stands at the door that a code opens.' })
    .input(z.strictObject({ code: Code, proof: proofOrNone }))
    .output(Door),
  comeIn: oc
    .route({ method: 'POST', path: '/gatherings/come-in', summary: 'Come in by the code, with an account.' })
    .input(Attempt.extend({ code: Code, class: z.enum(CLASSES).default('community_member'), manages: Manages }))
    .output(answer({ room: Id, came: CameIn })),
  comeInAsGuest: oc
    .route({
      method: 'POST',
      path: '/gatherings/come-in-as-guest',
      summary: 'Come in by the code, with a name and no account.',
    })
    .input(Attempt.extend({ code: Code, proof: proofOrNone, ...GuestInput }))
    .output(answer({ room: Id, came: CameIn })),
  comeInFromAbove: oc
    .route({
      method: 'POST',
      path: '/gatherings/come-in-from-above',
      summary: 'Come in as a member of the space that called it.',
    })
    .input(Attempt.extend({ id: Id, manages: Manages }))
    .output(answer({ room: Id, came: CameIn })),
  letIn: oc
    .route({ method: 'POST', path: '/gatherings/let-in', summary: 'Let somebody in who waits at the door.' })
    .input(Attempt.extend({ room: Id, person: Id }))
    .output(answer({ came: CameIn })),
  turnAway: oc
    .route({ method: 'POST', path: '/gatherings/turn-away', summary: 'Ask somebody at the door to go.' })
    .input(Attempt.extend({ room: Id, person: Id }))
    .output(done),
  runWith: oc
    .route({ method: 'POST', path: '/gatherings/run-with', summary: 'Let somebody in the room run it with you.' })
    .input(Attempt.extend({ room: Id, person: Id }))
    .output(done),
  people: oc
    .route({ method: 'GET', path: '/gatherings/people', summary: 'Who is in the room, and who waits at its door.' })
    .input(InTheRoom)
    .output(z.object({ people: z.array(InRoom), atDoor: z.array(AtDoor) })),

  now: oc
    .route({ method: 'GET', path: '/gatherings/now', summary: 'What the room is doing now.' })
    .input(InTheRoom)
    .output(z.union([Now, Waiting])),
  lines: oc
    .route({
      method: 'GET',
      path: '/gatherings/lines',
      summary: 'What was put in to a step, as far as its reader sees it.',
    })
    .input(z.strictObject({ step: Id }))
    .output(z.object({ lines: z.array(Line), numbers: z.array(Numbers) })),
  begin: oc
    .route({ method: 'POST', path: '/gatherings/begin', summary: 'Begin what stands on the run sheet.' })
    .input(Attempt.extend({ room: Id, item: Id, few: Few }))
    .output(moved),
  move: oc
    .route({
      method: 'POST',
      path: '/gatherings/move',
      summary: 'Show together, go on, go back, pause, add a minute, or end the activity.',
    })
    .input(
      z.discriminatedUnion('to', [
        Running.extend({ to: z.enum(['show', 'next', 'back', 'pause', 'resume', 'end']) }),
        /** Some step further on or further back, by its place. */
        Running.extend({ to: z.literal('step'), place: z.int().min(0).max(39) }),
        /** The repeat it is in once more, with another presenter where it has one. */
        Running.extend({ to: z.literal('again'), presenter: Id.nullable().default(null) }),
        Running.extend({ to: z.literal('extend'), seconds: z.int().min(-3600).max(3600) }),
        Running.extend({ to: z.literal('presenter'), presenter: Id }),
      ]),
    )
    .output(moved),
  put: oc
    .route({ method: 'POST', path: '/gatherings/put', summary: 'Put something in to the step that is on.' })
    .input(
      z.strictObject({
        step: Id,
        /** The chapter that stood above the input: of the activity, or of those one sits with. */
        chapter: Id,
        forTable: z.boolean().default(false),
        /** Whose words they are, where one of a pair writes down what the other says. Left out: the writer's own. */
        speaker: Id.nullable().default(null),
        /** I agree that my name stands on it, where the method has it without and too few are here. */
        withName: z.boolean().default(false),
        /** Ids made on the device: the same one twice is one. */
        items: z
          .array(z.strictObject({ id: Id, value: z.unknown(), mayGo: z.enum(MAY_GO).nullable().default(null) }))
          .min(1)
          .max(50),
      }),
    )
    .output(answer({ lines: z.array(Id) })),
  changeLine: oc
    .route({
      method: 'POST',
      path: '/gatherings/line/change',
      summary: 'Change what you put in, while it is not yet shown.',
    })
    .input(z.strictObject({ id: Id, version: Version, value: z.unknown() }))
    .output(answer({ version: Version })),
  takeOut: oc
    .route({ method: 'POST', path: '/gatherings/line/take-out', summary: 'Take out what you put in.' })
    .input(z.strictObject({ id: Id }))
    .output(done),

  ...invitationsContract,
  ...seriesContract,
  ...afterContract,
  ...threadsContract,
  ...affectedContract,
}
