// Rows of what goes on round a gathering: who is asked, what is written before and after, series, and how it was.
import type { Row } from './planted-rows.ts'
import { uid } from './small-world.ts'

/** What a row of these tables cannot be without, besides what its types say. */
export const usualOfCalls = (table: string): Row => (table === 'invitee' ? { comes_as: 'guest' } : {})

type Put = (table: string, nonce: string, person: string, given: Row) => Promise<void>

/** What one person said round a call of their own, in one chapter. */
export async function plantCalls(put: Put, here: Row, nonce: string, person: string): Promise<void> {
  await put('invitee', nonce, person, { ...here, comes_as: 'member', person_id: person, asked_by: person })
  await put('access_need', nonce, person, {
    ...{ invitee_id: uid('invitee', nonce), gathering_id: uid('gathering', nonce), person_id: person },
  })
  for (const table of ['thread_line', 'contact', 'facilitator_note'])
    await put(table, nonce, person, { ...here, author_id: person })
  for (const table of ['not_asked', 'gathering_after']) await put(table, nonce, person, { ...here, said_by: person })
  await put('gathering_series', nonce, person, { ...here, started_by: person })
  await put('facilitated', nonce, person, { ...here, person_id: person, gathering_id: uid('gathering', nonce) })
}

type Asked = {
  person: string | null
  byToken: boolean
  command: string
  rows(table: string): readonly Row[]
  manages(space: unknown): boolean
  facilitates(space: unknown): boolean
}

/** What the domain says of a row that the person reads the chapter of. Undefined: nothing more than that. */
export function callsSay(table: string, row: Row, asked: Asked): boolean | undefined {
  const { person, command, byToken, rows, manages, facilitates } = asked
  if (command === 'select' && table !== 'thread_line') return undefined
  const mine = (column: string) => person !== null && row[column] === person
  const call = rows('gathering').find((one) => one.id === row.gathering_id)
  const calls =
    call !== undefined &&
    person !== null &&
    (call.convened_by === person || manages(call.space_id) || facilitates(call.room_id))
  switch (table) {
    case 'invitee':
      if (command === 'insert')
        return !byToken && mine('asked_by') && (calls || (mine('person_id') && row.comes_as === 'member'))
      return mine('person_id')
    case 'thread_line':
      return thread(row, asked, mine('author_id'))
    case 'contact':
      return mine('author_id') && (command !== 'insert' || !byToken)
    case 'facilitator_note':
      return mine('author_id') && (command !== 'insert' || (!byToken && facilitates(row.space_id)))
    case 'gathering_series':
      return mine('started_by') || (command !== 'insert' && manages(row.space_id))
    case 'not_asked':
    case 'gathering_after':
      // Whoever calls may say it anew, under their own hand.
      return calls && (command !== 'insert' || mine('said_by'))
    case 'meet_topic':
      return call !== undefined && person !== null && call.convened_by === person
    case 'facilitated':
      return mine('person_id') && (command !== 'insert' || (!byToken && ran(call, rows, person)))
  }
  return undefined
}

const ran = (call: Row | undefined, rows: Asked['rows'], person: string | null) =>
  rows('membership').some(
    (one) => one.space_id === call?.room_id && one.person_id === person && String(one.roles).includes('facilitator'),
  )

/** The first chapter of a room that nobody opened yet is a thread that is open: others' lines come after one's own. */
function thread(row: Row, { command, byToken, rows, person }: Asked, mine: boolean): boolean {
  const room = rows('gathering_room').find((one) => one.space_id === row.space_id)
  const first = rows('chapter').some((one) => one.id === row.chapter_id && one.number === 1)
  const open = room !== undefined && first && room.opened_at === null && room.closed_at === null
  if (command === 'insert') return mine && open && !byToken
  if (command === 'delete') return mine
  return (
    mine || !open || rows('thread_line').some((one) => one.chapter_id === row.chapter_id && one.author_id === person)
  )
}
