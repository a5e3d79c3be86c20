// Groups: who sits with whom, who would rather not, and who may write in a role.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

const Person = z.object({ id: Id, name: z.string(), organisation: z.string() })
const done = answer({})
/** The version that stood on the screen, so that two who press the same button make groups once. */
const Running = Attempt.extend({ activity: Id, version: z.int().min(1) })

export const groupsContract = {
  groups: oc
    .route({
      method: 'GET',
      path: '/gatherings/groups',
      summary: 'Who sits with whom in the activity that is on, and who takes which role.',
    })
    .input(z.strictObject({ activity: Id }))
    .output(
      z.object({
        groups: z.array(z.object({ id: Id, label: z.string(), people: z.array(Person) })),
        /** In the room and in no group. */
        others: z.array(Person),
        roles: z.array(z.object({ role: z.string(), title: z.string(), does: z.string(), people: z.array(Person) })),
      }),
    ),
  regroup: oc
    .route({ method: 'POST', path: '/gatherings/groups/again', summary: 'Make the groups again, with other partners.' })
    .input(Running)
    .output(done),
  reseat: oc
    .route({
      method: 'POST',
      path: '/gatherings/groups/reseat',
      summary: 'Let two people change places, or one go to another group.',
    })
    .input(
      Attempt.extend({
        activity: Id,
        person: Id,
        /** One of the two: whose place they take, or the group they go to. */
        other: Id.nullable().default(null),
        group: Id.nullable().default(null),
      }),
    )
    .output(done),
  /** Whom I would rather not sit with, and whom I manage here: told to nobody, and forgotten at the close. */
  apart: oc
    .route({
      method: 'GET',
      path: '/gatherings/apart',
      summary: 'Whom you asked not to sit with. Nobody else is told.',
    })
    .input(z.strictObject({ room: Id }))
    .output(z.object({ notWith: z.array(Id), manages: z.array(Id) })),
  keepApart: oc
    .route({
      method: 'POST',
      path: '/gatherings/apart',
      summary: 'Say with whom you would rather not sit. Nobody else is told; it is forgotten at the close.',
    })
    .input(z.strictObject({ room: Id, notWith: z.array(Id).max(5), manages: z.array(Id).max(20).default([]) }))
    .output(done),
  takeRole: oc
    .route({
      method: 'POST',
      path: '/gatherings/role',
      summary: 'Take a role in the activity that is on, lay it down, or give it to somebody as its facilitator.',
    })
    .input(
      Attempt.extend({
        activity: Id,
        role: text(40, 1),
        /** Left out: yourself. */
        person: Id.nullable().default(null),
        takes: z.boolean().default(true),
      }),
    )
    .output(done),
  keepSpeakers: oc
    .route({
      method: 'POST',
      path: '/gatherings/keep-speakers',
      summary: 'Say whether it may be kept who spoke. It is kept only when everybody says so.',
    })
    .input(z.strictObject({ activity: Id, may: z.boolean() }))
    .output(done),
}
