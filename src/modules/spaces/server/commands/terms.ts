import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { termsContract } from '../../contract/terms.ts'
import { here } from '../access.ts'
import { readTerms } from '../queries/terms.ts'

/** Sets what is given and is not so already. Only its managers may, and the database says so; what is not theirs answers as what is not there. */
export async function setTerms(
  tx: Tx,
  actor: Actor,
  input: InferContractRouterInputs<typeof termsContract>['setTerms'],
) {
  const space = await here(tx, input)
  const now = await readTerms(tx, actor, input)
  const set = (rule: string, value: unknown) =>
    sql`select set_space_rule(${space.id}::uuid, ${rule}, ${JSON.stringify(value)}::jsonb)`.execute(tx)
  if (input.receiverDays !== undefined && input.receiverDays !== now.receiverDays)
    await set('receiver_days', input.receiverDays)
  if (input.documentsOut !== undefined && input.documentsOut !== (now.next?.documentsOut ?? now.documentsOut))
    await set('documents_out', input.documentsOut)
  return { ok: true as const }
}
