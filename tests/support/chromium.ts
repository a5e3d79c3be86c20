// The browser of the tests: CHROMIUM_PATH, else the system's, else the one that comes with the dependencies.
// CHROMIUM_PATH=registry passes over the system's, to try the third way on a machine that has its own.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
)

/** Each launch has a new, empty profile (playwright makes and removes it). */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Found = { executablePath: string; env: Record<string, string>; args: string[] }

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}

/** The package's own fonts.conf looks in /tmp and nowhere else; without fonts, text has no width. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`

/** The package unpacks into TMPDIR, and its libraries only where it believes itself in that one cloud; it reads both at import. */
async function unpack(folder: string): Promise<void> {
  const fresh = `${folder}.new-${process.pid}`
  const kept = { TMPDIR: process.env.TMPDIR, HOME: process.env.HOME, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV }
  const changed = ['FONTCONFIG_PATH', 'LD_LIBRARY_PATH'] as const
  const before = changed.map((name) => process.env[name])
  mkdirSync(fresh, { recursive: true })
  try {
    Object.assign(process.env, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: fresh })
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
    writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontsConf(folder))
    if (!existsSync(folder)) renameSync(fresh, folder)
  } finally {
    for (const [name, value] of [...Object.entries(kept), ...changed.map((name, i) => [name, before[i]] as const)]) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function fromRegistry(): Promise<Found> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found. Install one, or say where it is with CHROMIUM_PATH=/path/to/chromium.')
  }
  const modules = resolve(import.meta.dirname, '../../node_modules')
  const about = readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8')
  const folder = join(modules, '.cache', `trefoil-chromium-${(JSON.parse(about) as { version: string }).version}`)
  if (!existsSync(folder)) await unpack(folder)
  const inherited = process.env.LD_LIBRARY_PATH
  const libraries = join(folder, 'al2023', 'lib')
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...environment(),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      LD_LIBRARY_PATH: inherited ? `${libraries}:${inherited}` : libraries,
      HOME: folder,
    },
    args: ['--no-zygote'],
  }
}

async function find(): Promise<Found> {
  const asked = process.env.CHROMIUM_PATH
  const ready = (executablePath: string): Found => ({ executablePath, env: environment(), args: [] })
  if (asked && asked !== 'registry') {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and nothing is there.`)
    return ready(asked)
  }
  const system = asked === 'registry' ? undefined : SYSTEM.find((path) => existsSync(path))
  return system ? ready(system) : fromRegistry()
}

let found: Promise<Found> | undefined

export async function launchChromium(): Promise<Browser> {
  found ??= find()
  const { executablePath, env, args } = await found
  return chromium.launch({ executablePath, env, args: [...FLAGS, ...args], headless: true, timeout: 60_000 })
}
