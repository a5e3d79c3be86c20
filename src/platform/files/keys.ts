import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openPassing, type PassingSecrets } from './passing.ts'

/**
 * The key store: one small file a person, wrapped by the server's key, fsynced before anything that needs it commits,
 * and never in the database, its WAL or its backups. Destroying the file makes that person's first-person words
 * unreadable in every archive at once.
 */
export type KeyStore = {
  /** Encrypts under the owner's key. `bind` names row, column and owner, so that a ciphertext cannot be moved. */
  seal(owner: string, bind: string, words: string): Promise<Buffer>
  /** Decrypts; throws when the key is gone or the ciphertext belongs elsewhere. */
  unseal(owner: string, bind: string, cipher: Buffer): Promise<string>
  /** Wraps and opens small secrets of the installation itself. */
  wrap(bind: string, secret: Buffer): Buffer
  unwrap(bind: string, cipher: Buffer): Buffer
  /** Destroys the owner's key. There is no way back. */
  destroy(owner: string): Promise<void>
  /** What is made to die, and is in no backup. */
  passing: PassingSecrets
}

const STEP = 256
const OWNER = /^[0-9a-f-]{36}$/

function encrypt(key: Buffer, bind: string, plain: Buffer): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bind))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, bind: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(bind))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
}

/** Padded to steps of 256 bytes, so that a length says little: four bytes of length, the words, zeros. */
function pad(words: string): Buffer {
  const bytes = Buffer.from(words)
  const padded = Buffer.alloc(Math.ceil((bytes.length + 4) / STEP) * STEP)
  padded.writeUInt32BE(bytes.length)
  bytes.copy(padded, 4)
  return padded
}

async function writeDurably(folder: string, name: string, bytes: Buffer): Promise<void> {
  const fresh = join(folder, `.${name}.${randomBytes(4).toString('hex')}`)
  const file = await open(fresh, 'wx', 0o600)
  await file.writeFile(bytes)
  await file.sync()
  await file.close()
  // A link fails where a rename would replace: two that make the same key at once must end with one key.
  await link(fresh, join(folder, name)).finally(() => rm(fresh))
  const directory = await open(folder)
  await directory.sync()
  await directory.close()
}

/** Opens the store in `folder`, making it and the server's key the first time. */
export async function openKeyStore(folder: string): Promise<KeyStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const server = await readOrMake(folder, 'server.key', async () => randomBytes(32))
  const held = new Map<string, Promise<Buffer>>()

  const keyOf = (owner: string, mayMake: boolean): Promise<Buffer> => {
    if (!OWNER.test(owner)) throw new Error('A key belongs to a person.')
    const known = held.get(owner)
    if (known !== undefined) return known
    const opened = (async () => {
      const name = `${owner}.key`
      const wrapped = mayMake
        ? await readOrMake(folder, name, async () => encrypt(server, owner, randomBytes(32)))
        : await readFile(join(folder, name))
      return decrypt(server, owner, wrapped)
    })()
    held.set(owner, opened)
    opened.catch(() => held.delete(owner))
    return opened
  }

  const wrap = (bind: string, secret: Buffer) => encrypt(server, bind, secret)
  const unwrap = (bind: string, cipher: Buffer) => decrypt(server, bind, cipher)
  return {
    passing: await openPassing(join(folder, 'passing'), { wrap, unwrap }),
    seal: async (owner, bind, words) => encrypt(await keyOf(owner, true), bind, pad(words)),
    async unseal(owner, bind, cipher) {
      const padded = decrypt(await keyOf(owner, false), bind, cipher)
      return padded.subarray(4, 4 + padded.readUInt32BE()).toString()
    },
    wrap,
    unwrap,
    async destroy(owner) {
      held.delete(owner)
      if (OWNER.test(owner)) await rm(join(folder, `${owner}.key`), { force: true })
    },
  }
}

async function readOrMake(folder: string, name: string, make: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await readFile(join(folder, name))
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault
    const fresh = await make()
    try {
      await writeDurably(folder, name, fresh)
      return fresh
    } catch (lost) {
      if ((lost as NodeJS.ErrnoException).code !== 'EEXIST') throw lost
      return readFile(join(folder, name))
    }
  }
}
