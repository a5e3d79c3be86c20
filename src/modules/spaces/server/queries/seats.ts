import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { here } from '../access.ts'
import { mayGive } from './people.ts'

type Letter = {
  id: string
  sentOn: string
  letOut: string
  note: string
  answer: 'understood' | 'not_mine' | 'need_to_ask' | null
  answerWords: string | null
}

/** The posts of a space, with who holds them; to those who hold one, what was sent to it. */
export async function listSeats(db: Db, actor: Actor, input: { address: string }) {
  const space = await here(db, input)
  const seats = await db
    .selectFrom('seat')
    .select(['id', 'title', 'holder', sql<boolean>`may_change_seat(space_id, made_by)`.as('change')])
    .where('space_id', '=', space.id)
    .orderBy('title')
    .orderBy('id')
    .execute()
  const { rows: holders } = await sql<{ seat: string; membership: string; person: string; name: string }>`
    select h.seat_id as seat, m.id as membership, p.id as person, p.name
      from seat_holder h join membership m on m.id = h.membership_id join person p on p.id = m.person_id
     where h.space_id = ${space.id}::uuid and h.until is null and in_force(m) order by p.name, m.id`.execute(
    db as never,
  )
  const hold = await mayGive(db, space.id)
  return Promise.all(
    seats.map(async ({ change, ...seat }) => {
      const held = holders.filter((one) => one.seat === seat.id)
      const mine = held.some((one) => one.person === actor.person)
      return {
        ...seat,
        holders: held.map(({ membership, name }) => ({ membership, name })),
        mine,
        inbox: mine ? await lettersOf(db, seat.id, space.zone) : [],
        can: { hold, change },
      }
    }),
  )
}

async function lettersOf(db: Db, seat: string, zone: string): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select l.id, to_char(l.sent_at at time zone ${zone}, 'YYYY-MM-DD') as "sentOn", l.let_out as "letOut", l.note, l.answer,
           l.answer_words as "answerWords" from seat_letters(${seat}::uuid) l`.execute(db as never)
  return rows
}
