import { sql } from 'kysely'
import { bringFrom } from '#modules/crossings/server/index.ts'
import type { ServerModule } from '#platform/http/module.ts'
import { wordsOf } from './access.ts'
import { takeMail } from './mail/commands/inbox.ts'
import { takePhotos } from './photos/commands/take.ts'
import { sweep } from './photos/jobs.ts'
import { showPhotos } from './photos/queries.ts'
import { procedures } from './procedures.ts'
import { everythingWithPhotos, findEntries } from './queries.ts'

// Only the journal can open its entries; crossings ask it for the words before any of them leaves.
bringFrom('entry', wordsOf)

export const journal: ServerModule = {
  name: 'journal',
  router: procedures,
  find: findEntries,
  mine: async (db, person, house) => ({ entries: await everythingWithPhotos(db, person, house) }),
  // The rows go here; the owner's key, which opens more than the journal, is destroyed by whoever erases the person.
  forget: async (tx, person) => {
    await sql`select forget_my_entries()`.execute(tx)
    await tx.deleteFrom('mail_address').where('person_id', '=', person).execute()
  },
  routes(server, house) {
    takePhotos(server, house)
    showPhotos(server, house)
    takeMail(server, house)
  },
  tick: sweep,
  // A journal asks nothing of anybody.
  asks: async () => [],
}
