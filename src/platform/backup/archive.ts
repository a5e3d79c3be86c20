import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open as openFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { closeStream, openStream } from './sealing.ts'
import type { TableCopy } from './tables.ts'

/** What stands at the head of an archive of data. */
export type Manifest = {
  format: 1
  made: string
  /** The migrations its tables are of, in order. */
  migrations: string[]
  tables: TableCopy[]
  counts: Record<string, string>
  /** The last narrowing it knows of: those that came after are done again when it is restored. */
  narrowed: string
}
type Piece = { table: string; bytes: Buffer }

/**
 * Writes one archive: a tar of the manifest and the tables' pieces, compressed (zstd), then closed. Whole or not at all.
 * Answers the sum of what was written, so that it can be told from the closed file alone whether it is that still.
 */
export async function writeArchive(
  path: string,
  manifest: Manifest,
  pieces: AsyncIterable<Piece>,
  recipient: string | null,
): Promise<string> {
  const sum = createHash('sha256')
  const tar = pack()
  const packing = (async () => {
    await add('manifest.json', Buffer.from(JSON.stringify(manifest)))
    let n = 0
    for await (const { table, bytes } of pieces) await add(`tables/${table}/${String(n++).padStart(6, '0')}`, bytes)
    tar.finalize()
  })().catch((fault) => tar.destroy(fault))
  function add(name: string, bytes: Buffer): Promise<void> {
    return new Promise((done, fail) => {
      tar.entry({ name }, bytes, (fault) => (fault ? fail(fault) : done()))
    })
  }
  const part = `${path}.part`
  try {
    const squeezed = createZstdCompress()
    const writing = pipeline(
      await closeStream(squeezed, recipient),
      async function* (closed: AsyncIterable<Buffer>) {
        for await (const bytes of closed) {
          sum.update(bytes)
          yield bytes
        }
      },
      createWriteStream(part, { mode: 0o600 }),
    )
    await Promise.all([pipeline(tar, squeezed), writing, packing])
    await settle(part)
    await rename(part, path)
    await settle(dirname(path))
    return sum.digest('hex')
  } catch (fault) {
    await rm(part, { force: true })
    throw fault
  }
}

/** The sum of a file as it lies there. */
export async function sumOf(path: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const bytes of createReadStream(path)) sum.update(bytes as Buffer)
  return sum.digest('hex')
}

/** On the disk, and not on its way there. */
export async function settle(path: string): Promise<void> {
  const handle = await openFile(path)
  await handle.sync()
  await handle.close()
}

/** Reads an archive from its beginning: first the manifest, then each piece in the order it was written in. */
export async function* readArchive(
  path: string,
  key: string | null,
): AsyncGenerator<{ manifest: Manifest } | { piece: Piece }, void, void> {
  const tar = extract()
  const reading = pipeline(await openStream(createReadStream(path), key), createZstdDecompress(), tar)
  reading.catch((fault) => tar.destroy(fault))
  for await (const entry of tar) {
    const parts: Buffer[] = []
    for await (const part of entry) parts.push(part as Buffer)
    const bytes = Buffer.concat(parts)
    const { name } = entry.header
    if (name === 'manifest.json') yield { manifest: JSON.parse(bytes.toString()) as Manifest }
    else yield { piece: { table: name.split('/')[1]!, bytes } }
  }
  await reading
}
