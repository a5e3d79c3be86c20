import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Rules } from '../../contract/rules.ts'
import { here } from '../access.ts'

/** Under which name each stands among the rules of a space. */
export const RULE_OF = {
  roleClause: 'role_clause',
  challenge: 'challenge',
  attribution: 'attribution',
  cadenceDays: 'cadence_days',
  keptOut: 'safe_space',
  agreedOn: 'agreed_on',
} as const

/** How a space its reader is in has agreed to meet: the front door of every module that goes by it. Not agreed is empty, or null. */
export async function rulesOf(db: Db, space: string): Promise<Omit<Rules, 'mayChange'>> {
  const { rows } = await sql<{ rule: string; value: unknown; times: number; since: string }>`
    select distinct on (r.rule) r.rule, r.value, count(*) over (partition by r.rule)::int as times,
           to_char(r.since at time zone s.zone, 'YYYY-MM-DD') as since
      from space_rule r join space s on s.id = r.space_id
     where r.space_id = ${space}::uuid and r.rule in (${sql.join(Object.values(RULE_OF))})
     order by r.rule, r.since desc`.execute(db as never)
  const said = (name: keyof typeof RULE_OF) => rows.find((row) => row.rule === RULE_OF[name])?.value
  return {
    roleClause: (said('roleClause') as string | undefined) ?? '',
    challenge: (said('challenge') as string | undefined) ?? '',
    attribution: (said('attribution') as Rules['attribution'] | undefined) ?? null,
    cadenceDays: (said('cadenceDays') as number | undefined) ?? null,
    keptOut: (said('keptOut') as Rules['keptOut'] | undefined) ?? [],
    agreedOn: (said('agreedOn') as string | null | undefined) ?? null,
    version: rows.reduce((sum, row) => sum + row.times, 0),
    since: rows.reduce<string | null>((last, row) => (last === null || row.since > last ? row.since : last), null),
  }
}

export async function showRules(db: Db, _actor: Actor, input: { address: string }): Promise<Rules> {
  const space = await here(db, input)
  const { rows } = await sql<{ yes: boolean }>`
    select i_manage(${space.id}::uuid) and exists (select from space s where s.id = ${space.id}::uuid and s.closed_at is null) as yes`.execute(
    db as never,
  )
  return { ...(await rulesOf(db, space.id)), mayChange: rows[0]!.yes }
}
