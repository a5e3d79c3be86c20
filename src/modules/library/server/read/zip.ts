import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { count, damaged, Fault, LIMITS, lying, quote, unpacksTooLarge } from './faults.ts'

const megabytes = (n: number): string => `${count(Math.ceil(n / 1024 / 1024))} MB`

/** A part this small is harmless at any ratio, and blank sheets pack extremely well. */
const HARMLESS = 1024 * 1024

/**
 * The parts of a zip that passed the pre-flight. Stored paths are only ever names: nothing is written anywhere.
 * Names are matched without regard to case, as Office does.
 */
export class Archive {
  readonly parts: Map<string, Entry>
  #zip: ZipFile
  #done = 0
  #progress: (done: number) => void

  constructor(zip: ZipFile, parts: Map<string, Entry>, progress: (done: number) => void) {
    this.#zip = zip
    this.parts = parts
    this.#progress = progress
  }

  has(part: string): boolean {
    return this.parts.has(part.toLowerCase())
  }

  size(part: string): number {
    return this.parts.get(part.toLowerCase())?.uncompressedSize ?? 0
  }

  /**
   * Streams one part, cut at its declared size. Nothing is buffered.
   * @throws Fault lying if its size is not the declared one, damaged if it does not unpack or its checksum differs.
   */
  async *read(part: string): AsyncGenerator<Buffer> {
    const entry = this.parts.get(part.toLowerCase())
    if (entry === undefined) throw damaged(`its part ${quote(part)} is missing`)
    let sum = 0
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
        sum = crc32(chunk as Buffer, sum)
        this.#done += (chunk as Buffer).length
        this.#progress(this.#done)
        yield chunk as Buffer
      }
    } catch (error) {
      if (error instanceof Fault) throw error
      const message = error instanceof Error ? error.message : ''
      if (/(too many|not enough) bytes/.test(message))
        throw lying(`the size given for its part ${quote(part)} is wrong`)
      throw damaged(`its part ${quote(part)} cannot be unpacked`)
    }
    if (sum !== entry.crc32) throw damaged(`its part ${quote(part)} does not match its own checksum`)
  }
}

/**
 * Opens a zip after looking at its list of contents only: how many entries, how large, how tightly packed, encrypted,
 * twice the same, one on top of another. Nothing is unpacked before all of that holds.
 * @throws Fault damaged, encrypted, lying, too_large
 */
export async function openArchive(bytes: Uint8Array, progress: (done: number) => void): Promise<Archive> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
    validateEntrySizes: true,
  }).catch(() => {
    throw damaged('its list of contents is missing, so it was probably cut short while being copied or downloaded')
  })
  if (zip.entryCount > LIMITS.zipEntries) {
    throw unpacksTooLarge(`it holds ${count(zip.entryCount)} parts, and ${LIMITS.zipEntries} is the most that is read`)
  }
  const parts = new Map<string, Entry>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize
      inspect(entry, total)
      const name = entry.fileName.toLowerCase()
      if (parts.has(name)) throw lying(`it holds two different parts named ${quote(entry.fileName)}`)
      parts.set(name, entry)
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    const message = error instanceof Error ? error.message : ''
    if (/encryption/.test(message)) throw encryptedFile()
    if (/relative path|absolute path|invalid characters/.test(message)) {
      throw lying('a part of it is named so as to be written outside its folder')
    }
    throw damaged('its list of contents cannot be read')
  }
  apart([...parts.values()])
  return new Archive(zip, parts, progress)
}

export function encryptedFile(): Fault {
  return new Fault(
    'encrypted',
    'The file is locked with a password.',
    'Open it with the password, save a copy without one and choose that copy.',
  )
}

function inspect(entry: Entry, total: number): void {
  if (entry.isEncrypted()) throw encryptedFile()
  const size = entry.uncompressedSize
  if (size > LIMITS.zipPartBytes) {
    throw unpacksTooLarge(`its part ${quote(entry.fileName)} would be ${megabytes(size)}, and 64 MB is the most`)
  }
  if (total > LIMITS.zipBytes) throw unpacksTooLarge('all its parts together would be more than 128 MB')
  if (size > HARMLESS && size > LIMITS.zipRatio * entry.compressedSize) {
    throw unpacksTooLarge(`its part ${quote(entry.fileName)} is packed more than ${LIMITS.zipRatio} to 1`)
  }
}

/** Entries that share bytes are how a small file claims to be a hundred large ones. */
function apart(entries: Entry[]): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end) throw lying('its parts overlap')
    // The local header is at least 30 bytes and the name; its extra field may differ from the central one.
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize
  }
}
