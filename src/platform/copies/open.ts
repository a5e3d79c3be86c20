import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { z } from 'zod'
import { FORMAT, type Line, type Manifest } from './kinds.ts'

/** What is taken in at most. All are told in the sentence that refuses. */
export const COPY_LIMITS = { bytes: 200 * 1024 ** 2, unpacked: 1024 ** 3, words: 200 * 1024 ** 2, entries: 20_000 }

/** What is wrong with a copy, and where: a sentence for the person who brings it in. */
export class BadCopy extends Error {}

const Shape = z.object({
  trefoil: z.literal('a copy of a space'),
  format: z.int(),
  copy: z.uuid(),
  space: z.object({ name: z.string().max(200), kind: z.string().max(40) }),
  takenBy: z.string().max(300),
  consentAsOf: z.iso.datetime(),
  kinds: z.array(z.object({ kind: z.string(), lines: z.int().min(0), sha256: z.string() })).max(200),
  files: z.array(z.object({ id: z.uuid(), path: z.string(), size: z.int().min(0) })).max(COPY_LIMITS.entries),
})

export type Opened = {
  manifest: Manifest
  lines: Map<string, Line[]>
  file(id: string): Promise<Buffer | null>
}

const MARK = 'trefoil.json'

/** Whether these bytes say that they are a copy of a space. Costs no more than reading the directory of the archive. */
export async function looksLikeCopy(bytes: Buffer): Promise<boolean> {
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50) return false
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }).catch(() => null)
  return zip !== null && (await entriesOf(zip).catch(() => new Map())).has(MARK)
}

/** Opens a copy and reads its lines. Nothing it says of itself is believed: sizes, sums and counts are compared. */
export async function openCopy(bytes: Buffer): Promise<Opened> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(
    () => {
      throw new BadCopy('The file is damaged, or no .zip at all.')
    },
  )
  const entries = await entriesOf(zip)
  const total = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > COPY_LIMITS.unpacked)
    throw new BadCopy('Unpacked it is larger than 1 GB, which is the most that is taken in.')
  const mark = entries.get(MARK)
  if (mark === undefined) throw new BadCopy('It is not a copy of a space: there is no trefoil.json in it.')
  const head = Shape.safeParse(parse((await unpack(zip, mark, 1024 ** 2 * 8)).toString(), MARK))
  if (!head.success) throw new BadCopy('Its trefoil.json does not say what a copy says.')
  const manifest = head.data as Manifest
  if (manifest.format > FORMAT)
    throw new BadCopy('It was made by a newer Trefoil than this one. Have this place brought up to date first.')
  const lines = new Map<string, Line[]>()
  let words = 0
  for (const { kind, lines: count, sha256 } of manifest.kinds) {
    const name = `data/${kind}.jsonl`
    const entry = entries.get(name)
    if (entry === undefined) throw new BadCopy(`Its ${name} is missing.`)
    words += entry.uncompressedSize
    if (words > COPY_LIMITS.words)
      throw new BadCopy('Its words are more than 200 MB, which is the most that is taken in.')
    const text = await unpack(zip, entry, COPY_LIMITS.words)
    if (createHash('sha256').update(text).digest('hex') !== sha256)
      throw new BadCopy(`Its ${name} is not what it was when the copy was made.`)
    const read = text.toString().split('\n').slice(0, -1)
    if (read.length !== count) throw new BadCopy(`Its ${name} has ${read.length} lines and should have ${count}.`)
    lines.set(
      kind,
      read.map((line, at) => lineOf(line, `${name}, line ${at + 1}`)),
    )
  }
  const paths = new Map(manifest.files.map((file) => [file.id, file]))
  return {
    manifest,
    lines,
    async file(id) {
      const told = paths.get(id)
      const entry = told === undefined ? undefined : entries.get(told.path)
      if (entry === undefined) return null
      return unpack(zip, entry, COPY_LIMITS.unpacked)
    },
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  if (zip.entryCount > COPY_LIMITS.entries) throw new BadCopy('It has more than 20,000 files in it.')
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch {
    throw new BadCopy('The file is damaged: its list of contents cannot be read.')
  }
  return entries
}

async function unpack(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  const name = entry.fileName.slice(0, 80)
  if (entry.uncompressedSize > most) throw new BadCopy(`Its ${name} is too large to take in.`)
  if (entry.isEncrypted()) throw new BadCopy(`Its ${name} is encrypted.`)
  const parts: Buffer[] = []
  try {
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  } catch {
    throw new BadCopy(`Its ${name} cannot be unpacked.`)
  }
  const bytes = Buffer.concat(parts)
  if (crc32(bytes) !== entry.crc32) throw new BadCopy(`Its ${name} does not match its own checksum.`)
  return bytes
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadCopy(`Its ${where} is no JSON.`)
  }
}

function lineOf(text: string, where: string): Line {
  const line = parse(text, where)
  if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new BadCopy(`Its ${where} is no thing.`)
  if (!plain(line, 0)) throw new BadCopy(`Its ${where} has characters in it that cannot be kept.`)
  const { id, at, on } = line as Line
  if (id !== undefined && !z.uuid().safeParse(id).success) throw new BadCopy(`Its ${where} has an id that is none.`)
  if (at !== 'standing' && at !== 'said') throw new BadCopy(`Its ${where} does not say where it stands.`)
  if (on !== undefined && !z.iso.date().safeParse(on).success) throw new BadCopy(`Its ${where} has a day that is none.`)
  return line as Line
}

/** Words that a database keeps as they are, and nothing too deep. */
function plain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return depth < 8 && Object.entries(value).every(([key, one]) => plain(key, depth) && plain(one, depth + 1))
}
