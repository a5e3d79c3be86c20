import { sql } from 'kysely'
import { Cells } from '#modules/disclosure/contract.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { type Hands, type KeptVersion, Shape } from '../../contract/kept.ts'
import { piecesOf } from './evidence.ts'

/** Of these versions, those that rooms kept: how each was accepted, and what its authors let go of what they said. */
export async function keptVersions(db: Db, actor: Actor, space: string, documents: readonly string[]) {
  if (documents.length === 0) return []
  const rows = await db
    .selectFrom('version_from as f')
    .innerJoin('chapter as c', 'c.id', 'f.chapter_id')
    .select([
      'f.document_id',
      'f.gathering_id',
      'f.gathering',
      'f.method',
      'f.step',
      'f.held_on',
      'f.told',
      'f.against',
    ])
    .select(['f.shape', 'c.number'])
    .where('f.space_id', '=', space)
    .where('f.document_id', 'in', documents)
    .execute()
  const beside = await db
    .selectFrom('version_beside')
    .select(['document_id', 'evidence_id', 'against'])
    .where('space_id', '=', space)
    .where('document_id', 'in', documents)
    .execute()
  const evidence = await piecesOf(
    db,
    actor.person,
    space,
    beside.map((one) => one.evidence_id),
  )
  return rows.map(
    (row): KeptVersion => ({
      ...{ document: row.document_id, gathering: row.gathering_id, title: row.gathering, method: row.method },
      ...{ step: row.step, on: row.held_on, stands: row.number === 0, against: row.against as KeptVersion['against'] },
      told: row.told === null ? null : Cells.parse(row.told),
      shape: row.shape === null ? null : Shape.parse(row.shape),
      beside: beside.flatMap((one) => {
        const said = one.document_id === row.document_id && evidence.find((item) => item.id === one.evidence_id)
        return said && said.words !== null
          ? [{ evidence: said.id, words: said.words, by: said.by, against: one.against }]
          : []
      }),
    }),
  )
}

/** Who put their name to each of these versions, in the order of the alphabet: it ranks nobody. */
export async function handsOn(
  db: Db,
  actor: Actor,
  versions: readonly { space: string; chapter: string; document: string }[],
): Promise<Hands[]> {
  if (versions.length === 0) return []
  const rows = await db
    .selectFrom('version_hand')
    .select(['document_id', 'person_id', 'name', 'signed_on'])
    .where(
      'document_id',
      'in',
      versions.map((one) => one.document),
    )
    .orderBy('name')
    .orderBy('person_id')
    .execute()
  const may = await Promise.all(
    versions.map(async ({ space, chapter, document }) => {
      const { rows: found } = await sql<{ may: boolean }>`
        select may_put_hand(${space}::uuid, ${document}::uuid, ${chapter}::uuid) as may`.execute(db as never)
      return found[0]!.may
    }),
  )
  return versions.map(({ document }, at) => ({
    document,
    hands: rows
      .filter((row) => row.document_id === document)
      .map((row) => ({ name: row.name, signedOn: row.signed_on, mine: row.person_id === actor.person })),
    may: may[at]!,
  }))
}

/** What was kept of a gathering in spaces that the reader is in: of a map, whoever is in its group. */
export async function keptFrom(db: Db, _actor: Actor, input: { gathering: string }) {
  const rows = await db
    .selectFrom('version_from as f')
    .innerJoin('document as d', (join) =>
      join.onRef('d.space_id', '=', 'f.space_id').onRef('d.id', '=', 'f.document_id'),
    )
    .innerJoin('space as s', 's.id', 'f.space_id')
    .innerJoin('chapter as c', 'c.id', 'f.chapter_id')
    .select(['f.artefact_id', 'f.document_id', 'd.title', 'd.text', 's.name', 's.address', 'c.number', 'f.against'])
    .where('f.gathering_id', '=', input.gathering)
    .orderBy('d.title')
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    ...{ artefact: row.artefact_id, document: row.document_id, title: row.title, words: row.text.slice(0, 600) },
    ...{ space: row.name, address: row.address, stands: row.number === 0 },
    against: row.against as KeptVersion['against'],
  }))
}
