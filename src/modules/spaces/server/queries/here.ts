import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { here, IN_NOW, type Place } from '../access.ts'
import { type Inside, reachOf } from '../present/reach.ts'
import { tabsOf } from '../present/templates.ts'
import { wordsOf } from '../present/vocabulary.ts'
import { closedOf } from './closing.ts'

/** Everybody who is in now. A person with two memberships is in it twice, once in each class. */
export async function insideOf(db: Db, space: string): Promise<(Inside & { roles: string[] })[]> {
  return await db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.person_id as person', 'p.name', 'm.class', 'o.name as organisation', 'm.roles'])
    .where('m.space_id', '=', space)
    .where(IN_NOW)
    .execute()
}

/** Whether whoever joins a closed space reads what was said before them. */
export async function newcomersReadBack(db: Db, space: Place): Promise<boolean> {
  const rule = await db
    .selectFrom('space_rule')
    .select('value')
    .where('space_id', '=', space.id)
    .where('rule', '=', 'newcomers_read_back')
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  return rule === undefined ? space.kind === 'seat' : (rule.value as unknown) === true
}

/** Whether anybody else was in who has left. */
async function othersWere(db: Db, space: string, me: string | null): Promise<boolean> {
  const gone = await db
    .selectFrom('membership')
    .select('id')
    .where('space_id', '=', space)
    .where('first_chapter', 'is not', null)
    .where('person_id', '<>', me)
    .where('ends_at', '<=', sql<Date>`clock_now()`)
    .limit(1)
    .executeTakeFirst()
  return gone !== undefined
}

async function anyCopied(db: Db, space: string): Promise<boolean> {
  const row = await db.selectFrom('copied').select('id').where('space_id', '=', space).limit(1).executeTakeFirst()
  return row !== undefined
}

/** What every page of a space needs first. */
export async function showHere(db: Db, actor: Actor, input: { address: string }, house: House) {
  const space = await here(db, input)
  const inside = await insideOf(db, space.id)
  const charter = await db.selectFrom('charter').selectAll().where('space_id', '=', space.id).executeTakeFirst()
  const closed = await closedOf(db, space.id, space.zone)
  const manage = closed === null && inside.some((one) => one.person === actor.person && one.roles.includes('manager'))
  const { searchLanguage: _, ...told } = space
  return {
    ...told,
    reach: reachOf(
      space,
      inside,
      charter?.payer ?? '',
      await newcomersReadBack(db, space),
      await othersWere(db, space.id, actor.person),
    ),
    charter:
      charter === undefined
        ? null
        : {
            purpose: charter.purpose,
            priorities: charter.priorities,
            anchor: charter.anchor as 'place',
            phase: charter.phase as 'active',
            intensity: charter.intensity as 'standard',
            template: charter.template,
            payer: charter.payer,
            vocabulary: charter.vocabulary as Record<string, string>,
            version: charter.version,
          },
    can: {
      invite: closed === null && space.kind !== 'person' && space.kind !== 'seat',
      manage,
      coordinate: inside.some((one) => one.person === actor.person && one.roles.includes('learning_coordinator')),
    },
    tabs: tabsOf(charter?.template, charter?.intensity),
    people: new Set(inside.map((one) => one.person)).size,
    closed,
    copied: await anyCopied(db, space.id),
    words: {
      ...(await wordsOf(house.settings.dataDir)),
      ...(charter?.vocabulary as Record<string, string> | undefined),
    },
  }
}
