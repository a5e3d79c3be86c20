import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { rulesContract } from '../../contract/rules.ts'
import { here } from '../access.ts'
import { readRules } from '../queries/rules.ts'

/** Sets what is given and is not so already. Only its managers may, and the database says so; what is not theirs answers as what is not there. */
export async function setRules(
  tx: Tx,
  actor: Actor,
  input: InferContractRouterInputs<typeof rulesContract>['setRules'],
) {
  const space = await here(tx, input)
  const now = await readRules(tx, actor, input)
  const set = (rule: string, value: unknown) =>
    sql`select set_space_rule(${space.id}::uuid, ${rule}, ${JSON.stringify(value)}::jsonb)`.execute(tx)
  if (input.receiverDays !== undefined && input.receiverDays !== now.receiverDays)
    await set('receiver_days', input.receiverDays)
  if (input.documentsOut !== undefined && input.documentsOut !== (now.next?.documentsOut ?? now.documentsOut))
    await set('documents_out', input.documentsOut)
  return { ok: true as const }
}
