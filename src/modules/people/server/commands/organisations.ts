import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { peopleContract } from '../../contract.ts'

type In = InferContractRouterInputs<typeof peopleContract>

/** An organisation is known to whoever added it, and then to those who meet somebody from it. Two may bear one name. */
export async function addOrganisation(tx: Tx, actor: Actor, input: In['addOrganisation']) {
  const id = randomUUID()
  await tx
    .insertInto('organisation')
    .values({
      id,
      name: input.name.trim(),
      org_id: input.orgId,
      size_band: input.sizeBand,
      sector: input.sector,
      made_by: actor.person,
    })
    .execute()
  return { ok: true as const, id }
}
