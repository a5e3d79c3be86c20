// Rows of gatherings: what every row of a table must hold, and what people put in, seen by whom and shown or not.
import { callsSay, plantCalls, usualOfCalls } from './planted-calls.ts'
import type { Row } from './planted-rows.ts'
import { uid } from './small-world.ts'

/** What a row of these tables cannot be without, besides what its types say. */
export function usualOf(table: string): Row {
  if (table === 'gathering') return { starts_at: '14:00' }
  if (table === 'agenda_item') return { sort: 'talk' }
  if (table === 'contribution') return { attribution: 'anonymous', shown: true, seen_by: 'room' }
  return usualOfCalls(table)
}

type Put = (table: string, nonce: string, person: string, given: Row) => Promise<void>

/** Calls, and lines of every sort of attribution and of those who may see them, from one person in one chapter. */
export async function plantGatherings(
  put: Put,
  here: Row,
  nonce: string,
  person: string,
  presenter: string,
): Promise<void> {
  await put('gathering', nonce, person, { ...here, ...usualOf('gathering'), convened_by: person })
  await plantCalls(put, here, nonce, person)
  for (const seen_by of ['self', 'pair', 'presenter', 'facilitator', 'room'])
    for (const shown of [true, false])
      await put('contribution', `${nonce} ${seen_by} ${shown}`, person, {
        ...here,
        ...{ attribution: 'named', author_id: person, seen_by, shown, presenter_id: presenter },
      })
  // A table that goes by itself, at which nobody sits any more, and what was on paper there.
  const at = `${nonce} at a table`
  await put('activity_step', at, person, { ...here, small_id: uid('small_room', 'nobody') })
  await put('paper_sheet', at, person, { ...here, step_id: uid('activity_step', at) })
  // What a room kept: with a version of it, and with none that is here.
  for (const which of ['kept', 'gone'])
    await put('artefact', `${nonce} ${which}`, person, { ...here, kept_key: `${which}/${nonce}` })
  const artefact_id = uid('artefact', `${nonce} kept`)
  await put('document', `${nonce} kept`, person, { ...here, artefact_id })
  for (const shown of [true, false]) {
    const own = `${nonce} role ${shown}`
    await put('contribution', own, person, { ...here, attribution: 'role', author_id: null, seen_by: 'room', shown })
    await put('contribution_owner', own, person, { contribution_id: uid('contribution', own), person_id: person })
  }
}

/** Who runs what happens in a space: whoever facilitates there, and reads it. */
export const RUN = [
  'gathering_room',
  'agenda_item',
  'agenda_note',
  'activity',
  'activity_step',
  'small_room',
  'round_turn',
  'step_actual',
]

type Asked = {
  person: string | null
  byToken: boolean
  command: string
  rows(table: string): readonly Row[]
  manages(space: unknown, person: string | null): boolean
}

/** What the domain says of a row that the person reads the chapter of. Undefined: nothing more than that. */
export function gatheringsSay(table: string, row: Row, asked: Asked): boolean | undefined {
  const { person, command, manages, byToken } = asked
  const facilitates = (space: unknown) => facilitatesIn(asked.rows('membership'), space, person)
  const owns = (id: unknown) =>
    asked.rows('contribution_owner').some((one) => one.contribution_id === id && one.person_id === person)
  const called = callsSay(table, row, { ...asked, manages: (space) => manages(space, person), facilitates })
  if (called !== undefined) return called
  if (command === 'select' && isOfATable(table, row, asked)) return facilitates(row.space_id)
  if (RUN.includes(table)) {
    if (command === 'select' && table === 'step_actual') return row.shown === true || facilitates(row.space_id)
    if (command === 'select' && table !== 'agenda_note') return true
    return facilitates(row.space_id)
  }
  if (table === 'gathering') {
    if (command === 'insert') return row.convened_by === person
    if (command === 'update')
      return row.convened_by === person || manages(row.space_id, person) || facilitates(row.room_id)
  }
  if (table === 'activity_role' && command !== 'select') {
    const may = row.person_id === person || facilitates(row.space_id)
    return may && (command !== 'insert' || !byToken)
  }
  if (table !== 'contribution') return undefined
  const mine = row.author_id === person && person !== null
  const unnamed = row.author_id === null && row.attribution === 'role'
  switch (command) {
    case 'select':
      return (
        mine ||
        (unnamed && owns(row.id)) ||
        (row.shown === true &&
          (['room', 'pair', 'table'].includes(String(row.seen_by)) ||
            (row.seen_by === 'presenter' && row.presenter_id === person) ||
            (row.seen_by === 'facilitator' && facilitates(row.space_id))))
      )
    case 'insert':
      return !byToken && (mine || unnamed || (row.attribution === 'anonymous' && facilitates(row.space_id)))
    default:
      return mine || owns(row.id)
  }
}

/** A step that is one table’s alone, or paper of one. */
function isOfATable(table: string, row: Row, { rows }: Asked): boolean {
  if (table === 'activity_step') return typeof row.small_id === 'string'
  if (table !== 'paper_sheet') return false
  return rows('activity_step').some((one) => one.id === row.step_id && typeof one.small_id === 'string')
}

/** Whether a topic that somebody ticks is one of a call they read. */
export const offersIt = (wish: Row, rows: (table: string) => readonly Row[], reads: ReadonlySet<string>) =>
  rows('meet_topic').some((one) => one.id === wish.topic_id && reads.has(String(one.chapter_id)))

/** The fan-out reads what is shown to more than one, and nothing else of what people put in. */
export const liveReads = (table: string, row: Row): boolean =>
  table !== 'contribution' || (row.shown === true && ['room', 'pair', 'table'].includes(String(row.seen_by)))

/** Where somebody facilitates, said from the rows of memberships alone. */
const facilitatesIn = (memberships: readonly Row[], space: unknown, person: string | null) =>
  memberships.some(
    (one) =>
      one.space_id === space &&
      one.person_id === person &&
      one.ends_at === null &&
      String(one.roles).includes('facilitator'),
  )
