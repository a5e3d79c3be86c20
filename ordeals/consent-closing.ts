// Spaces that end while words are on their way: closed and read, or deleted for real.
import type { Model, Space } from './consent-model.ts'
import type { Run } from './consent-steps.ts'

type Ask = (person: string, sql: string) => Promise<string>
type Happened = { what: string; fault?: string | null } | null

/** What the domain says: what is open lapses, what went stands; deleted, everything in it is gone, and it alone. */
function end(model: Model, space: Space, deleted: boolean): void {
  space.closed = true
  for (const crossing of model.crossings.values()) {
    if ((crossing.from !== space.id && crossing.to !== space.id) || crossing.outcome !== null) continue
    crossing.outcome = 'stays'
    crossing.words = null
  }
  if (!deleted) return
  space.buried = true
  space.members = []
  for (const [id, item] of model.items) if (item.space === space.id) model.items.delete(id)
  for (const [id, crossing] of model.crossings) if (crossing.to === space.id) model.crossings.delete(id)
  for (const child of model.spaces.values()) if (child.parent === space.id) child.parent = null
}

/** Somebody asks that a space end. Everybody says yes, or one says no; agreed, its day comes at once. */
export async function close({ db, model, people, by }: Run, living: Space[], ask: Ask): Promise<Happened> {
  if (by.below(3) > 0 || living.length < 2) return null
  const space = by.pick(living)
  const [first, ...others] = model.present(space.id)
  if (first === undefined) return null
  const id = by.uuid()
  const deleted = by.below(2) === 0
  const way = deleted ? 'deleted' : 'read'
  const propose = `select propose_closing('${id}', '${space.id}', '${way}', '${way}', 12, '', null)`
  const outsider = people.find((one) => !model.isIn(one, space.id))
  if (outsider !== undefined && (await ask(outsider, propose)) !== 'TF404')
    return { what: 'close', fault: 'an outsider may ask that a space end' }
  const asked = await ask(first, propose)
  const no = others.length > 0 && !space.majority && by.below(4) === 0
  let state = asked
  for (const other of others)
    if (state === 'open') state = await ask(other, `select answer_closing('${id}', '${no ? 'no' : 'yes'}')`)
  if (state !== (no ? 'stays' : 'agreed')) return { what: 'close', fault: `closing: ${state}` }
  await db.query('update closing set takes_effect_at = clock_now() where id = $1', [id])
  await db.query('select close_due()')
  if (no) return { what: 'close refused' }
  end(model, space, deleted)
  return { what: `close ${way}` }
}
