import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { HOW_RUN, RIGOUR } from '../../contract/after.ts'
import type { MODES } from '../../contract/call.ts'

type Mode = (typeof MODES)[number]
type How = (typeof HOW_RUN)[number]
type Rigour = (typeof RIGOUR)[number]

/** How a gathering was. The notes of whoever ran it live in its room, so they come to those who were in it and to nobody else. */
export async function readAfter(db: Db, actor: Actor, input: { gathering: string }) {
  const call = await db
    .selectFrom('gathering')
    .select(['id', 'room_id', 'mode_meant', 'held_on'])
    .select([sql<boolean>`i_call(id)`.as('calls'), sql<boolean>`i_ran(id)`.as('ran')])
    .where('id', '=', input.gathering)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  const said = await db
    .selectFrom('gathering_after')
    .select(['mode_used', 'was_with', 'rigour', 'limits', 'version'])
    .where('gathering_id', '=', call.id)
    .executeTakeFirst()
  const ran = await db
    .selectFrom('facilitated as f')
    .leftJoin('person as p', 'p.id', 'f.person_id')
    .select(['f.person_id', 'f.method_key', 'f.how', 'p.name'])
    .where('f.gathering_id', '=', call.id)
    .orderBy('p.name')
    .orderBy('f.method_key')
    .execute()
  const notes = await db
    .selectFrom('facilitator_note as n')
    .leftJoin('person as p', 'p.id', 'n.author_id')
    .select(['n.author_id', 'n.learned', 'n.differently', 'p.name'])
    .where('n.space_id', '=', call.room_id)
    .orderBy('p.name')
    .execute()
  const titles = await methodTitles(db, call.room_id)
  return {
    modeMeant: call.mode_meant as Mode | null,
    said:
      said === undefined
        ? null
        : {
            ...{ modeUsed: said.mode_used as Mode, wasWith: said.was_with, rigour: said.rigour as Rigour },
            ...{ limits: said.limits, version: said.version },
          },
    ran: ran.map((row) => ({
      ...{ name: row.name ?? 'Somebody who has left', method: titles.get(row.method_key) ?? (row.method_key || null) },
      ...{ how: row.how as How, mine: row.person_id === actor.person },
    })),
    notes: notes.map((row) => ({
      ...{ by: row.name ?? 'Somebody who has left', learned: row.learned, differently: row.differently },
      mine: row.author_id === actor.person,
    })),
    methods: call.ran ? [...titles].map(([key, title]) => ({ key, title })) : [],
    can: { say: call.calls && call.held_on !== null, ran: call.ran && call.held_on !== null },
  }
}

/** What is on the run sheet of a room, for whoever is in it, by the key of its method. */
async function methodTitles(db: Db, room: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('agenda_item')
    .select(['method_key', 'title'])
    .where('space_id', '=', room)
    .where('method_key', 'is not', null)
    .orderBy('position')
    .execute()
  return new Map(rows.map((row) => [row.method_key!, row.title]))
}

/** Over time: what was meant and what it was, for and with, and who can run what without the learning partner. */
export async function readBalance(db: Db, _actor: Actor, input: { space: string }) {
  const held = await db
    .selectFrom('gathering as g')
    .leftJoin('gathering_after as a', 'a.gathering_id', 'g.id')
    .select(['g.id', 'g.title', 'g.held_on', 'g.mode_meant', 'g.learning', 'a.mode_used', 'a.was_with', 'a.rigour'])
    .where('g.space_id', '=', input.space)
    .where('g.held_on', 'is not', null)
    .orderBy('g.held_on')
    .orderBy('g.id')
    .execute()
  const contacts = await db
    .selectFrom('contact')
    .select(['on_day', 'mode'])
    .where('space_id', '=', input.space)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  const ran = await db
    .selectFrom('facilitated as f')
    .innerJoin('person as p', 'p.id', 'f.person_id')
    .select(['f.method_key', 'f.how', 'p.name'])
    .where('f.space_id', '=', input.space)
    .where('f.how', '!=', 'with_learning_partner')
    .execute()
  const said = held.filter((row) => row.was_with !== null)
  return {
    held: held.map((row) => ({
      ...{ id: row.id, title: row.title, on: row.held_on!, meant: row.mode_meant as Mode | null },
      ...{ used: row.mode_used as Mode | null, learning: row.learning as 'for' | 'with', wasWith: row.was_with },
      rigour: row.rigour as Rigour | null,
    })),
    contacts: contacts.map((row) => ({ on: row.on_day, mode: row.mode as Mode | null })),
    share: { with: said.filter((row) => row.was_with).length, said: said.length },
    canRun: [...Map.groupBy(ran, (row) => row.method_key)]
      .map(([method, rows]) => ({
        method,
        alone: namesOf(rows.filter((row) => row.how === 'alone')),
        together: namesOf(rows.filter((row) => row.how === 'together')),
      }))
      .toSorted((one, other) => one.method.localeCompare(other.method)),
  }
}

const namesOf = (rows: { name: string }[]) =>
  [...new Set(rows.map((row) => row.name))].toSorted((one, other) => one.localeCompare(other, 'en'))
