import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import { requireProof } from '#platform/access/procedure.ts'
import type { Db } from '#platform/db/database.ts'
import { findIn } from '#platform/db/finding.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import type { Found, Looking } from '#platform/http/module.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { CameBy, Entry, EntryKind } from '../contract.ts'
import { unseal } from './access.ts'
import { photosOf, pictureOf } from './photos/queries.ts'
import { asJson, asText, namesOf, type Whole } from './present.ts'

const AT_ONCE = 200
const MOST_FOUND = 50

type Sealed = { id: string; kind: EntryKind; cameBy: CameBy; version: number; madeAt: Date; at: string; cipher: Buffer }

/** A page of entries, newest first, each with its present version still encrypted. */
async function page(db: Db, after: readonly [at: string, id: string] | null, most: number): Promise<Sealed[]> {
  let select = db
    .selectFrom('entry')
    .innerJoin('entry_version', (join) =>
      join
        .onRef('entry_version.space_id', '=', 'entry.space_id')
        .onRef('entry_version.entry_id', '=', 'entry.id')
        .onRef('entry_version.version', '=', 'entry.version'),
    )
    .select([
      'entry.id',
      'entry.kind',
      'entry.version',
      'entry.made_at as madeAt',
      'entry.came_by as cameBy',
      'entry_version.cipher',
    ])
    .select(sql<string>`extract(epoch from entry.made_at)::text`.as('at'))
    .orderBy('entry.made_at', 'desc')
    .orderBy('entry.id')
    .limit(most)
  if (after !== null) {
    // Microseconds, which a JavaScript date would lose, decide between entries of one moment.
    select = select.where(
      sql<boolean>`(extract(epoch from entry.made_at) < ${after[0]}::numeric or (extract(epoch from entry.made_at) = ${after[0]}::numeric and entry.id > ${after[1]}::uuid))`,
    )
  }
  return (await select.execute()) as Sealed[]
}

/** Opens a page of entries with what is said of their photos. */
async function opened(db: Db, house: House, owner: string, rows: Sealed[]): Promise<Entry[]> {
  const ids = rows.map(({ id }) => id)
  const photos = await photosOf(db, house, owner, ids)
  return Promise.all(
    rows.map(async ({ id, kind, version, madeAt, cameBy, cipher }) => ({
      ...{ id, kind, version, madeAt, cameBy, photos: photos.get(id) ?? [] },
      ...(await unseal(house, owner, id, version, cipher)),
    })),
  )
}

/** My entries, newest first. */
export async function listEntries(
  db: Db,
  actor: Actor,
  input: { cursor?: string | null | undefined; most?: number | undefined },
  house: House,
) {
  const most = input.most ?? 20
  const rows = await page(db, input.cursor ? placeIn(input.cursor, PART.number, PART.id) : null, most + 1)
  const shown = rows.slice(0, most)
  const entries = await opened(db, house, actor.person, shown)
  return { entries, next: rows.length > most ? cursorOf(shown.at(-1)!.at, shown.at(-1)!.id) : null }
}

/** One entry with everything it said before, newest version first. */
export async function readEntry(db: Db, actor: Actor, input: { id: string }, house: House) {
  const entry = await db
    .selectFrom('entry')
    .select(['id', 'kind', 'version', 'made_at as madeAt', 'came_by as cameBy'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (entry === undefined) throw new AppError('not_found')
  const rows = await db
    .selectFrom('entry_version')
    .select(['version', 'cipher', 'written_at'])
    .where('entry_id', '=', entry.id)
    .orderBy('version', 'desc')
    .execute()
  const history = await Promise.all(
    rows.map(async (row) => ({
      version: row.version,
      writtenAt: row.written_at,
      ...(await unseal(house, actor.person, entry.id, row.version, row.cipher)),
    })),
  )
  const present = history.find((one) => one.version === entry.version)
  if (present === undefined) throw new AppError('not_found')
  return {
    id: entry.id,
    kind: entry.kind as EntryKind,
    version: entry.version,
    madeAt: entry.madeAt,
    cameBy: entry.cameBy as CameBy,
    words: present.words,
    tell: present.tell,
    energy: present.energy,
    hope: present.hope,
    photos: (await photosOf(db, house, actor.person, [entry.id])).get(entry.id) ?? [],
    history,
  }
}

/** Case and accents make no difference to what is found. */
function plain(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Opens entry after entry in memory and keeps those that hold every word that was asked for. */
export async function searchEntries(db: Db, actor: Actor, input: { words: string }, house: House) {
  const asked = plain(input.words).split(/\s+/).filter(Boolean)
  const entries: Entry[] = []
  let read = 0
  let after: readonly [at: string, id: string] | null = null
  while (entries.length <= MOST_FOUND) {
    const rows = await page(db, after, AT_ONCE)
    for (const entry of await opened(db, house, actor.person, rows)) {
      const words = plain([entry.words, entry.tell, ...entry.photos.map(({ said }) => said)].join('\n'))
      if (asked.every((word) => words.includes(word))) entries.push(entry)
    }
    read += rows.length
    if (rows.length < AT_ONCE) break
    after = [rows.at(-1)!.at, rows.at(-1)!.id]
  }
  return { entries: entries.slice(0, MOST_FOUND), read, more: entries.length > MOST_FOUND }
}

/**
 * The newest entries of mine that have the words, opened in memory. A session that has shown nothing only its owner holds
 * reads no entry at all, nor does a token; where only one space is shown, a journal is not looked in.
 */
export async function findEntries(db: Db, looking: Looking, house: House): Promise<Found[]> {
  const found: Found[] = []
  if (looking.alone) return found
  for (let after: readonly [at: string, id: string] | null = null; found.length < looking.most; ) {
    const rows = await page(db, after, AT_ONCE)
    for (const { id, words, tell } of await opened(db, house, looking.person, rows)) {
      const parts = findIn([words, tell].filter(Boolean).join('\n'), looking.typed)
      if (parts !== null) found.push({ kind: 'entry', id, space: null, parts, about: '', to: `/journal/${id}` })
    }
    if (rows.length < AT_ONCE) break
    after = [rows.at(-1)!.at, rows.at(-1)!.id]
  }
  return found.slice(0, looking.most)
}

/** Every entry with every version, oldest first: for its owner's own copy. */
export async function everything(db: Db, person: string, house: House): Promise<Whole[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('entry_version', (join) =>
      join.onRef('entry_version.space_id', '=', 'entry.space_id').onRef('entry_version.entry_id', '=', 'entry.id'),
    )
    .select([
      'entry.id',
      'entry.kind',
      'entry.made_at as madeAt',
      'entry_version.version',
      'entry_version.written_at as writtenAt',
      'entry_version.cipher',
    ])
    .orderBy('entry.made_at')
    .orderBy('entry.id')
    .orderBy('entry_version.version')
    .execute()
  const all = new Map<string, Whole>()
  const photos = await photosOf(db, house, person, [...new Set(rows.map(({ id }) => id))])
  for (const row of rows) {
    const entry = all.get(row.id) ?? {
      ...{ id: row.id, kind: row.kind as EntryKind, madeAt: row.madeAt, versions: [] },
      photos: (photos.get(row.id) ?? []).map(({ id, said }) => ({ id, said })),
    }
    entry.versions.push({
      version: row.version,
      writtenAt: row.writtenAt,
      ...(await unseal(house, person, row.id, row.version, row.cipher)),
    })
    all.set(row.id, entry)
  }
  return [...all.values()]
}

/** Everything with the photos themselves, for "everything of mine", which is one file. */
export async function everythingWithPhotos(db: Db, person: string, house: House) {
  const entries = []
  for (const { photos, ...entry } of await everything(db, person, house)) {
    const pictures = []
    for (const { id, said } of photos)
      pictures.push({ said, type: 'image/jpeg', base64: (await pictureOf(db, house, person, id)).toString('base64') })
    entries.push({ ...entry, photos: pictures })
  }
  return entries
}

/** The whole journal in open formats. Only shortly after its owner has shown who they are. */
export async function exportJournal(db: Db, actor: Actor, _input: object, house: House) {
  requireProof(actor, await clock(db))
  const entries = await everything(db, actor.person, house)
  return { json: asJson(entries), readable: asText(entries), entries: entries.length, photos: namesOf(entries) }
}
