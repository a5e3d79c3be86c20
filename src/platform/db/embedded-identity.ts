/** Who the server runs as. PostgreSQL refuses root; users are chosen from those that exist, never created. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Identity =
  | { way: 'same' }
  | { way: 'drop'; uid: number; gid: number; name: string }
  | { way: 'unshare'; uid: number; gid: number; unshare: string }

export type IdentityQuestion = {
  /** Folders and files that the server must be able to reach. */
  reach: string[]
  /** The configured user, when there is one. */
  user?: string
  /** Where `unshare` is, or null where it may not be used. For tests; otherwise found on the path. */
  unshare?: string | null
}

type Account = { name: string; uid: number; gid: number }

/** The same user unless we are root; then an unprivileged one if it can reach the data, else a user namespace. */
export function chooseIdentity(question: IdentityQuestion): Identity {
  if (process.getuid?.() !== 0) return { way: 'same' }
  const accounts = (question.user ? [question.user] : ['postgres', 'nobody']).flatMap((name) => lookUp(name) ?? [])
  if (question.user && accounts.length === 0) throw new Error(`There is no user "${question.user}" on this machine.`)
  for (const account of accounts) {
    if (blocked(account, question.reach) === null) return { way: 'drop', ...account }
  }
  const unshare = question.unshare === undefined ? findProgram('unshare') : question.unshare
  // Inside the namespace PostgreSQL looks its user up by number, so it must be one that has a name.
  const guest = lookUp('nobody') ?? accounts[0]
  if (unshare && guest && canUnshare(unshare, guest)) {
    return { way: 'unshare', uid: guest.uid, gid: guest.gid, unshare }
  }
  throw new Error(refusal(accounts, question.reach))
}

/** The uid that the server's files have, seen from here. Undefined: leave them as they are. */
export function ownerOf(identity: Identity): { uid: number; gid: number } | undefined {
  if (identity.way === 'same') return undefined
  return identity.way === 'drop' ? { uid: identity.uid, gid: identity.gid } : { uid: 0, gid: 0 }
}

function refusal(accounts: Account[], reach: string[]): string {
  const account = accounts[0]
  const start = 'PostgreSQL does not run as root, '
  if (!account)
    return `${start}and this machine has neither a user "postgres" nor "nobody". Start Trefoil as an ordinary user.`
  const path = blocked(account, reach) ?? reach[0]!
  const folder = firstClosed(account, path)
  return (
    `${start}the user "${account.name}" cannot reach ${path}, and user namespaces are not allowed here. ` +
    `Either start Trefoil as an ordinary user, or let others pass through: chmod o+x ${folder}`
  )
}

/** The first path the account cannot reach, or null. Asked of the kernel, as that user, rather than worked out from modes. */
function blocked(account: Account, paths: string[]): string | null {
  const script =
    'for path do if [ -d "$path" ]; then cd "$path" || exit 1; else [ -r "$path" ]; fi || { echo "$path"; exit 1; }; done'
  return paths.find((path) => runAs(account, script, path) !== 0) ?? null
}

function firstClosed(account: Account, path: string): string {
  const parts = path.split('/').filter(Boolean)
  for (let length = 1; length <= parts.length; length += 1) {
    const folder = `/${parts.slice(0, length).join('/')}`
    if (runAs(account, 'cd "$1"', folder) !== 0) return folder
  }
  return path
}

function runAs(account: Account, script: string, path: string): number | null {
  const { uid, gid } = account
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], { uid, gid, cwd: '/', stdio: 'ignore' }).status
}

function canUnshare(unshare: string, guest: Account): boolean {
  const args = ['--user', `--map-user=${guest.uid}`, `--map-group=${guest.gid}`, '/bin/sh', '-c', 'exit 0']
  return spawnSync(unshare, args, { cwd: '/', stdio: 'ignore' }).status === 0
}

function lookUp(name: string): Account | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [account, , uid, gid] = line.split(':')
    if (account === name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/bin']
  return folders.map((folder) => join(folder, name)).find((path) => path.startsWith('/') && existsSync(path)) ?? null
}
