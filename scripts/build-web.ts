// Builds the web client into dist/web, and only when something it is made of has changed.
// The build goes to a folder of its own and is moved into place when it is whole.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = resolve(import.meta.dirname, '..')
const OUT = join(root, 'dist', 'web')
const STAMP = join(OUT, '.built')
/** The client, and beside it the page of whoever takes part in a gathering. */
const BUILDS = ['vite.config.ts', 'vite.phone.config.ts']
const SINGLE_FILES = [...BUILDS, 'package-lock.json', 'scripts/build-web.ts']

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Everything a browser gets is made of these. */
function sources(): string[] {
  const modules = join(root, 'src', 'modules')
  const parts = existsSync(modules) ? readdirSync(modules) : []
  const found = [
    ...filesUnder(join(root, 'src', 'web')),
    ...filesUnder(join(root, 'src', 'shared')),
    ...parts.flatMap((name) => [
      ...filesUnder(join(modules, name, 'web')),
      ...filesUnder(join(modules, name, 'contract')),
      join(modules, name, 'contract.ts'),
    ]),
    join(root, 'src', 'contract.ts'),
    ...SINGLE_FILES.map((name) => join(root, name)),
  ]
  return found.filter((path) => existsSync(path)).sort()
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const path of sources()) {
    const content = readFileSync(path)
    hash.update(`${relative(root, path)}\0${content.length}\0`)
    hash.update(content)
  }
  return hash.digest('hex')
}

const builtHash = () => (existsSync(STAMP) ? readFileSync(STAMP, 'utf8').trim() : '')

/** Every file that gets smaller by it also stands there as it is sent: made small once, as small as it goes. */
async function compress(folder: string): Promise<void> {
  const paths = filesUnder(folder).filter((path) => /\.(js|css|html|svg|json|webmanifest)$/.test(path))
  await Promise.all(
    paths.map(async (path) => {
      const content = readFileSync(path)
      const ways = {
        br: await promisify(brotliCompress)(content, {
          params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
        gz: await promisify(gzip)(content, { level: 9 }),
      }
      for (const [name, small] of Object.entries(ways))
        if (small.length < content.length) writeFileSync(`${path}.${name}`, small)
    }),
  )
}

/** Puts `fresh` where dist/web is. Another build may be doing the same: the last one stays. */
function moveIntoPlace(fresh: string): void {
  const old = `${OUT}.old-${process.pid}`
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(OUT)) renameSync(OUT, old)
      renameSync(fresh, OUT)
      break
    } catch (error) {
      if (attempt === 5) throw error
    } finally {
      rmSync(old, { recursive: true, force: true })
    }
  }
}

/** Answers whether it had to build. */
export async function buildWeb(): Promise<boolean> {
  for (const name of [...BUILDS, 'src/web/index.html', 'src/web/phone/in.html']) {
    if (!existsSync(join(root, name))) throw new Error(`There is no web client to build: ${name} is missing.`)
  }
  const hash = sourcesHash()
  if (builtHash() === hash) return false
  const fresh = `${OUT}.new-${process.pid}`
  mkdirSync(join(root, 'dist'), { recursive: true })
  try {
    const { build } = await import('vite')
    for (const name of BUILDS)
      await build({ configFile: join(root, name), logLevel: 'warn', build: { outDir: fresh, emptyOutDir: false } })
    await compress(fresh)
    writeFileSync(join(fresh, '.built'), `${hash}\n`)
    moveIntoPlace(fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
}

if (import.meta.main) {
  const began = performance.now()
  try {
    if (await buildWeb()) {
      process.stderr.write(`Built the web client in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`)
    }
  } catch (error) {
    process.stderr.write(
      `The web client could not be built.\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = 1
  }
}
