// Marks in every byte of a folder.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Mark } from './leak-scene.ts'

/** As it was typed, in the other byte orders of text, in hexadecimal, and turned inside base64 in each of its three ways. */
export function findOnDisk(folder: string, marks: Mark[]): string[] {
  const needles = marks.flatMap((mark) => {
    const plain = Buffer.from(mark.token)
    const base64 = [0, 1, 2].map((shift) =>
      Buffer.from(
        Buffer.concat([Buffer.alloc(shift), plain])
          .toString('base64')
          .slice(4, -4),
      ),
    )
    return [plain, Buffer.from(mark.token, 'utf16le'), Buffer.from(plain.toString('hex')), ...base64].map((bytes) => ({
      mark,
      bytes,
    }))
  })
  const hits: string[] = []
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue
    const bytes = readFileSync(path)
    for (const needle of needles) if (bytes.includes(needle.bytes)) hits.push(`${needle.mark.where} in ${name}`)
  }
  return hits
}
