// The one door behind every npm script: node scripts/launch.mjs <verb> [arguments].
// Plain JavaScript that any Node from 20 on can read. It makes sure that the dependencies are installed,
// finds a Node 24 (the locked one first), and hands the arguments, signals and exit code through.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const inRoot = (...parts) => join(root, ...parts)
const NODE_NEEDED = 24
/**
 * How Node is started for a place. Its new objects get no more than a few megabytes before they are looked through: by default a
 * place with full halls kept a hundred megabytes of what was long done with, for no gain that could be measured.
 */
const PLACE_FLAGS = JSON.parse(readFileSync(inRoot('scripts', 'flags.json'), 'utf8'))

/** verb → what runs, in order. Each must end well before the next begins. */
const VERBS = {
  start: ['scripts/build-web.ts', 'src/main.ts'],
  check: ['scripts/check.ts'],
  ordeal: ['ordeals/run.ts'],
  bench: ['bench/run.ts'],
  cli: ['src/cli.ts'],
  schema: ['scripts/schema.ts'],
  'new-module': ['scripts/new-module.ts'],
}

const LOCK = inRoot('package-lock.json')
const INSTALLED = inRoot('node_modules', '.package-lock.json')
const HASH = inRoot('node_modules', '.trefoil-lock-hash')

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const lockHash = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex')
const isInstalled = (hash) => existsSync(INSTALLED) && read(HASH).trim() === hash

/** An optional package that names this very platform: Node itself, PostgreSQL. (Not those that also name a C library.) */
const isForThisMachine = ({ os, cpu, libc }) =>
  !libc && Boolean(os?.includes(process.platform) && cpu?.includes(process.arch))

/** Somebody ran npm by hand and the result is what the lock asks for: nothing to do but to remember it. */
function agreesWithLock() {
  const installed = read(INSTALLED)
  if (!installed) return false
  const want = JSON.parse(read(LOCK)).packages
  const have = JSON.parse(installed).packages
  if (Object.keys(have).some((name) => !want[name] && !have[name].optional)) return false
  return Object.entries(want).every(([name, asked]) => {
    if (name === '') return true
    const found = have[name]
    if (!found) return asked.optional === true && !isForThisMachine(asked)
    return found.version === asked.version && found.integrity === asked.integrity
  })
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two terminals may start at once; npm ci empties node_modules, so only one may run it. */
async function holdInstallLock() {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `trefoil-install-${name}`)
  for (let told = false; ; ) {
    try {
      mkdirSync(path)
      writeFileSync(join(path, 'pid'), String(process.pid))
      return () => rmSync(path, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    await pause(300)
    const holder = Number(read(join(path, 'pid')))
    if (!holder || !isAlive(holder)) {
      await pause(300)
      if (read(join(path, 'pid')) === (holder ? String(holder) : '')) rmSync(path, { recursive: true, force: true })
    } else if (!told) {
      process.stderr.write('Another terminal is installing the dependencies; waiting for it.\n')
      told = true
    }
  }
}

function npm(args) {
  const flags = [...args, '--no-audit', '--no-fund', '--loglevel=error']
  const path = process.env.npm_execpath
  const [command, rest] = path?.endsWith('.js') ? [process.execPath, [path, ...flags]] : ['npm', flags]
  const stdio = ['ignore', 'ignore', 'pipe']
  const child = spawn(command, rest, { cwd: root, stdio, shell: process.platform === 'win32' })
  const said = []
  child.stderr.on('data', (part) => said.push(part))
  return new Promise((done) => {
    child.on('error', (error) => stop(`npm could not be run: ${error.message}`))
    child.on('close', (code) => done({ code, said: Buffer.concat(said).toString() }))
  })
}

/**
 * npm ci, which takes the lock at its word. It refuses a lock that was made where the registry does not carry
 * the optional packages of every other platform; npm install takes it, and the result is compared with the lock.
 */
async function install() {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  process.stderr.write('Installing the dependencies. The first time takes a minute or two.\n')
  const tick = setInterval(() => process.stderr.write(`  still installing, ${seconds()} s\n`), 15_000)
  let { code, said } = await npm(['ci'])
  if (code !== 0 && /Missing: .* from lock file/.test(said)) {
    ;({ code, said } = await npm(['install', '--no-save']))
    if (code === 0 && !agreesWithLock())
      stop('What npm installed is not what package-lock.json asks for. Nothing was started.')
  }
  clearInterval(tick)
  if (code !== 0) {
    stop(
      `${said}\nThe dependencies could not be installed. Is the npm registry reachable? Nothing was started; try again.`,
    )
  }
  process.stderr.write(`Installed in ${seconds()} s.\n`)
}

async function ensureInstalled() {
  if (isInstalled(lockHash())) return
  const release = await holdInstallLock()
  process.once('exit', release)
  const hash = lockHash()
  if (!isInstalled(hash)) {
    if (!agreesWithLock()) await install()
    writeFileSync(HASH, `${hash}\n`)
  }
  release()
}

const major = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)

function findNode() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node'
  const locked = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'bin', exe)
  if (existsSync(locked)) return locked
  if (major(process.version) >= NODE_NEEDED) return process.execPath
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, exe)
    if (!folder || !existsSync(candidate)) continue
    const said = spawnSync(candidate, ['--version'], { encoding: 'utf8' })
    if (said.status === 0 && major(said.stdout) >= NODE_NEEDED) return candidate
  }
  return stop(
    `Trefoil needs Node ${NODE_NEEDED} or newer, and this is ${process.version} (${process.platform}-${process.arch}).\n` +
      'On 64-bit Linux it comes with the dependencies; here it does not.\n' +
      `Get it from https://nodejs.org/en/download (or: nvm install ${NODE_NEEDED}, brew install node@${NODE_NEEDED}), then run this again.`,
  )
}

/** Runs one TypeScript entry under the chosen Node and resolves to its exit code. */
function run(node, entry, args) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  const flags = entry === 'src/main.ts' ? PLACE_FLAGS : []
  const child = spawn(node, [...flags, inRoot(entry), ...args], { cwd: root, stdio: 'inherit', env })
  const lastSent = {}
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const forward = () => {
      // A terminal sends Ctrl-C to the whole group, so the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      // npm passes on what the group got as well: the same signal twice in a moment is one.
      if (Date.now() - (lastSent[signal] ?? 0) < 500) return
      lastSent[signal] = Date.now()
      child.kill(signal)
    }
    process.on(signal, forward)
    return [signal, forward]
  })
  // Under npm our parent is a shell that dies of a signal without passing it on: its death is our signal to end.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) {
      clearInterval(watch)
      child.kill('SIGTERM')
    }
  }, 250)
  return new Promise((done) => {
    child.on('error', (error) => stop(`${node} could not be run: ${error.message}`))
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      for (const [name, forward] of listeners) process.off(name, forward)
      done(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

const [verb, ...args] = process.argv.slice(2)
const entries = Object.hasOwn(VERBS, verb ?? '') ? VERBS[verb] : undefined
if (!entries) stop(`Usage: node scripts/launch.mjs <verb> [arguments]\nVerbs: ${Object.keys(VERBS).join(', ')}`)
for (const entry of entries) if (!existsSync(inRoot(entry))) stop(`${verb}: ${entry} is not in this checkout.`)

await ensureInstalled()
const node = findNode()
for (const entry of entries) {
  const isLast = entry === entries.at(-1)
  const code = await run(node, entry, isLast ? args : [])
  if (code !== 0 || isLast) process.exit(code)
}
