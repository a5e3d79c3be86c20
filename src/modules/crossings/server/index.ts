import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { ServerModule } from '#platform/http/module.ts'
import type { Mine } from '../contract.ts'
import { lapseDue, takeAllBack } from './commands.ts'
import { askedBecause } from './present.ts'
import { procedures } from './procedures.ts'
import { asked, mine } from './queries.ts'
import { asksOfGroups, rememberRequests, requestsOf, weekOfRequests } from './requests/queries.ts'

export { bringFrom } from './access.ts'
export { beforeAsking, unspoken } from './commands.ts'
export { sameSaid } from './requests/present/copies.ts'

export const crossings: ServerModule = {
  name: 'crossings',
  router: procedures,
  mine: async (db, person) => ({
    whereMyWordsAre: await allOf(db, person),
    requests: await requestsOf(db, person),
  }),
  remembered: rememberRequests,
  week: weekOfRequests,
  async forget(tx) {
    await takeAllBack(tx)
    await sql`select forget_requests()`.execute(tx)
  },
  tick: lapseDue,
  asksAbout: 'About words of yours, or of a space you are in',
  asks: async (db, person) => [
    ...(await asked(db, person)).map((item) => ({
      id: item.id,
      space: item.space,
      words: item.words,
      why: askedBecause(item),
      minutes: 2,
      verb: 'Answer',
      to: `/words#${item.id}`,
    })),
    ...(await asksOfGroups(db, person)),
  ],
}

async function allOf(db: Db, person: string): Promise<Mine[]> {
  const all: Mine[] = []
  let cursor: string | null = null
  do {
    const page: { crossings: Mine[]; next: string | null } = await mine(
      db,
      { person, session: '', kind: 'full', provedAt: null },
      { cursor },
    )
    all.push(...page.crossings)
    cursor = page.next
  } while (cursor !== null)
  return all
}
