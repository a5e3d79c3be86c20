import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyStore } from './keys.ts'

/**
 * Files as they were handed in, each encrypted under a key of its own that stands, wrapped, in its row. A file is on
 * disk and fsynced before the commit that names it; one that no row names is swept.
 */
export type FileStore = {
  /**
   * Writes the bytes under `id` and returns the wrapped key for the row. What lies in a `person` or `pair` space names
   * its `owner`: then the person's key wraps it, and the file is unreadable everywhere once that key is destroyed.
   */
  put(id: string, bytes: Uint8Array, owner?: string): Promise<Buffer>
  /** Reads it back; `owner` must be the one it was put with. */
  get(id: string, wrappedKey: Buffer, owner?: string): Promise<Buffer>
  remove(id: string): Promise<void>
  /** Names of the files that were written so long ago, whether or not a row names them. */
  olderThan(hours: number): Promise<string[]>
  /** A digest keyed by the space: equal files are found within one space and never across. */
  digest(space: string, bytes: Uint8Array): Buffer
}

/** What a file that was finished is called: the id that its row names. */
export const isFileName = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)

/** Opens the store in `folder`. */
export async function openFileStore(folder: string, keys: KeyStore, digestKey: Buffer): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = (id: string) => join(folder, id)
  const wrap = async (id: string, key: Buffer, owner: string | undefined) =>
    owner === undefined ? keys.wrap(`file ${id}`, key) : keys.seal(owner, `file ${id}`, key.toString('base64'))
  const unwrap = async (id: string, wrapped: Buffer, owner: string | undefined) =>
    owner === undefined
      ? keys.unwrap(`file ${id}`, wrapped)
      : Buffer.from(await keys.unseal(owner, `file ${id}`, wrapped), 'base64')
  return {
    async put(id, bytes, owner) {
      const key = randomBytes(32)
      // First the person's key, which is fsynced when it is made: a file under a key that is lost could never be read.
      const wrapped = await wrap(id, key, owner)
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id))
      const file = await open(`${path(id)}.part`, 'wx', 0o600)
      await file.writeFile(Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]))
      await file.sync()
      await file.close()
      await rename(`${path(id)}.part`, path(id))
      const directory = await open(folder)
      await directory.sync()
      await directory.close()
      return wrapped
    },
    async get(id, wrappedKey, owner) {
      const sealed = await readFile(path(id))
      const key = await unwrap(id, wrappedKey, owner)
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(id))
      decipher.setAuthTag(sealed.subarray(sealed.length - 16))
      return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
    },
    remove: (id) => rm(path(id), { force: true }),
    async olderThan(hours) {
      // Files are dated by the disk they lie on, which may be another machine's: so that is asked what time it is.
      const probe = path(`.${randomBytes(8).toString('hex')}`)
      await writeFile(probe, '')
      const moment = (await stat(probe)).mtimeMs - hours * 3_600_000
      await rm(probe)
      const old: string[] = []
      for (const name of await readdir(folder)) {
        const about = await stat(path(name)).catch(() => null)
        if (about?.isFile() && about.mtimeMs <= moment) old.push(name)
      }
      return old
    },
    digest: (space, bytes) => createHmac('sha256', digestKey).update(space).update(bytes).digest(),
  }
}
