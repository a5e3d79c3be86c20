import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { rulesContract } from '../../contract/rules.ts'
import { here } from '../access.ts'
import { todayIn } from '../present/days.ts'
import { RULE_OF, rulesOf } from '../queries/rules.ts'

type Input = InferContractRouterInputs<typeof rulesContract>['sayRules']

/** Says anew how the space meets. Only what changed is a new dated row; what stood before is kept. */
export async function sayRules(tx: Tx, actor: Actor, input: Input) {
  const space = await here(tx, input)
  const before = await rulesOf(tx, space.id)
  if (before.version !== input.version)
    return refuse('conflict', 'Somebody said this anew while you were writing. Look at it, then say yours again.')
  const said = { ...input, roleClause: input.roleClause.trim(), challenge: input.challenge.trim() }
  if (said.agreedOn !== null && said.agreedOn > (await todayIn(tx, space.id)))
    throw new AppError('invalid', undefined, {
      agreedOn: 'Choose a day that has been: the one on which it was accepted.',
    })
  let changed = 0
  for (const name of Object.keys(RULE_OF) as (keyof typeof RULE_OF)[]) {
    if (JSON.stringify(said[name]) === JSON.stringify(before[name])) continue
    const { rows } = await sql<{ done: boolean }>`
      select say_rule(${space.id}::uuid, ${RULE_OF[name]}, ${JSON.stringify(said[name])}::jsonb) as done`.execute(tx)
    if (rows[0]!.done) changed++
  }
  if (changed > 0)
    await append(tx, { chapter: space.standing, kind: 'space.rules_said', subject: space.id, actor: actor.person })
  return { ok: true as const, version: before.version + changed }
}
