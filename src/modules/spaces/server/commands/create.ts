import { randomInt, randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { spacesContract } from '../../contract.ts'
import { here } from '../access.ts'
import { templateOf } from '../present/templates.ts'
import { keepPartner } from './partners.ts'

type Input = InferContractRouterInputs<typeof spacesContract>['create']
type NamedOrganisation = NonNullable<Input['organisation']>

/** A space from a template, with its founder as its first member and manager. */
export async function createSpace(tx: Tx, actor: Actor, input: Input) {
  const template = templateOf(input.template)
  if (template === undefined) throw new AppError('invalid', undefined, { template: 'Choose what kind of space it is.' })
  if (template.only !== undefined && !template.only.includes(input.class)) {
    return refuse(
      'class',
      'Only grantees are in a group like this, and you said you take part as something else. Choose another kind of space, or say how you take part here.',
    )
  }
  if (template.kind === 'pair' && input.parent !== undefined && (await standsUnderClient(tx, input.parent))) {
    return refuse(
      'under_client',
      'Supervision never stands under a client. Put it under your own organisation, or under nothing.',
    )
  }
  const organisation = input.organisation === undefined ? null : await settleOrganisation(tx, actor, input.organisation)
  const id = randomUUID()
  const address = addressOf(input.name)
  const charter = {
    purpose: input.purpose ?? '',
    template: template.key,
    anchor: input.anchor ?? template.anchor,
    intensity: input.intensity ?? template.intensity,
    payer: input.payer ?? '',
  }
  const roles = [...new Set(['manager', ...(input.roles ?? [])])]
  await sql`select found_space(${id}::uuid, ${input.parent ?? null}::uuid, ${template.kind}, ${input.name.trim()}, ${address},
    ${input.unlisted ?? template.unlisted}, (select zone from installation), ${input.class}, ${roles}::text[], ${organisation}::uuid,
    ${JSON.stringify(template.rules)}::jsonb, ${JSON.stringify(charter)}::jsonb)`.execute(tx)
  const called = (one: { name: string }) => one.name.trim().toLowerCase()
  const named = input.partners ?? []
  const partners = named.filter((one, at) => named.findIndex((other) => called(other) === called(one)) === at)
  if (partners.length > 0) {
    const place = await here(tx, { id })
    // The founder's own organisation may be named among the partners: it is the same one, and not another of that name.
    const own = await tx.selectFrom('organisation').select('name').where('id', '=', organisation).executeTakeFirst()
    const bodyOf = async (partner: (typeof partners)[number]) =>
      organisation !== null && own !== undefined && called(own) === called(partner)
        ? organisation
        : settleOrganisation(tx, actor, partner)
    for (const partner of partners)
      await keepPartner(tx, actor, place, await bodyOf(partner), undefined, 'Named when the space was made')
  }
  const priorities = (input.priorities ?? []).map((one) => one.trim())
  const vocabulary = JSON.stringify(template.vocabulary ?? {})
  await tx.updateTable('charter').set({ priorities, vocabulary }).where('space_id', '=', id).execute()
  return { ok: true as const, id, address }
}

/** One that may be named already, or a new one, written down by whoever names it. */
export async function settleOrganisation(tx: Tx, actor: Actor, named: NamedOrganisation): Promise<string> {
  if ('id' in named) {
    const known = await tx.selectFrom('organisation').select('id').where('id', '=', named.id).executeTakeFirst()
    if (known === undefined) throw new AppError('not_found')
    return known.id
  }
  const id = randomUUID()
  await tx
    .insertInto('organisation')
    .values({
      id,
      name: named.name.trim(),
      org_id: named.orgId ?? null,
      size_band: named.sizeBand ?? null,
      sector: named.sector ?? null,
      made_by: actor.person,
    })
    .execute()
  return id
}

async function standsUnderClient(tx: Tx, parent: string): Promise<boolean> {
  const row = await tx.selectFrom('space').select('kind').where('id', '=', parent).executeTakeFirst()
  return row !== undefined && row.kind !== 'organisation'
}

/** The name and four random letters, so that no name is ever taken and none tells of another. */
function addressOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '')
  const letters = Array.from({ length: 4 }, () => 'abcdefghijkmnpqrstuvwxyz'[randomInt(24)]).join('')
  return slug === '' ? `space-${letters}` : `${slug}-${letters}`
}
