import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished, type Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type Refusal, refuse } from '#shared/result.ts'
import { LIMITS } from './limits.ts'

/** A photo as it is kept: a JPEG of at most 2560 pixels a side, upright, with nothing in it but the picture. */
export type Small = { bytes: Buffer; width: number; height: number }
type Shrunk = { ok: true; photo: Small } | Refusal
type Fault = 'too_large' | 'damaged' | 'too_slow' | 'cancelled'

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const SAFE = 'The photo is still on your device.'
const SAYS: Record<Fault | 'heic' | 'kind' | 'bytes', string> = {
  too_large: `This photo has more than 40 million dots, which is the most that is opened. ${SAFE} Send a smaller copy of it.`,
  bytes: `This photo is larger than 25 MB, which is the most that is taken in. ${SAFE} Send a smaller copy of it.`,
  damaged: `This photo could not be opened to its end. ${SAFE} Try another copy of it.`,
  too_slow: `Making this photo smaller took too long. ${SAFE} Send a smaller copy of it.`,
  cancelled: `The sending was stopped. ${SAFE}`,
  heic: `This photo is in a format (HEIC) that cannot be opened here. ${SAFE} Save it as JPEG, or set the camera to “Most compatible”.`,
  kind: `This is not a photo that can be opened here: JPEG, PNG and WebP can. ${SAFE}`,
}
const no = (why: keyof typeof SAYS): Refusal => refuse(why, SAYS[why])

let busy = 0
const waiting: (() => void)[] = []

/** Makes a photo small and empties it of everything but the picture, in a process of its own that can be killed. */
export async function shrink(bytes: Buffer, signal?: AbortSignal): Promise<Shrunk> {
  if (bytes.length > LIMITS.bytes) return no('bytes')
  const kind = kindOf(bytes)
  if (kind !== 'photo') return no(kind)
  if (busy >= LIMITS.atOnce) await new Promise<void>((go) => waiting.push(go))
  else busy += 1
  try {
    return signal?.aborted ? no('cancelled') : await run(bytes, signal)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else busy -= 1
  }
}

/** By its first bytes, whatever its name says. */
function kindOf(bytes: Buffer): 'photo' | 'heic' | 'kind' {
  const at = (start: number, end: number) => bytes.toString('latin1', start, end)
  if (at(0, 3) === '\xff\xd8\xff' || at(0, 8) === '\x89PNG\r\n\x1a\n') return 'photo'
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return 'photo'
  return at(4, 8) === 'ftyp' && /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(at(8, 12)) ? 'heic' : 'kind'
}

async function run(bytes: Buffer, signal: AbortSignal | undefined): Promise<Shrunk> {
  const child = spawn(process.execPath, [...flags(), CHILD], {
    cwd: dirname(CHILD),
    // The libraries for pictures are told to keep to themselves; nothing else of the house is told.
    env: { VIPS_BLOCK_UNTRUSTED: '1', MALLOC_ARENA_MAX: '2' },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  let why: Fault | undefined
  const end = (fault: Fault) => {
    why ??= fault
    child.kill('SIGKILL')
  }
  const stop = () => end('cancelled')
  signal?.addEventListener('abort', stop, { once: true })
  const late = setTimeout(() => end('too_slow'), LIMITS.seconds * 1000)
  const scale = setInterval(() => {
    void megabytesOf(child.pid).then((size) => size > LIMITS.megabytes && end('too_large'))
  }, 50)
  try {
    child.stdin?.on('error', () => {})
    child.stdin?.end(bytes)
    const [said] = await Promise.all([
      all(child.stdio[3] as Readable),
      new Promise<void>((done, failed) => {
        child.on('error', failed)
        child.on('close', () => done())
      }),
    ])
    if (why !== undefined) return no(why)
    const line = said.indexOf(10)
    const about = line < 0 ? { fault: 'damaged' } : JSON.parse(said.subarray(0, line).toString())
    if (about.fault === 'too_large') return no('too_large')
    if (about.fault !== undefined) return no('damaged')
    return { ok: true, photo: { bytes: said.subarray(line + 1), width: about.width, height: about.height } }
  } finally {
    clearTimeout(late)
    clearInterval(scale)
    signal?.removeEventListener('abort', stop)
    child.kill('SIGKILL')
  }
}

function all(pipe: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  pipe.on('data', (part: Buffer) => parts.push(part))
  return new Promise((done) => finished(pipe, () => done(Buffer.concat(parts))))
}

async function megabytesOf(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}

/** It may read its own folder and the installed packages and nothing else; the picture library is a native addon. */
function flags(): string[] {
  const paths = new Set([dirname(CHILD)])
  for (let at = dirname(CHILD); dirname(at) !== at; at = dirname(at)) {
    for (const name of ['node_modules', 'package.json']) {
      const path = join(at, name)
      if (existsSync(path)) paths.add(path).add(realpathSync(path))
    }
  }
  const readable = [...paths].map((path) => `--allow-fs-read=${path}`)
  return ['--max-old-space-size=128', '--permission', '--allow-addons', ...readable, '--no-warnings']
}
