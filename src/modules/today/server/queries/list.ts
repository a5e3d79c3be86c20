import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Asked } from '#platform/http/module.ts'
import { myToday } from '#platform/time.ts'
import type { todayContract } from '../../contract.ts'
import { choose, keyOf, MOST } from '../present/choose.ts'
import { anchorOf } from '../present/letter.ts'

type In = InferContractRouterInputs<typeof todayContract>
type Out = InferContractRouterOutputs<typeof todayContract>

/** What waits for the reader, five things at most, and what they put aside of what still waits. */
export async function listToday(db: Db, actor: Actor, input: In['list'], house: House): Promise<Out['list']> {
  const today = await myToday(db)
  const { waiting, aside } = await sortedAsks(db, actor.person, today, house)
  const here = (ask: Asked) => input.space === undefined || ask.space === input.space
  const shown = waiting.filter(here)
  const presented = (ask: Asked) => present(ask, anchorOf(ask, actor.person, house))
  return {
    waiting: choose(shown, today).map(({ ask, because }) => ({ ...presented(ask), because })),
    more: Math.max(0, shown.length - MOST),
    aside: aside.filter(({ ask }) => here(ask)).map(({ ask, until }) => ({ ...presented(ask), until })),
  }
}

const present = (ask: Asked, anchor: string) => {
  const { from: _from, about: _about, ...shown } = ask
  return { ...shown, key: keyOf(ask), anchor, due: ask.due ?? null }
}

/** Everything that waits for somebody, with what they put aside apart. What was put aside until a day is back on it. */
export async function sortedAsks(db: Db, person: string, today: string, house: House) {
  const asks = await house.gathered.asks(db, person)
  const rows = await db.selectFrom('ask_aside').select(['ask', 'until']).where('person_id', '=', person).execute()
  const untils = new Map(
    rows.filter((row) => row.until === null || row.until > today).map((row) => [row.ask, row.until]),
  )
  return {
    waiting: asks.filter((ask) => !untils.has(keyOf(ask))),
    aside: asks.flatMap((ask) => {
      const until = untils.get(keyOf(ask))
      return until === undefined ? [] : [{ ask, until }]
    }),
  }
}
