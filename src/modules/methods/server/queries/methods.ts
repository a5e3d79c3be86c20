import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { findIn } from '#platform/db/finding.ts'
import type { Ask, Found, Looking } from '#platform/http/module.ts'
import { AppError } from '#shared/errors.ts'
import { Definition } from '../../contract/definition.ts'
import type { methodsContract } from '../../contract.ts'
import { isKeeper } from '../access.ts'
import { toCard } from '../present.ts'
import { hashOf, readShelf, type Shelved } from './shelf.ts'

type In = InferContractRouterInputs<typeof methodsContract>
type Out = InferContractRouterOutputs<typeof methodsContract>

/** A method as it is run: its definition, and the hash by which a kept copy of it is known again. */
export type Method = Pick<Shelved, 'method' | 'hash'>

/** The newest of each key. */
const newest = (methods: Shelved[]) => methods.filter((one, at) => methods[at - 1]?.method.key !== one.method.key)

export async function listMethods(db: Db, actor: Actor, input: In['list'], house: House): Promise<Out['list']> {
  const { methods, leftOut } = await readShelf(house.settings.dataDir)
  const cards = newest(methods).flatMap((one) => {
    const card = toCard(one)
    return fits(card, input) && (!input.text?.trim() || findIn(wordsOf(one), input.text) !== null) ? [card] : []
  })
  return {
    methods: cards.toSorted((one, other) => one.title.localeCompare(other.title, 'en')),
    left_out: leftOut.length > 0 && (await isKeeper(db, actor.person)) ? leftOut : [],
  }
}

const wordsOf = ({ method: { title, purpose, good_for, credit, series } }: Shelved) =>
  [title, purpose, ...good_for, credit.originator, series?.title ?? ''].join(' ')

type Card = Out['list']['methods'][number]
const fits = (card: Card, { minutes, people, helps_to, names, way }: In['list']) =>
  (minutes === undefined || Math.min(card.short_minutes ?? card.minutes.least, card.minutes.least) <= minutes) &&
  (people === undefined || (card.people.least <= people && people <= card.people.most)) &&
  (helps_to === undefined || card.helps_to.includes(helps_to)) &&
  (names === undefined || card.nameless === (names === 'without')) &&
  (way === undefined || card.ways.includes(way))

export async function oneMethod(_db: Db, _actor: Actor, input: In['one'], house: House): Promise<Out['one']> {
  const { methods } = await readShelf(house.settings.dataDir)
  const versions = methods.filter((one) => one.method.key === input.key)
  const one = input.version === undefined ? versions[0] : versions.find((v) => v.method.version === input.version)
  if (one === undefined) throw new AppError('not_found')
  const { method, hash, own, instead } = one
  return { ...{ method, hash, own, instead }, versions: [...new Set(versions.map((v) => v.method.version))] }
}

/** The newest version of a method, for a run that begins now. Null: there is none of that name. */
export async function currentMethod(house: House, key: string): Promise<Method | null> {
  const { methods } = await readShelf(house.settings.dataDir)
  return methods.find((one) => one.method.key === key) ?? null
}

/** A version of a method while its file is here; of two with the same number, the place's own. */
export async function methodAt(house: House, key: string, version: number): Promise<Method | null> {
  const { methods } = await readShelf(house.settings.dataDir)
  return methods.find(({ method }) => method.key === key && method.version === version) ?? null
}

/** A copy of a definition that was kept with a run, so that the run goes on as it began whatever becomes of the file. */
export function keptMethod(kept: unknown): Method {
  const method = Definition.parse(kept)
  return { method, hash: hashOf(method) }
}

/**
 * Methods by their titles alone, so that they do not come up beside whatever people look for. They live in no space: a
 * search of one space finds none.
 */
export async function findMethods(_db: Db, looking: Looking, house: House): Promise<Found[]> {
  // A single letter begins a word in half of the titles.
  if (looking.alone || !/[\p{L}\p{N}]{2}/u.test(looking.typed)) return []
  const { methods } = await readShelf(house.settings.dataDir)
  return newest(methods)
    .flatMap((one) => {
      const { key, title, minutes } = one.method
      const parts = findIn(title, looking.typed)
      if (parts === null) return []
      return [
        { kind: 'method', id: key, space: null, parts, about: `${minutes.planned} minutes`, to: `/methods/${key}` },
      ]
    })
    .slice(0, looking.most)
}

/** Whoever runs the place is told of files that were left out: nobody else can put them right. */
export async function leftOutAsks(db: Db, person: string, house: House): Promise<Ask[]> {
  const { leftOut } = await readShelf(house.settings.dataDir)
  const [first] = leftOut
  if (first === undefined || !(await isKeeper(db, person))) return []
  const files = new Set(leftOut.map(({ file }) => file)).size
  return [
    {
      ...{ id: 'left-out', space: null, minutes: 5, verb: 'See what is wrong', to: '/methods#left-out' },
      words: files === 1 ? `The method in ${first.file} was left out` : `${files} files of methods were left out`,
      why: `${first.file}, line ${first.line}: ${first.sentence}`,
    },
  ]
}
