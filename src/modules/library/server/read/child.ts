/**
 * The process that reads one file. It is started for that file, knows nothing of the rest of the house (no environment,
 * no database, no right to write or to start anything), and may be killed at any moment.
 * In: one line of JSON `{name, length}` and then the bytes, on standard input.
 * Out, on descriptor 3, lines of JSON: any number of `{progress: [done, total]}`, then one `{reading}` or `{fault}`.
 */
import { writeSync } from 'node:fs'
import { readCsv } from './csv.ts'
import { decode } from './decode.ts'
import { readDocx } from './docx.ts'
import { damaged, Fault, LIMITS, type Reading, tooMuchText } from './faults.ts'
import { checkClaim, shapeOf, textKind } from './kind.ts'
import { isMarked, UNMARKED, unmark } from './markdown.ts'
import { readOdt } from './odt.ts'
import { identify } from './package.ts'
import { readPdf } from './pdf.ts'
import { clean, Script } from './text.ts'
import { readXlsx } from './xlsx.ts'
import { openArchive } from './zip.ts'

// Nothing here has a reason to ask the network for anything, and a library that tried should fail.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)

function say(message: object): void {
  const line = Buffer.from(`${JSON.stringify(message)}\n`)
  for (let at = 0; at < line.length; ) {
    try {
      at += writeSync(3, line, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

let told = -1
/** Whole percents only: a large file would otherwise say more about its progress than it has words. */
function progress(done: number, total: number): void {
  const percent = Math.floor((100 * done) / Math.max(1, total))
  if (percent <= told) return
  told = percent
  say({ progress: [done, total] })
}

async function read(name: string, bytes: Uint8Array): Promise<Reading> {
  const reading = await readKind(name, bytes)
  if (reading.text.trim() !== '') return reading
  throw new Fault('no_text', 'The file was read to its end, and there are no words in it.', 'Choose another.')
}

async function readKind(name: string, bytes: Uint8Array): Promise<Reading> {
  const shape = shapeOf(bytes)
  if (shape === 'pdf') {
    checkClaim(name, 'pdf')
    return readPdf(bytes, progress)
  }
  if (shape === 'text') {
    const kind = textKind(name, bytes)
    checkClaim(name, kind)
    return kind === 'csv' ? readCsv(bytes, progress) : readTxt(name, bytes)
  }
  let size = 0
  const archive = await openArchive(bytes, (done) => progress(Math.min(done, size), size))
  // Pictures are never unpacked, so the measure of the work is the XML.
  for (const [part, entry] of archive.parts) if (part.endsWith('.xml')) size += entry.uncompressedSize
  const { kind, main } = await identify(archive)
  checkClaim(name, kind)
  if (kind === 'docx') return readDocx(archive, main)
  if (kind === 'odt') return readOdt(archive, main)
  return readXlsx(archive, main)
}

function readTxt(name: string, bytes: Uint8Array): Reading {
  // No encoding spends this many bytes on a character; decoding it only to find out would fill the memory.
  if (bytes.length > LIMITS.characters * 8) throw tooMuchText()
  const { text, notes } = decode(bytes)
  const script = new Script()
  script.add(text, '')
  if (isMarked(name, script.text))
    return { kind: 'txt', text: clean(unmark(script.text)).trim(), notes: [...notes, UNMARKED] }
  // A text without line breaks at its end and one with ten of them say the same.
  return { kind: 'txt', text: clean(script.text).trimEnd(), notes }
}

async function main(): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const all = Buffer.concat(chunks)
  const end = all.indexOf(10)
  const { name } = JSON.parse(all.subarray(0, end).toString()) as { name: string }
  try {
    say({ reading: await read(name, new Uint8Array(all.subarray(end + 1))) })
  } catch (error) {
    const fault = error instanceof Fault ? error : damaged('it could not be read to its end')
    say({ fault: fault.unreadable })
  }
}

await main()
process.exit(0)
