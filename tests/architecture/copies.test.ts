import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { modules } from '#modules.ts'

/** Content that no copy of a space holds, and why. */
const NOT_IN_A_COPY: Record<string, string> = {
  ...Object.fromEntries(
    ['role_ask', 'seat_holder', 'shared_load', 'working_tie', 'handover_note'].map((table) => [
      table,
      'who is in and who carries what is said anew, by those who are there',
    ]),
  ),
  ...Object.fromEntries(
    ['entry', 'entry_version', 'entry_photo'].map((table) => [table, 'a journal has its own way out']),
  ),
  ...Object.fromEntries(
    [
      ...[
        'guest',
        'gathering_room',
        'agenda_item',
        'agenda_note',
        'activity',
        'activity_step',
        'small_room',
        'activity_role',
        'contribution',
        'paper_sheet',
        'round_turn',
        'step_actual',
      ],
      'door_wait',
    ].map((table) => [table, 'it lives in a room, and no room is copied']),
  ),
  gathering_series: 'a series goes on where its people are',
  contact: 'that people were in touch is theirs',
  meet_topic: 'what was offered to talk about on a day goes with the day',
  not_asked: 'who is asked to a gathering is asked by those who are there',
  gathering_after: 'how a gathering was is said by whoever ran it, of a room that is in no copy',
  facilitated: 'each says of themselves what they ran',
  facilitator_note: 'lives in a room, and no room is copied',
  room_output: 'lives in a room, and no room is copied',
  version_from: 'how a room accepted it is told where it was accepted; the version itself is in the copy',
  version_beside: 'what is beside a version is evidence, and in the copy as such',
  version_hand: 'who put their name to a version did so there',
  action_from: 'at which gathering somebody took it on is told where it was held',
  thread_line: 'lives in a room, and no room is copied',
  invitee: 'who is asked to a gathering is asked by those who are there',
  document_gone: 'what was taken out is in no copy, and is told where it was',
  space_rule: 'rules are agreed by those who are there',
  closing: 'how it ends is decided there',
  ending_step: 'how it ends is decided there',
  event: 'what happened is told by the things it happened to',
  learning_ask: 'what a coordinator asked was asked there',
  look_again: 'what was taken back is in no copy, so nothing has to be looked at again',
  sending: 'what is still asked is asked there',
  space_copy: 'who took a copy is told there',
  disclosed: 'numbers are told once, where they were answered',
  round: 'what was put in is told by the things that were made of it',
  copied: 'its words are in the lines that they belong to',
}

test('every table of content is in a copy of a space, or has its reason', async () => {
  const access = parse(await readFile(resolve(import.meta.dirname, 'access.yaml'), 'utf8')) as { content: object }
  const told = new Set(modules.flatMap((module) => module.open ?? []).map((open) => open.table))
  const missing = Object.keys(access.content).filter((table) => !told.has(table) && !(table in NOT_IN_A_COPY))
  // A line in `open` of the module that owns it (src/platform/copies/kinds.ts), or a reason above.
  expect(missing).toEqual([])
  expect(Object.keys(NOT_IN_A_COPY).filter((table) => told.has(table))).toEqual([])
})
