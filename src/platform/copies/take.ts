import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Writable } from 'node:stream'
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/store.ts'
import { clock } from '#platform/time.ts'
import { FORMAT, type Line, type Manifest, type OpenKind } from './kinds.ts'
import { idsOf, linesOf } from './lines.ts'
import { article, headOf, PAGE_FOOT, PAGE_HEAD, partHead, plainName, readMe, rowOf, slugOf } from './spell.ts'

/** How long whoever takes a copy may not take any of it before it is broken off. */
const STALLED_MS = 60_000
/** What is gathered before it goes out. */
const PIECE = 64 * 1024

export type Of = { id: string; name: string; kind: string; zone: string; taker: string }
/** What an archive is called: the space, the day, and the copy. */
export const nameOf = (of: Of, day: string, copy: string): string => `${slugOf(of.name)}_${day}_${copy.slice(0, 8)}.zip`

/** An archive that is written while it is made. Nothing in it says which machine or program wrote it, or at what hour. */
class Archive {
  readonly #zip: Zip
  readonly #out: Writable
  readonly #day: Date
  #held: Uint8Array[] = []
  #size = 0

  constructor(out: Writable, day: Date) {
    this.#out = out
    this.#day = day
    this.#zip = new Zip((fault, bytes) => {
      if (fault) throw fault
      this.#held.push(bytes)
      this.#size += bytes.length
    })
  }

  async add(name: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>, squeeze = true) {
    const entry = squeeze ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name)
    entry.mtime = this.#day
    this.#zip.add(entry)
    let text = ''
    for await (const piece of pieces) {
      if (typeof piece === 'string') text += piece
      else entry.push(piece)
      if (text.length >= PIECE) {
        entry.push(strToU8(text))
        text = ''
      }
      await this.#drain(PIECE)
    }
    entry.push(strToU8(text), true)
    await this.#drain(PIECE)
  }

  async end(): Promise<void> {
    this.#zip.end()
    await this.#drain(0)
    await new Promise<void>((done) => this.#out.end(done))
  }

  async #drain(least: number): Promise<void> {
    if (this.#size <= least) return
    const bytes = Buffer.concat(this.#held)
    this.#held = []
    this.#size = 0
    if (this.#out.destroyed) throw new Error('broken off')
    if (this.#out.write(bytes)) return
    await new Promise<void>((go, fail) => {
      const late = setTimeout(() => this.#out.destroy(), STALLED_MS)
      const over = (then: () => void) => () => {
        clearTimeout(late)
        this.#out.off('drain', drained).off('close', closed)
        then()
      }
      const drained = over(go)
      const closed = over(() => fail(new Error('broken off')))
      this.#out.once('drain', drained).once('close', closed)
    })
  }
}

/** Writes a copy of a space: what the reader of `db` may read of it, at the one moment that `db` sees. */
export async function writeCopy(
  db: Db,
  files: FileStore,
  kinds: readonly OpenKind[],
  of: Of,
  copy: string,
  out: Writable,
): Promise<void> {
  const now = await clock(db)
  const order = randomBytes(16).toString('hex')
  const idOf = idsOf(randomBytes(32))
  const asOf = now.toISOString().slice(0, 19)
  const read = (open: OpenKind) => linesOf(db, open, { space: of.id, zone: of.zone, order }, idOf)
  const lines = async function* (open: OpenKind): AsyncGenerator<Line> {
    for await (const { line } of read(open)) yield line
  }
  const archive = new Archive(out, new Date(`${asOf.slice(0, 10)}T12:00:00`))
  await archive.add('README.txt', [readMe(of.name, of.taker, asOf, kinds)])
  const told: Manifest['kinds'] = []
  for (const open of kinds) {
    const sum = createHash('sha256')
    let count = 0
    await archive.add(
      `data/${open.kind}.jsonl`,
      (async function* () {
        for await (const line of lines(open)) {
          const spelt = `${JSON.stringify(line)}\n`
          sum.update(spelt)
          count += 1
          yield spelt
        }
      })(),
    )
    told.push({ kind: open.kind, lines: count, sha256: sum.digest('hex') })
  }
  for (const open of kinds) {
    const columns = headOf(open)
    await archive.add(
      `sheets/${open.kind}.csv`,
      (async function* () {
        yield `\ufeff${columns.join(',')}\r\n`
        for await (const line of lines(open)) yield rowOf(columns, line)
      })(),
    )
  }
  await archive.add(
    'reading/index.html',
    (async function* () {
      yield PAGE_HEAD(of.name, `A copy of what ${of.taker} may read. Consent as of ${asOf} (UTC).`)
      for (const open of kinds) {
        let begun = false
        for await (const line of lines(open)) {
          if (!begun) yield partHead(open.title)
          begun = true
          yield article(open, line)
        }
      }
      yield PAGE_FOOT
    })(),
  )
  const originals: Manifest['files'] = []
  for (const open of kinds.filter((one) => one.file))
    for await (const { line, file } of read(open)) {
      if (file === null) continue
      const bytes = await files.get(file.id, file.key)
      const path = `files/${line.id!.slice(0, 8)}-${plainName(String(line.name ?? ''))}`
      await archive.add(path, [bytes], false)
      originals.push({ id: line.id!, path, size: bytes.length })
    }
  const manifest: Manifest = {
    ...{ trefoil: 'a copy of a space', format: FORMAT, copy },
    space: { name: of.name, kind: of.kind },
    ...{ takenBy: of.taker, consentAsOf: `${asOf}Z`, kinds: told, files: originals },
  }
  await archive.add('trefoil.json', [`${JSON.stringify(manifest, null, 2)}\n`])
  await archive.end()
}

export const newCopy = (): string => randomUUID()
