import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyStore } from './keys.ts'

/**
 * Files as they were handed in, each encrypted under a key of its own that stands, wrapped, in its row. A file is on
 * disk and fsynced before the commit that names it; one that no row names is swept.
 */
export type FileStore = {
  /** Writes the bytes under `id` and returns the wrapped key for the row. */
  put(id: string, bytes: Uint8Array): Promise<Buffer>
  get(id: string, wrappedKey: Buffer): Promise<Buffer>
  remove(id: string): Promise<void>
  /** A digest keyed by the space: equal files are found within one space and never across. */
  digest(space: string, bytes: Uint8Array): Buffer
}

/** Opens the store in `folder`. */
export async function openFileStore(folder: string, keys: KeyStore, digestKey: Buffer): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = (id: string) => join(folder, id)
  return {
    async put(id, bytes) {
      const key = randomBytes(32)
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
      return keys.wrap(`file ${id}`, key)
    },
    async get(id, wrappedKey) {
      const sealed = await readFile(path(id))
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keys.unwrap(`file ${id}`, wrappedKey),
        sealed.subarray(0, 12),
      ).setAAD(Buffer.from(id))
      decipher.setAuthTag(sealed.subarray(sealed.length - 16))
      return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
    },
    remove: (id) => rm(path(id), { force: true }),
    digest: (space, bytes) => createHmac('sha256', digestKey).update(space).update(bytes).digest(),
  }
}
