import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append, takingBack } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Card, Whose } from '../../contract.ts'
import { listVoices } from '../queries/evidence.ts'

const MOST_WORDS = 5000

type Piece = {
  space: string
  chapter: string
  words: string
  whose: Whose
  card: Card
  place: { document: string; starts: number; ends: number } | null
}

async function keepPiece(tx: Tx, actor: Actor, piece: Piece) {
  const { whose, card, place } = piece
  if (whose.is === 'member') {
    const voices = await listVoices(tx, actor, { space: piece.space })
    if (!voices.some((voice) => voice.id === whose.person)) {
      return refuse(
        'not_here',
        'They are not in this space any more, so they cannot be named here. Say their role instead; what you wrote is still here.',
      )
    }
  }
  const id = randomUUID()
  await tx
    .insertInto('evidence')
    .values({
      space_id: piece.space,
      id,
      chapter_id: piece.chapter,
      words: piece.words,
      author_id: actor.person,
      // Words of nobody's stand as a role without a name, so that they can never cross as somebody's own.
      attribution: whose.is === 'mine' || whose.is === 'member' ? 'named' : 'role',
      speaker_id: whose.is === 'mine' ? actor.person : whose.is === 'member' ? whose.person : null,
      said_by: whose.is === 'role' ? whose.role.trim() : '',
      document_id: place?.document ?? null,
      starts: place?.starts ?? null,
      ends: place?.ends ?? null,
      method: card.method,
      asked: card.asked,
      n: card.n,
      dated: card.dated,
      limits: card.limits,
      disputed_by: card.disputedBy,
      tsv: sql<string>`to_tsvector((select search_language from space where id = ${piece.space}::uuid), ${piece.words})`,
    })
    .execute()
  await append(tx, { chapter: piece.chapter, kind: 'evidence.written', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

/** Writes down a piece of evidence in words. */
export function writeEvidence(tx: Tx, actor: Actor, input: Omit<Piece, 'place'>) {
  return keepPiece(tx, actor, { ...input, place: null })
}

type Cut = { space: string; chapter: string; document: string; starts: number; ends: number; whose: Whose; card: Card }

/**
 * Cuts an excerpt. Its words are taken here, from the text that is kept, never from what the screen says they are; and
 * it stays in the chapter of its document, since words of an earlier chapter come into a later one by a crossing only.
 */
export async function cutExcerpt(tx: Tx, actor: Actor, input: Cut) {
  const document = await tx
    .selectFrom('document')
    .where('space_id', '=', input.space)
    .where('id', '=', input.document)
    .select(['chapter_id', 'text'])
    .executeTakeFirst()
  if (document === undefined) throw new AppError('not_found')
  if (document.chapter_id !== input.chapter) {
    return refuse(
      'elsewhere',
      'Other people read this document than stood above your words. Nothing was kept. Open the document again, see who reads it, and keep the words then.',
    )
  }
  const words = document.text.slice(input.starts, input.ends)
  if (input.ends > document.text.length || words.trim() === '' || !words.isWellFormed()) {
    return refuse(
      'not_there',
      'These words are not in the text as it stands. Nothing was kept. Choose the words once more.',
    )
  }
  if (words.length > MOST_WORDS)
    return refuse(
      'too_long',
      `An excerpt has at most ${MOST_WORDS.toLocaleString('en-GB')} characters, and this one has ${words.length.toLocaleString('en-GB')}. Choose a shorter part.`,
    )
  return keepPiece(tx, actor, {
    ...input,
    words,
    place: { document: input.document, starts: input.starts, ends: input.ends },
  })
}

/** Changes what is known about a piece of evidence. Its words stay as they were said. */
export async function editCard(
  tx: Tx,
  actor: Actor,
  input: { space: string; id: string; version: number; card: Card },
) {
  const { card } = input
  const before = await tx
    .selectFrom('evidence')
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .select(['version', 'words', 'crossing_id'])
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  if (before.crossing_id !== null || before.words === null) {
    return refuse(
      'brought_in',
      'This was brought in from elsewhere and stays as it was let go. What you typed is still here.',
    )
  }
  const changed = await tx
    .updateTable('evidence')
    .set({
      method: card.method,
      asked: card.asked,
      n: card.n,
      dated: card.dated,
      limits: card.limits,
      disputed_by: card.disputedBy,
      version: input.version + 1,
    })
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('chapter_id')
    .executeTakeFirst()
  if (changed === undefined) throw new AppError('conflict')
  await append(tx, {
    chapter: changed.chapter_id,
    kind: 'evidence.card_changed',
    subject: input.id,
    actor: actor.person,
  })
  return { ok: true as const, id: input.id, version: input.version + 1 }
}

/** Takes the asker's own words out, whoever typed them. Somebody else's are answered as what never was. */
export async function takeOut(tx: Tx, _actor: Actor, { space, id }: { space: string; id: string }) {
  await takingBack(tx)
  await sql`select take_out_words(${space}::uuid, ${id}::uuid)`.execute(tx)
  return { ok: true as const, id }
}
