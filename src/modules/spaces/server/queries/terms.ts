import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { dayOf } from '#shared/day.ts'
import type { termsContract } from '../../contract/terms.ts'
import { here } from '../access.ts'
import { closedOf } from './closing.ts'

type Terms = InferContractRouterOutputs<typeof termsContract>['terms']
/** What holds where nothing was set. */
const SILENT = { receiverDays: 14, documentsOut: 'bringer' } as const

/** What a space has set of its own rules, and what is set and does not hold yet. */
export async function readTerms(db: Db, _actor: Actor, input: { address: string }): Promise<Terms> {
  const space = await here(db, input)
  const { rows } = await sql<{ rule: string; value: unknown; since: Date; holds: boolean }>`
    select r.rule, r.value, r.since, r.since <= clock_now() as holds from space_rule r
     where r.space_id = ${space.id}::uuid and r.rule in ('receiver_days', 'documents_out') order by r.since desc`.execute(
    db as never,
  )
  const { rows: may } = await sql<{ manage: boolean }>`select i_manage(${space.id}::uuid) as manage`.execute(
    db as never,
  )
  const holding = (rule: string) => rows.find((row) => row.rule === rule && row.holds)?.value
  const coming = rows.find((row) => row.rule === 'documents_out' && !row.holds)
  return {
    receiverDays: (holding('receiver_days') as number | undefined) ?? SILENT.receiverDays,
    documentsOut: (holding('documents_out') as Terms['documentsOut'] | undefined) ?? SILENT.documentsOut,
    next:
      coming === undefined
        ? null
        : { documentsOut: coming.value as Terms['documentsOut'], from: dayOf(coming.since, space.zone) },
    can: { change: may[0]!.manage && (await closedOf(db, space.id, space.zone)) === null },
  }
}
