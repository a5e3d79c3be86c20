// A copy of what the structure tests look at, to break on purpose: a rule that has never failed proves nothing.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

export type Scratch = { root: string; write: (path: string, text: string) => void; remove: () => void }

export function makeScratch(...paths: string[]): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-scratch-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const path of paths) {
    const from = join(root, path)
    if (existsSync(from)) cpSync(from, join(folder, path), { recursive: true })
  }
  return {
    root: folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
