import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { bringer } from '../present.ts'

/** So many are named one by one: whoever wants them all opens the document. */
const MOST = 200

/** What goes with a document if its reader takes it out, and what stays. Who may not take it out is not answered. */
export async function goingWith(db: Db, actor: Actor, input: { space: string; document: string }, house: House) {
  const document = await db
    .selectFrom('document as d')
    .leftJoin('person as p', 'p.id', 'd.author_id')
    .where('d.space_id', '=', input.space)
    .where('d.id', '=', input.document)
    .where(sql<boolean>`may_take_out(d.space_id, d.author_id)`)
    .select(['d.author_id', 'p.name as author', sql<string>`coalesce(d.line_id, d.id)`.as('line')])
    .executeTakeFirst()
  if (document === undefined) throw new AppError('not_found')
  const excerpts = await db
    .selectFrom('evidence as e')
    .leftJoin('person as s', 's.id', 'e.speaker_id')
    .where('e.space_id', '=', input.space)
    .where('e.document_id', '=', input.document)
    .where('e.words', 'is not', null)
    .select(['e.id', 'e.author_id', 'e.speaker_id', 's.name as speaker'])
    .limit(MOST)
    .execute()
  const ids = excerpts.map((one) => one.id)
  const { rows } = await sql<{ contests: number; versions: number }>`
    select (select count(*)::int from contest c where c.space_id = ${input.space}::uuid and c.evidence_id = any (${ids}::uuid[])) as contests,
      (select count(*)::int from document v where v.space_id = ${input.space}::uuid and v.id <> ${input.document}::uuid
          and coalesce(v.line_id, v.id) = ${document.line}::uuid) as versions`.execute(db as never)
  const same = await db
    .selectFrom('document as o')
    .where('o.space_id', '=', input.space)
    .where('o.id', '<>', input.document)
    .where(
      sql<boolean>`md5(o.text) = (select md5(t.text) from document t where t.space_id = o.space_id and t.id = ${input.document}::uuid)`,
    )
    .select(['o.id', 'o.title'])
    .orderBy('o.made_at')
    .orderBy('o.id')
    .limit(MOST)
    .execute()
  const built = ids.length === 0 ? [] : await house.gathered.built(db, { space: input.space, evidence: ids })
  return {
    ...rows[0]!,
    excerpts: ids.length,
    ofOthers: excerpts.filter((one) => one.author_id !== actor.person).length,
    members: [
      ...new Set(
        excerpts.flatMap((one) => (one.speaker_id === actor.person || one.speaker === null ? [] : [one.speaker])),
      ),
    ],
    insights: new Set(built.map((one) => one.to)).size,
    same,
    mine: document.author_id === actor.person,
    by: bringer(document, actor.person),
  }
}

/** What was here and was taken out, the newest first: the kind of each and a month. */
export async function listGone(db: Db, _actor: Actor, input: { space: string; id?: string | undefined }) {
  let rows = db
    .selectFrom('document_gone')
    .where('space_id', '=', input.space)
    .select(['id', 'kind', 'month', 'by_bringer'])
    .orderBy('month', 'desc')
    .orderBy('id')
    .limit(MOST)
  if (input.id !== undefined) rows = rows.where('id', '=', input.id)
  return (await rows.execute()).map(({ by_bringer, ...row }) => ({ ...row, byBringer: by_bringer }))
}
