import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { SpaceClass } from '#shared/schema.ts'
import { here, IN_NOW, type Place } from '../access.ts'
import { restsOnOne } from '../present/jobs.ts'
import { listRoleAsks, residencesOf } from './role-asks.ts'

type Class = z.infer<typeof SpaceClass>
const EVERYBODY_DECIDES: readonly string[] = ['pair', 'room', 'group']

/** Who does what in a space, who is about to come in, and the reader's own open invitations. */
export async function listPeople(db: Db, actor: Actor, input: { address: string }, house: House) {
  const space = await here(db, input)
  const all = await memberships(db, space)
  const inside = all.filter((one) => one.inside)
  const mine = inside.filter((one) => one.person === actor.person)
  const manage = mine.some((one) => one.roles.includes('manager'))
  const residences = await residencesOf(db, space)
  const welcomed = new Set(
    (await db.selectFrom('arrival_answer').select('membership_id').where('person_id', '=', actor.person).execute()).map(
      (one) => one.membership_id,
    ),
  )
  const names = new Map(all.map((one) => [one.id, one.name]))
  return {
    members: inside.map((one) => ({
      id: one.id,
      person: one.person,
      name: one.name,
      organisation: one.organisation,
      class: one.class as Class,
      roles: residences.has(one.id) ? [...one.roles, 'researcher_in_residence'] : one.roles,
      since: one.since,
      until: one.until,
      residence: residences.get(one.id) ?? null,
      sharesWith: one.shares === null ? null : (names.get(one.shares) ?? null),
      me: one.person === actor.person,
      can: { end: one.person === actor.person || manage, setRoles: manage },
    })),
    arrivals: all
      .filter((one) => one.first === null && !one.ended)
      .map((one) => ({
        id: one.id,
        name: one.name,
        organisation: one.organisation,
        class: one.class as Class,
        roles: one.roles,
        reason: one.reason,
        broughtBy: one.by,
        reads: one.reads === null ? ('arrival' as const) : one.reads <= 1 ? ('beginning' as const) : ('since' as const),
        readsSince: one.reads !== null && one.reads > 1 ? one.readsSince : null,
        takesEffect: one.effect,
        welcomed: welcomed.has(one.id),
        can: { welcome: !welcomed.has(one.id), end: manage },
      })),
    invitations: await invitations(db, space),
    orphans: await orphans(db, space),
    asks: await listRoleAsks(db, actor, space),
    unmanaged: await isUnmanaged(db, space.id),
    left: all
      .filter((one) => one.first !== null && one.ended && one.recently)
      .sort((a, b) => (b.until ?? '').localeCompare(a.until ?? ''))
      .map((one) => ({ id: one.id, name: one.name, on: one.until! })),
    restsOnOne: restsOnOne(inside),
    organisations: await listOrganisations(db),
    door: {
      decides:
        new Set(inside.map((one) => one.person)).size === 1
          ? ('alone' as const)
          : EVERYBODY_DECIDES.includes(space.kind)
            ? ('everybody' as const)
            : ('day' as const),
      full: space.kind === 'pair' && (await pairIsFull(db, space.id)),
      mails: house.mail.sends,
      privileged: await mayGive(db, space.id),
    },
  }
}

async function memberships(db: Db, space: Place) {
  return await db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .leftJoin('person as b', 'b.id', 'm.brought_by')
    // The same function decides what they will read when they come in: nothing else is announced.
    .leftJoinLateral(
      sql<{
        first: number
        opened: Date
      }>`(select * from arrival_reads(m.id) where m.first_chapter is null and m.ends_at is null)`.as('r'),
      (join) => join.onTrue(),
    )
    .select([
      'm.id',
      'm.person_id as person',
      'p.name',
      'o.name as organisation',
      'm.class',
      'm.roles',
      'm.first_chapter as first',
      'm.shares_with as shares',
      'm.reason_joined as reason',
      'b.name as by',
      'r.first as reads',
      sql<string | null>`to_char(r.opened at time zone ${space.zone}, 'YYYY-MM-DD')`.as('readsSince'),
      // The last day on which they are in; of those who left, the day they left.
      sql<
        string | null
      >`to_char((m.ends_at - case when m.ends_at > clock_now() then interval '1 second' else interval '0' end) at time zone ${space.zone}, 'YYYY-MM-DD')`.as(
        'until',
      ),
      sql<boolean>`coalesce(m.ends_at > clock_now() - interval '90 days', false)`.as('recently'),
      sql<string>`case when isfinite(m.starts_at) then to_char(m.starts_at at time zone ${space.zone}, 'YYYY-MM-DD') end`.as(
        'since',
      ),
      // Where every member must say yes there is no hour at which it takes effect anyway.
      sql<Date | null>`case when isfinite(m.starts_at) then m.starts_at end`.as('effect'),
      sql<boolean>`coalesce(m.ends_at <= clock_now(), false)`.as('ended'),
      IN_NOW.as('inside'),
    ])
    .where('m.space_id', '=', space.id)
    .orderBy('p.name')
    .orderBy('m.id')
    .execute()
}

/** The reader's own that are not settled: the database shows nobody another's. */
async function invitations(db: Db, space: Place) {
  const rows = await db
    .selectFrom('invitation as i')
    .leftJoin('organisation as o', 'o.id', 'i.organisation_id')
    .select([
      'i.id',
      'i.name',
      'i.email',
      'i.class',
      'i.roles',
      'o.name as organisation',
      sql<string>`to_char(i.made_at at time zone ${space.zone}, 'YYYY-MM-DD')`.as('made'),
      sql<string>`to_char(i.ends_at at time zone ${space.zone}, 'YYYY-MM-DD')`.as('ends'),
      sql<
        'open' | 'accepted' | 'expired'
      >`case when i.accepted_by is not null then 'accepted' when i.ends_at <= clock_now() then 'expired' else 'open' end`.as(
        'state',
      ),
      sql<string | null>`case when i.accepted_by is not null then invitation_guest(i.id) end`.as('guest'),
    ])
    .where('i.space_id', '=', space.id)
    .where(sql<boolean>`i.invited_by = me()`)
    .where('i.confirmed_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .orderBy('i.made_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, class: row.class as Class }))
}

/** Invitations whose inviter has left, for whoever may clear them away. */
async function orphans(db: Db, space: Place) {
  const { rows } = await sql<{ id: string; name: string; class: Class; made: string }>`
    select o.id, o.name, o.class, to_char(o.made_at at time zone ${space.zone}, 'YYYY-MM-DD') as made
      from orphan_invitations(${space.id}::uuid) o order by o.made_at, o.id`.execute(db as never)
  return rows
}

/** Whether I may ask somebody in here with a role that acts for others. */
export async function mayGive(db: Db, space: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_give(${space}::uuid) as may`.execute(db as never)
  return rows[0]!.may
}

async function isUnmanaged(db: Db, space: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select unmanaged(${space}::uuid) as is`.execute(db as never)
  return rows[0]!.is
}

/** Two are in, announced or invited: a pair holds no third. */
export async function pairIsFull(db: Db, space: string): Promise<boolean> {
  const { rows } = await sql<{ there: number }>`
    select (select count(distinct m.person_id) from membership m where m.space_id = ${space}::uuid and (m.ends_at is null or m.ends_at > clock_now()))
         + (select count(*) from invitation i where i.space_id = ${space}::uuid and i.confirmed_at is null and i.withdrawn_at is null
             and (i.accepted_by is not null or i.ends_at > clock_now())) as there`.execute(db as never)
  return rows[0]!.there >= 2
}

/** Organisations the reader may name: those of their spaces, and those they wrote down. */
export async function listOrganisations(db: Db) {
  return await db.selectFrom('organisation').select(['id', 'name']).orderBy('name').orderBy('id').execute()
}
