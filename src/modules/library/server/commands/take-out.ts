import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { takingBack } from '#platform/events/append.ts'

/** Takes a document out, with the words of what was cut from it. Whoever may not is answered as for what never was. */
export async function takeOutDocument(tx: Tx, _actor: Actor, { space, document }: { space: string; document: string }) {
  await takingBack(tx)
  const { rows } = await sql<{ file: string | null }>`
    select take_out_document(${space}::uuid, ${document}::uuid) as file`.execute(tx)
  return { ok: true as const, id: document, file: rows[0]!.file }
}

/** Its row and its key are gone; the bytes that nobody can read any more do not wait for the night. */
export async function removeFile(
  answer: { ok: boolean; file?: string | null },
  _actor: Actor,
  { house }: Context,
): Promise<void> {
  if (answer.ok && answer.file) await house.files.remove(answer.file)
}
