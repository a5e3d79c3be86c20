// Which methods there are: those that come with Trefoil, and those that whoever runs the place has put into DATA_DIR/methods.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Definition } from '../../contract/definition.ts'
import { MOST_BYTES, readMethod } from './read.ts'

const SHIPPED = resolve(import.meta.dirname, '../../../../../methods')
const MOST_FILES = 500

/** `instead`: in the place of one that came with Trefoil. */
export type Shelved = { method: Definition; hash: string; file: string; own: boolean; instead: boolean }
export type LeftOut = { file: string; line: number; sentence: string }
export type Shelf = { methods: Shelved[]; leftOut: LeftOut[] }
type Read = { stamp: string; method: Definition; hash: string } | { stamp: string; wrong: Omit<LeftOut, 'file'>[] }

const known = new Map<string, Read>()

let shippedOnce: ReturnType<typeof readFolder> | undefined

/**
 * Every version of every method, the newest of each first. Those that come with Trefoil change with its code, so they are
 * read once; the place's own are read again when they have changed, and only then.
 */
export async function readShelf(dataDir: string): Promise<Shelf> {
  shippedOnce ??= readFolder(SHIPPED)
  const shipped = await shippedOnce
  const own = await readFolder(join(dataDir, 'methods'))
  const ours = new Set(shipped.methods.map(({ method }) => method.key))
  const theirs = new Set(own.methods.map(({ method }) => method.key))
  const methods = [
    ...own.methods.map((one) => ({ ...one, own: true, instead: ours.has(one.method.key) })),
    // What is replaced stays for the runs that began with it, behind what has taken its place.
    ...shipped.methods.map((one) => ({ ...one, own: false, instead: false })),
  ]
  const behind = (one: Shelved) => (!one.own && theirs.has(one.method.key) ? 1 : 0)
  return {
    methods: methods.toSorted(
      (one, other) =>
        one.method.key.localeCompare(other.method.key, 'en') ||
        behind(one) - behind(other) ||
        other.method.version - one.method.version,
    ),
    leftOut: [...shipped.leftOut, ...own.leftOut],
  }
}

async function readFolder(
  folder: string,
): Promise<{ methods: Omit<Shelved, 'own' | 'instead'>[]; leftOut: LeftOut[] }> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort()
  const methods: Omit<Shelved, 'own' | 'instead'>[] = []
  const leftOut: LeftOut[] = names
    .slice(MOST_FILES)
    .map((file) => ({ file, line: 1, sentence: `there are more than ${MOST_FILES} files in this folder` }))
  for (const file of names.slice(0, MOST_FILES)) {
    const read = await readFileOnce(join(folder, file))
    if ('wrong' in read) {
      leftOut.push(...read.wrong.map((problem) => ({ file, ...problem })))
      continue
    }
    const { method, hash } = read
    const same = methods.find((one) => one.method.key === method.key && one.method.version === method.version)
    if (same === undefined) methods.push({ method, hash, file })
    else
      leftOut.push({
        ...{ file, line: 1 },
        sentence: `version ${method.version} of “${method.key}” stands in ${same.file} already: count the version up`,
      })
  }
  return { methods, leftOut }
}

/** A file as it was read when it last changed. Something that is no file, or cannot be opened, is told as well. */
async function readFileOnce(path: string): Promise<Read> {
  try {
    // Asked before it is opened: a pipe that nobody writes to would hold everybody up.
    const about = await stat(path)
    if (!about.isFile()) return wrong('', 'this is not a file')
    const stamp = [about.ino, about.size, about.mtimeMs, about.ctimeMs].join()
    const before = known.get(path)
    if (before?.stamp === stamp) return before
    const read = about.size > MOST_BYTES ? tooLarge(stamp) : understand(stamp, await readFile(path))
    known.set(path, read)
    return read
  } catch {
    return wrong('', 'this file cannot be opened: see who may read it')
  }
}

const wrong = (stamp: string, sentence: string): Read => ({ stamp, wrong: [{ line: 1, sentence }] })
const tooLarge = (stamp: string) =>
  wrong(stamp, `this file is larger than ${MOST_BYTES / 1000} kB: a method is shorter`)

function understand(stamp: string, bytes: Uint8Array): Read {
  const read = readMethod(bytes)
  return read.ok ? { stamp, method: read.method, hash: hashOf(read.method) } : { stamp, wrong: read.problems }
}

/** Of what a definition says, not of how its file is set out. */
export function hashOf(method: Definition): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(method)))
    .digest('hex')
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
