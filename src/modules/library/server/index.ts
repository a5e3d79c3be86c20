import { sql } from 'kysely'
import type { ServerModule } from '#platform/http/module.ts'
import { importRoute } from './commands/import.ts'
import { openKinds } from './present/copies.ts'
import { filePaths } from './present/paths.ts'
import { procedures } from './procedures.ts'
import { downloadRoute } from './queries/download.ts'
import { findAnywhere } from './queries/find-anywhere.ts'
import { looksAsked } from './queries/looks.ts'
import { rememberEvidence } from './queries/remembered.ts'

export { type LookDay, looksAhead } from './queries/looks.ts'

export const library: ServerModule = {
  name: 'library',
  router: procedures,
  open: openKinds,
  paths: filePaths,
  find: findAnywhere,
  routes(server, house) {
    importRoute(server, house)
    downloadRoute(server, house)
  },
  async mine(db, person) {
    const said = await db
      .selectFrom('evidence')
      .where('words', 'is not', null)
      .where((is) => is.or([is('speaker_id', '=', person), is('author_id', '=', person)]))
      .select(['space_id', 'words', 'said_by', 'method', 'asked', 'n', 'dated', 'limits', 'disputed_by', 'made_at'])
      .execute()
    const brought = await db
      .selectFrom('document')
      .where('author_id', '=', person)
      .select(['space_id', 'title', 'kind', 'source', 'link', 'dated', 'text', 'changed', 'occasion', 'made_at'])
      .execute()
    const disputes = await db
      .selectFrom('contest')
      .where('author_id', '=', person)
      .select(['space_id', 'evidence_id', 'words', 'made_at'])
      .execute()
    const artefacts = await db
      .selectFrom('artefact')
      .where((is) => is.or([is('author_id', '=', person), is('owner_id', '=', person)]))
      .select(['space_id', 'sort', 'title', 'purpose', 'fields', 'may_go', 'occasion', 'occasion_on', 'made_at'])
      .execute()
    const hands = await db
      .selectFrom('version_hand')
      .where('person_id', '=', person)
      .select(['space_id', 'document_id', 'name', 'signed_on'])
      .execute()
    return { hands, evidence: said, documents: brought, disputes, artefacts }
  },
  /** Their own words go; what was cut from a document or said by others is not theirs. */
  async forget(tx) {
    await sql`select forget_words_said()`.execute(tx)
    // Whose hand typed the rest is kept nowhere; the web role may not change it, so the database does.
    await sql`select forget_authorship()`.execute(tx)
    await sql`select library_forget_me()`.execute(tx)
  },
  asksAbout: 'About what a space made and looks at again',
  asks: looksAsked,
  remembered: rememberEvidence,
}
