import type { Definition } from '#modules/methods/contract/definition.ts'
import { attributionOf, isNameless, makesSomething, shownWhen, writesOf } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { keptMethod } from '#modules/methods/server/index.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Planned } from '../../contract/state.ts'
import { standsSentence } from './outputs.ts'

const MOST_KEPT = 200
const kept = new Map<string, Definition>()

/** The definition an activity was begun with. Read once, and not for each phone. */
export function definitionOf(activity: { id: string; definition: unknown }): Definition {
  const known = kept.get(keyOf(activity))
  if (known !== undefined) return known
  const { method } = keptMethod(activity.definition)
  return keep(keyOf(activity), method)
}

function keep(key: string, method: Definition): Definition {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, method)
  return method
}

/** A copy changes in one thing: a step is done with names where too few were there for none. */
const keyOf = ({ id, definition }: { id: string; definition: unknown }): string =>
  `${id} ${(definition as Definition).steps.map((step) => step.attribution?.at(0) ?? '').join()}`

type Read = { id: string; with_names: readonly string[] }
/** The same for an activity that this person has just read: what is kept is not carried over and read once more. */
export async function keptMethodOf(db: Db, { id, with_names }: Read): Promise<Definition> {
  const key = `${id} ${with_names.join()}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const row = await db.selectFrom('activity').select(['id', 'definition']).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return keep(key, definitionOf(row))
}

/** A step as those who take part read it; what its facilitator says is told to facilitators alone. */
export function plan(
  method: Definition,
  step: Step,
  facilitates: boolean,
  withNames: readonly string[],
  space: string,
): Planned {
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
    writes: writesOf(step),
    optional: step.optional,
    repeat: step.repeat ?? null,
    settings: step.settings,
    shown: shownWhen(method, step),
    makes: makesSomething(step),
    stands: standsSentence(method, step, space),
    nameless: isNameless(method, step) && makesSomething(step),
    asksName: withNames.includes(step.key),
  }
}
