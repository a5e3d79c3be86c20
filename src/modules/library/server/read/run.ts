import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished, type Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { cancelled, damaged, Fault, LIMITS, type Reading, type Unreadable } from './faults.ts'

export type Answer = { ok: true; reading: Reading } | { ok: false; fault: Unreadable }

type Message = { progress?: [number, number]; reading?: Reading; fault?: Unreadable }
type Options = { signal?: AbortSignal; progress?: (done: number, total: number) => void }

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
/** The most the child may answer: every character of the longest text escaped, and its marks. */
const LONGEST_ANSWER = LIMITS.characters * 8

/**
 * Reads a file in a process of its own and waits for its answer. The process gets no environment, may read its own
 * source and the installed packages and nothing else, may write nothing and start nothing, and is killed on cancel,
 * after LIMITS.seconds, or when it grows past LIMITS.processMegabytes (asked of /proc, so on Linux only; its heap is
 * held everywhere).
 */
export async function runChild(
  file: { name: string; bytes: Uint8Array },
  options: Options,
  seconds: number = LIMITS.seconds,
): Promise<Answer> {
  const child = spawn(process.execPath, [...flags(), CHILD], {
    cwd: dirname(CHILD),
    env: {},
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let ending: Fault | undefined
  const end = (fault: Fault) => {
    ending ??= fault
    child.kill('SIGKILL')
  }
  const onAbort = () => end(cancelled())
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted === true) onAbort()
  const late = setTimeout(() => end(tooSlow()), seconds * 1000)
  const scale = setInterval(() => void weigh(child, () => end(tooHungry())), 50)
  try {
    send(child, file)
    const [answer, complaint, started] = await Promise.all([
      listen(child.stdio[3] as Readable, options.progress, () => end(tooHungry())),
      tail(child.stderr as Readable),
      exit(child),
    ])
    if (ending !== undefined) return { ok: false, fault: ending.unreadable }
    if (answer?.reading !== undefined) return { ok: true, reading: answer.reading }
    if (answer?.fault !== undefined) return { ok: false, fault: answer.fault }
    if (started !== undefined) throw started
    if (/heap|memory|Array buffer allocation/i.test(complaint)) return { ok: false, fault: tooHungry().unreadable }
    return { ok: false, fault: damaged('reading it came to an unexpected end').unreadable }
  } finally {
    clearTimeout(late)
    clearInterval(scale)
    options.signal?.removeEventListener('abort', onAbort)
    child.kill('SIGKILL')
  }
}

/** A child killed while it is still being written to breaks the pipe: that is no news. */
function send(child: ChildProcess, file: { name: string; bytes: Uint8Array }): void {
  child.stdin?.on('error', () => {})
  child.stdin?.write(`${JSON.stringify({ name: file.name.slice(0, 1000) })}\n`)
  child.stdin?.end(file.bytes)
}

function listen(pipe: Readable, progress: Options['progress'], flood: () => void): Promise<Message | undefined> {
  return new Promise((done) => {
    let answer: Message | undefined
    let pieces: Buffer[] = []
    let size = 0
    pipe.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LONGEST_ANSWER) return flood()
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10)) {
        const message = parse(Buffer.concat([...pieces, chunk.subarray(0, at)]))
        pieces = []
        chunk = chunk.subarray(at + 1)
        if (message?.progress !== undefined) progress?.(...message.progress)
        else answer = message
      }
      pieces.push(chunk)
    })
    finished(pipe, () => done(answer))
  })
}

function parse(line: Buffer): Message | undefined {
  try {
    return JSON.parse(line.toString()) as Message
  } catch {
    // Only a line cut short by the death of the child; what it died of is told otherwise.
    return undefined
  }
}

/** The last words of the child: V8 says there when its heap was not enough. They may hold text of the file: never log. */
function tail(pipe: Readable): Promise<string> {
  return new Promise((done) => {
    let text = ''
    pipe.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(-4000)
    })
    finished(pipe, () => done(text))
  })
}

/** Resolves when the child is gone; with the error if it could not even be started, which is a fault of the house. */
function exit(child: ChildProcess): Promise<Error | undefined> {
  return new Promise((done) => {
    child.on('error', done)
    child.on('close', () => done(undefined))
  })
}

async function weigh(child: ChildProcess, heavy: () => void): Promise<void> {
  if (child.pid === undefined || process.platform !== 'linux') return
  const status = await readFile(`/proc/${child.pid}/status`, 'latin1').catch(() => '')
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
  if (kilobytes > LIMITS.processMegabytes * 1024) heavy()
}

/** Buffers and WebAssembly stand outside the heap, hence `weigh`; code made from strings is of no use to a reader. */
function flags(): string[] {
  return [
    `--max-old-space-size=${LIMITS.heapMegabytes}`,
    '--permission',
    ...readable().map((path) => `--allow-fs-read=${path}`),
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--no-warnings',
  ]
}

let found: string[] | undefined
/** The child's own folder and every folder of packages above it, also where those are links to another place. */
function readable(): string[] {
  if (found !== undefined) return found
  const paths = new Set([dirname(CHILD)])
  for (let at = dirname(CHILD); ; at = dirname(at)) {
    for (const name of ['node_modules', 'package.json']) {
      const path = join(at, name)
      if (existsSync(path)) paths.add(path).add(realpathSync(path))
    }
    if (dirname(at) === at) break
  }
  found = [...paths]
  return found
}

const tooSlow = (): Fault =>
  new Fault(
    'too_slow',
    `Reading the file took more than ${LIMITS.seconds} seconds, so it was stopped.`,
    'Divide it into smaller files, or save it afresh in the program it came from.',
  )

const tooHungry = (): Fault =>
  new Fault(
    'too_large',
    'Reading the file needed more memory than one file may have, so it was stopped.',
    'Divide it into smaller files, or save a copy without pictures and empty rows.',
  )
