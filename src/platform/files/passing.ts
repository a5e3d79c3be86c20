import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Secrets that are made to die: one small file each, fsynced before it is answered that they are kept, and never in the
 * database, its log or a backup. (Backups take the files of the key store itself, and these lie in a folder below it.)
 * Nothing is held in memory, so that whichever process destroys one, none has it any more.
 */
export type PassingSecrets = {
  /** On the disk when it answers. Throws where there is one of that name: a name is used once. */
  keep(id: string, secret: Buffer): Promise<void>
  /** Null where there is none, or none any more. */
  read(id: string): Promise<Buffer | null>
  /** Written over, then removed. Safe to do twice. */
  destroy(id: string): Promise<void>
  /** All that are kept, and whether each has been there for so many hours. */
  list(hours: number): Promise<{ id: string; old: boolean }[]>
}

/** What is still being written has a dot before its name and more behind. */
const idOf = (name: string): string => name.replace(/^\.(.{36})\..*$/, '$1')
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Wrapping = { wrap(bind: string, secret: Buffer): Buffer; unwrap(bind: string, cipher: Buffer): Buffer }

/** Opens them in `folder`; what lies there is wrapped by whatever wraps the other keys. */
export async function openPassing(folder: string, { wrap, unwrap }: Wrapping): Promise<PassingSecrets> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = (id: string) => {
    if (!ID.test(id)) throw new Error('A passing secret is named by an id.')
    return join(folder, id)
  }
  const settleFolder = async () => {
    const directory = await open(folder)
    await directory.sync()
    await directory.close()
  }
  return {
    async keep(id, secret) {
      const fresh = join(folder, `.${id}.${randomBytes(4).toString('hex')}`)
      const file = await open(fresh, 'wx', 0o600)
      await file.writeFile(wrap(`passing ${id}`, secret))
      await file.sync()
      await file.close()
      // A link fails where a rename would replace.
      await link(fresh, path(id)).finally(() => rm(fresh))
      await settleFolder()
    },
    async read(id) {
      const wrapped = await readFile(path(id)).catch(absent)
      return wrapped === null ? null : unwrap(`passing ${id}`, wrapped)
    },
    async destroy(id) {
      // Its own file, and what a fall of the machine may have left of it while it was being written.
      for (const name of (await readdir(folder)).filter((one) => one.includes(id))) {
        const file = await open(join(folder, name), 'r+').catch(absent)
        if (file === null) continue
        await file.write(Buffer.alloc((await file.stat()).size), 0, undefined, 0)
        await file.sync()
        await file.close()
        await rm(join(folder, name), { force: true })
      }
      await settleFolder()
    },
    async list(hours) {
      const names = (await readdir(folder)).filter((name) => ID.test(idOf(name)))
      if (names.length === 0) return []
      // Files are dated by the disk they lie on, which may be another machine's: so that is asked what time it is.
      const probe = join(folder, `.${randomBytes(8).toString('hex')}`)
      await writeFile(probe, '')
      const before = (await stat(probe)).mtimeMs - hours * 3_600_000
      await rm(probe)
      const found = new Map<string, boolean>()
      for (const name of names) {
        const about = await stat(join(folder, name)).catch(absent)
        if (about !== null) found.set(idOf(name), about.mtimeMs <= before)
      }
      return [...found].map(([id, old]) => ({ id, old }))
    },
  }
}

function absent(fault: NodeJS.ErrnoException): null {
  if (fault.code === 'ENOENT') return null
  throw fault
}
