import { bringFrom } from '#modules/crossings/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'
import { journalOf, wordsOf } from './access.ts'
import { procedures } from './procedures.ts'
import { everything } from './queries.ts'

// Only the journal can open its entries; crossings ask it for the words before any of them leaves.
bringFrom('entry', wordsOf)

export const journal: ServerModule = {
  name: 'journal',
  router: procedures,
  mine: async (db, person, house) => ({ entries: await everything(db, person, house) }),
  // The rows go here; the owner's key, which opens more than the journal, is destroyed by whoever erases the person.
  forget: async (tx) => {
    const { space_id } = await journalOf(tx)
    await tx.deleteFrom('entry').where('space_id', '=', space_id).execute()
  },
  // A journal asks nothing of anybody.
  asks: async () => [],
}
