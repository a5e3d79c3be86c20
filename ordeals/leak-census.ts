// Which columns take words, told by the tables themselves; and in which of them no mark was planted.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { openCluster } from '#platform/db/cluster.ts'
import { goal, type Report, root, say } from './ground.ts'
import type { Mark } from './leak-scene.ts'
import { columnsOf } from './planted-rows.ts'

const WORDY = ['text', 'text[]', 'jsonb']
/** Takes words of nobody, though its type could: what the place itself writes there, and why that is so. */
const NO_WORDS: Record<string, string> = {
  'charter.template': 'the key of a template',
  'space_rule.value': 'a key, a number, and what a space tells everybody it asks to a gathering',
  'document_gone.kind': 'the key of a kind of document',
  'disclosed.numbers': 'bands of counts, under the keys of what was asked',
  'round.kind': 'the key of what is asked',
  'round.shape': 'what is asked, in the words of the module that asks; that one plants it',
  'round.may_go': 'the keys of how a line may go on',
  'event.kind': 'the key of what happened',
  'document.pages': 'where each page begins',
  'document.notes': 'what the reader of files could not read, in its own words',
  'route_meeting.at_time': 'an hour and a minute',
  'inquiry_change.was': 'the key of a state',
  'inquiry_change.becomes': 'the key of a state',
  'phase_change.from_phase': 'the key of a phase',
  'phase_change.to_phase': 'the key of a phase',
  'handing.by_name': 'the name of a person',
  'facilitated.method_key': 'the key of a method',
  'gathering.starts_at': 'an hour and a minute',
  'gathering.zone': 'the key of a zone',
  'gathering.kept_out': 'the keys of classes',
  'activity_role.role': 'the key of a role',
  'gathering_room.kept_out': 'the keys of classes',
  'gathering_room.code': 'two words of a list and three digits, drawn by the place',
  'gathering_room.rigour': 'nothing writes there yet',
  'agenda_item.method_key': 'the key of a method',
  'agenda_item.reading': 'the key of a reading',
  'agenda_item.beside': 'the keys of methods',
  'activity.reading': 'the key of a reading',
  'activity.ways': 'keys and titles of methods, which everybody may read',
  'activity.definition': 'a method, which everybody may read',
  'activity.with_names': 'the keys of steps',
  'activity.before_names': 'the keys of steps, and how their method has them',
  'activity_step.key': 'the key of a step',
  'step_actual.question': 'the key of a question',
  'artefact.kept_key': 'the keys of a method and of what it makes',
  'version_from.method_key': 'the key of a method',
  'version_from.method': 'the title of a method',
  'version_from.step': 'the title of a step of a method',
  'version_from.told': 'bands of counts',
  'version_hand.name': 'the name of a person',
  'room_output.key': 'the key of what a method makes',
  'room_output.type': 'the key of a kind of output',
  'room_output.title': 'the title of what a method makes',
  'room_output.told': 'bands of counts',
  'room_output.shape': 'a map, which leaves it as it lands',
  'action_from.method_key': 'the key of a method',
  'small_room.label': 'the number of a table',
  'contribution.said_as': 'a class and the name of an organisation, or the name on a sheet of paper',
  'invitee.email': 'the address of a person',
  'door_wait.class': 'the key of a class',
  'learning_ask.asker': 'the name of a person',
  'learning_ask.from_name': 'the name of a space',
}

/** A column that takes words and holds no mark is one in which nobody would see a leak. */
export async function countUnmarked(report: Report, dataDir: string, marks: readonly Mark[]): Promise<void> {
  const bare = await unmarked(dataDir, marks)
  if (bare.length > 0) say(`no mark in: ${bare.join(', ')}`)
  goal(report, 'columns that take words and hold no mark', bare.length, 'columns', '=', 0)
}

/** Columns of what people write down that hold none of the marks: each wants one, or a reason in the list above. */
async function unmarked(dataDir: string, marks: readonly Mark[]): Promise<string[]> {
  const access = parse(readFileSync(join(root, 'tests/architecture/access.yaml'), 'utf8'))
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  try {
    return await cluster.inside('trefoil', async (db) => {
      const tables = await columnsOf(db as never)
      const bare: string[] = []
      for (const table of Object.keys(access.content))
        for (const { name, type, choices } of tables.get(table)!) {
          if (!WORDY.includes(type) || choices.length > 0 || `${table}.${name}` in NO_WORDS) continue
          const { rows } = await db.query<{ held: string }>(
            `select "${name}"::text as held from ${table} where "${name}" is not null`,
          )
          if (!rows.some(({ held }) => marks.some((mark) => held.includes(mark.token)))) bare.push(`${table}.${name}`)
        }
      return bare
    })
  } finally {
    await cluster.stop()
  }
}
