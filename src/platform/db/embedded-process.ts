/** The operating system's side of the embedded server: whose processes are these, and how they are started and stopped. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Identity } from './embedded-identity.ts'

const POLL_MS = 25
/** How long a fast shutdown may take before the immediate one. */
export const GRACE_S = 30

/** Starts a program as the identity, without core dumps (they would hold people's words), in a session of its own. */
export function launch(identity: Identity, program: string, args: string[], options: SpawnOptions): ChildProcess {
  const command = ['-c', 'ulimit -c 0; umask 077; exec "$@"', 'sh']
  if (identity.way === 'unshare') {
    command.push(identity.unshare, '--user', `--map-user=${identity.uid}`, `--map-group=${identity.gid}`)
  }
  // Detached: a Ctrl-C at the terminal is for Node, which then stops the server in its own order.
  return spawn('/bin/sh', [...command, program, ...args], {
    cwd: '/',
    detached: true,
    ...options,
    ...(identity.way === 'drop' ? { uid: identity.uid, gid: identity.gid } : {}),
  })
}

const WATCHDOG = `trap '' INT TERM HUP
read -r word && exit 0
kill -INT "$1" || exit 0
n=0
while kill -0 "$1"; do
  [ $n -ge ${GRACE_S} ] && { kill -QUIT "$1"; exit 0; }
  sleep 1; n=$((n + 1))
done`

/** A shell that waits on a pipe only we hold: when we die, however we die, it asks the server to shut down. */
export function watchOver(identity: Identity, pid: number): { dismiss(): void } {
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'trefoil-watchdog', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...(identity.way === 'drop' ? { uid: identity.uid, gid: identity.gid } : {}),
  })
  watchdog.on('error', () => {}) // without it the next start still finds and stops the orphan
  watchdog.stdin.on('error', () => {})
  watchdog.unref()
  return { dismiss: () => void watchdog.stdin.end('rest\n') }
}

/** Running, and not merely a zombie that nobody has reaped. */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return !['', 'Z', 'X'].includes(statFields(pid)[0] ?? '')
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When the process began, in clock ticks since boot: with the pid, its true name. Null where there is no /proc. */
export function startTicks(pid: number): string | null {
  return statFields(pid)[19] ?? null
}

/** The fields after the program's name, which may itself hold spaces and brackets. */
function statFields(pid: number): string[] {
  const text = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return text ? text.slice(text.lastIndexOf(')') + 2).split(' ') : []
}

/** Is this process a PostgreSQL server on this cluster? Judged by its program and directory, never by the pid. */
export function isServerOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return commandOf(pid).includes(`postgres -D ${cluster} `)
  const here = read(() => realpathSync(cluster))
  const program = read(() => readlinkSync(`/proc/${pid}/exe`))
  if (program) {
    const folder = read(() => readlinkSync(`/proc/${pid}/cwd`))
    return /\/postgres( \(deleted\))?$/.test(program) && folder === here
  }
  // Without CAP_SYS_PTRACE (most containers) the links of another user's process cannot be read; its command line can.
  const line = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
  return /(^|\/)postgres$/.test(line[0] ?? '') && line[1] === '-D' && line[2] === cluster
}

/** Where there is no /proc. */
function commandOf(pid: number): string {
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

/** The process named in the cluster's own pid file, whether or not it lives. */
export function namedServer(cluster: string): { pid: number; ready: boolean } | null {
  const lines = read(() => readFileSync(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
}

/** Stops whatever still serves this cluster from an earlier life. Never by SIGKILL, never what is not ours. */
export async function stopOrphans(cluster: string, log: (line: string) => void): Promise<void> {
  const named = namedServer(cluster)
  if (named && isServerOf(named.pid, cluster)) {
    log(`an earlier server still runs (process ${named.pid}); asking it to shut down`)
    await shutDown(named.pid, () => !isServerOf(named.pid, cluster))
  }
  // A postmaster that was killed leaves children, which go by themselves unless a query keeps them.
  if (!(await within(5, () => serversOf(cluster).length === 0))) {
    for (const pid of serversOf(cluster)) signal(pid, 'SIGQUIT')
    if (!(await within(10, () => serversOf(cluster).length === 0))) {
      throw new Error(
        `Processes ${serversOf(cluster).join(', ')} still use ${cluster} and do not end. Stop them first.`,
      )
    }
  }
  // PostgreSQL would take any living process of that number for its predecessor and refuse for ever.
  // A dead one's file stays: PostgreSQL reads the shared memory's name from it.
  const left = namedServer(cluster)
  if (left && exists(left.pid) && !isServerOf(left.pid, cluster)) {
    log(`postmaster.pid names process ${left.pid}, which is another program; removing the file`)
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
  }
}

/** SIGINT, half a minute, SIGQUIT. Never SIGKILL: a server that cannot end is told to a person. */
export async function shutDown(pid: number, isGone: () => boolean): Promise<void> {
  signal(pid, 'SIGINT')
  if (await within(GRACE_S, isGone)) return
  if (!isGone()) signal(pid, 'SIGQUIT')
  if (await within(GRACE_S, isGone)) return
  throw new Error(
    `PostgreSQL (process ${pid}) does not end, even on SIGQUIT. Look at its disk before stopping it by force.`,
  )
}

function serversOf(cluster: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isServerOf(pid, cluster))
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw new Error(`PostgreSQL (process ${pid}) belongs to another user and may not be stopped by this one.`)
    }
  }
}

/** Zombies count: PostgreSQL's own test cannot tell them from the living. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // gone, or another user's, which PostgreSQL itself disregards
  }
}

async function within(seconds: number, isTrue: () => boolean): Promise<boolean> {
  const until = process.uptime() + seconds
  while (process.uptime() < until) {
    if (isTrue()) return true
    await pause(POLL_MS)
  }
  return isTrue()
}

function read(get: () => string): string {
  try {
    return get()
  } catch {
    return ''
  }
}
