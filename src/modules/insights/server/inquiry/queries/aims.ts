import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import type { aimsContract } from '../../../contract/aims.ts'
import { type Place, placeOf } from '../../access.ts'
import { nearness } from '../present.ts'
import { linkedTo } from './linked.ts'
import { oneOf } from './page.ts'

type In = InferContractRouterInputs<typeof aimsContract>
type Out = InferContractRouterOutputs<typeof aimsContract>
type Aim = Out['aim']['aim']
type Row = Pick<Aim, 'id' | 'kind' | 'words' | 'by_on' | 'whose' | 'version'> & { made_at: Date }

const COLUMNS = ['id', 'kind', 'words', 'by_on', 'whose', 'version', 'made_at'] as const

/** What a space is for: every member reads it; what was produced for it, each as far as they read. A space has few. */
export async function listAims(db: Db, _actor: Actor, input: In['aims']): Promise<Out['aims']> {
  const place = await placeOf(db, input)
  const rows = await db
    .selectFrom('aim')
    .select([...COLUMNS])
    .where('space_id', '=', place.id)
    .orderBy('made_at')
    .orderBy('id')
    .limit(200)
    .execute()
  return withMade(db, place, rows as Row[])
}

/** One aim, with what was produced for it. */
export async function readAim(db: Db, _actor: Actor, input: In['aim']): Promise<Out['aim']> {
  const { of, ...where } = input
  const place = await placeOf(db, where)
  const columns = ['kind', 'words', 'by_on', 'whose', 'version']
  const row = await oneOf<Row>(db, { table: 'aim', columns, space: place.id, id: of })
  if (row === undefined) throw new AppError('not_found')
  const [aim] = await withMade(db, place, [row])
  return { space: place.id, aim: aim! }
}

async function withMade(db: Db, place: Place, rows: Row[]): Promise<Aim[]> {
  const linked = await linkedTo(
    db,
    place,
    rows.map((row) => row.id),
  )
  const today = dayOf(await clock(db), place.zone)
  return rows.map(({ made_at, ...row }) => ({
    ...row,
    ...{ near: nearness(row.by_on, today), made_on: dayOf(made_at, place.zone), linked: linked(row.id) },
  }))
}
