/**
 * Reads the words out of a document that somebody hands in: plain text, CSV, Word, OpenDocument text, Excel, PDF.
 * What a file says about itself is never believed: it is read in a process of its own, within LIMITS.
 */
import { cancelled, count, Fault, LIMITS, type Reading, type Unreadable } from './faults.ts'
import { type Answer, runChild } from './run.ts'

export { LIMITS, type Reading, type Unreadable }

let running = 0
const waiting: (() => void)[] = []

/**
 * Reads one file. The same bytes under the same name always give the same text.
 * Never throws for what is in the file: whatever is wrong comes back as a fault with a sentence to show as it is.
 * At most LIMITS.atOnce files are read at a time; further calls wait, and their time counts from when they begin.
 * @param options.signal ends the reading at once, also while it waits its turn; the answer is then `cancelled`
 * @param options.progress is told how far the reading is, in units of the file's own (bytes or pages)
 */
export async function readDocument(
  file: { name: string; bytes: Uint8Array },
  options: { signal?: AbortSignal; progress?: (done: number, total: number) => void } = {},
): Promise<Answer> {
  if (file.bytes.length > LIMITS.fileBytes) return refuse(tooLarge(file.bytes.length))
  if (file.bytes.length === 0) {
    return refuse(new Fault('empty', 'The file is empty (0 bytes).', 'Check that it was saved, or choose another.'))
  }
  if (!(await turn(options.signal))) return refuse(cancelled())
  try {
    return await runChild(file, options)
  } finally {
    running--
    waiting.shift()?.()
  }
}

const refuse = (fault: Fault): Answer => ({ ok: false, fault: fault.unreadable })

function tooLarge(bytes: number): Fault {
  const megabytes = Math.ceil(bytes / 1024 / 1024)
  return new Fault(
    'too_large',
    `The file is ${count(megabytes)} MB, and 25 MB is the most that is read.`,
    'Save a copy without pictures, or divide it into smaller files.',
  )
}

/** Waits for a free place; false if the wait was cancelled. */
async function turn(signal: AbortSignal | undefined): Promise<boolean> {
  while (running >= LIMITS.atOnce && signal?.aborted !== true) {
    await new Promise<void>((go) => {
      waiting.push(go)
      signal?.addEventListener('abort', () => go(), { once: true })
    })
  }
  if (signal?.aborted === true) {
    // This call may have been woken for a place it no longer wants.
    waiting.shift()?.()
    return false
  }
  running++
  return true
}
