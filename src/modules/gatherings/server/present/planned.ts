import type { Definition } from '#modules/methods/contract/definition.ts'
import { attributionOf, isNameless, makesSomething, shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { keptMethod } from '#modules/methods/server/index.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Planned } from '../../contract/state.ts'

const MOST_KEPT = 200
const kept = new Map<string, Definition>()

/** The definition an activity was begun with. It never changes, so it is read once and not for each phone. */
export function definitionOf(activity: { id: string; definition: unknown }): Definition {
  const known = kept.get(activity.id)
  if (known !== undefined) return known
  const { method } = keptMethod(activity.definition)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(activity.id, method)
  return method
}

/** The same for an activity that this person has just read: what is kept is not carried over and read once more. */
export async function keptMethodOf(db: Db, activity: string): Promise<Definition> {
  const known = kept.get(activity)
  if (known !== undefined) return known
  const row = await db.selectFrom('activity').select(['id', 'definition']).where('id', '=', activity).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return definitionOf(row)
}

/** A step as those who take part read it; what its facilitator says is told to facilitators alone. */
export function plan(method: Definition, step: Step, facilitates: boolean): Planned {
  return {
    key: step.key,
    title: step.title,
    kind: step.kind,
    prompt: step.prompt,
    say: facilitates ? (step.say ?? '') : '',
    cards: step.cards ?? [],
    minutes: step.minutes,
    group: step.group,
    attribution: attributionOf(method, step),
    mayGo: step.may_go ?? [],
    seenBy: step.seen_by,
    belongsTo: step.belongs_to,
    kept: step.kept,
    from: step.from ?? [],
    writes: step.writes,
    optional: step.optional,
    repeat: step.repeat ?? null,
    settings: step.settings,
    shown: shownWhen(method, step),
    makes: makesSomething(step),
    nameless: isNameless(method, step) && makesSomething(step),
  }
}
