// A running place, started as anybody starts it, and people who speak HTTP to it and nothing else.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../tests/support/ports.ts'
import { root } from './ground.ts'

export const PASSWORD = 'a long enough password'

export type Running = {
  url: string
  child: ChildProcess
  setUp: string
  /** Where it takes mail, if it was asked to. */
  mailPort: number | null
  said: () => string
  stop(): Promise<void>
}
/** `port`: a free one unless said; `mail`: it takes mail; `post`: where it sends its own. */
type Start = { folder?: string; port?: number; mail?: boolean; post?: string }

/** As `npm start` starts Node. */
const PLACE_FLAGS = JSON.parse(readFileSync(join(root, 'scripts/flags.json'), 'utf8')) as string[]

export const makeDataDir = () => mkdtempSync(join(tmpdir(), 'trefoil-ordeal-'))
export const removeDataDir = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })

export async function spawnMain(dataDir: string, options: Start = {}) {
  const at = options.port ?? (await freePort())
  const mailPort = options.mail ? await freePort() : null
  const child = spawn(process.execPath, [...PLACE_FLAGS, join(options.folder ?? root, 'src/main.ts')], {
    cwd: options.folder ?? root,
    env: {
      ...process.env,
      ...{ DATA_DIR: dataDir, PORT: String(at), HOST: '127.0.0.1', TRUST_PROXY: '127.0.0.1' },
      ...(mailPort === null ? {} : { MAIL_IN: `smtp://127.0.0.1:${mailPort}?domain=in.example.org` }),
      ...(options.post ? { SMTP_URL: options.post } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout!.on('data', (part) => {
    text += part
  })
  child.stderr!.on('data', (part) => {
    text += part
  })
  return { child, port: at, mailPort, said: () => text }
}

/** Resolves when the place says that it is ready, or fails with what it said. */
export async function startMain(dataDir: string, options: Start = {}): Promise<Running> {
  const { child, said, mailPort } = await spawnMain(dataDir, options)
  const ready = () => /Trefoil is ready at (\S+)/.exec(said())
  const began = performance.now()
  while (ready() === null) {
    if (child.exitCode !== null || performance.now() - began > 180_000) {
      child.kill('SIGKILL')
      throw new Error(`The place did not start:\n${said().slice(-2000)}`)
    }
    await pause(20)
  }
  await pause(5)
  return {
    child,
    said,
    url: ready()![1]!,
    mailPort,
    setUp: /set-up#(\S+)/.exec(said())?.[1] ?? '',
    stop: () => ended(child, 'SIGTERM'),
  }
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill(signal)
  await gone
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** biome-ignore lint/suspicious/noExplicitAny: what comes back is whatever the place said. */
export type Said = { status: number; body: any; text: string }

/** Somebody with a browser's cookie jar, seen from an address of their own so that limits do not take all for one. */
/** So often, a tenth of a second apart, a place is asked again that could not answer just now. */
const MOST_AGAIN = 50

export class Visitor {
  id = ''
  email = ''
  readonly jar = new Map<string, string>()
  readonly place: Running
  readonly name: string
  constructor(place: Running, name: string) {
    this.place = place
    this.name = name
  }

  headers(): Record<string, string> {
    const bytes = randomBytes(3)
    return {
      'content-type': 'application/json',
      'x-forwarded-for': `10.${bytes[0]}.${bytes[1]}.${bytes[2]}`,
      cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
    }
  }

  /** Asks one procedure, whatever comes of it. */
  async ask(path: string, input: object): Promise<Said> {
    const answer = await fetch(`${this.place.url}/rpc/${path.replace('.', '/')}`, {
      method: 'POST',
      headers: this.headers(),
      body: JSON.stringify({ json: input }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';')
      const cut = pair!.indexOf('=')
      this.jar.set(pair!.slice(0, cut), pair!.slice(cut + 1))
    }
    const text = await answer.text()
    let body: Said['body'] = null
    try {
      body = JSON.parse(text).json
    } catch {
      // Not everything is JSON; the text is there.
    }
    return { status: answer.status, body, text }
  }

  /** Asks, and expects to be let; a place that has its hands full is asked again, as every client of it does. */
  async must(path: string, input: object): Promise<Said['body']> {
    let said = await this.ask(path, input)
    for (let times = 0; said.status === 503 && times < MOST_AGAIN; times += 1) {
      await pause(100)
      said = await this.ask(path, input)
    }
    if (said.status !== 200 || said.body?.ok === false)
      throw new Error(`${this.name}: ${path} said ${said.status} ${said.text.slice(0, 400)}`)
    return said.body
  }

  change(path: string, input: object): Promise<Said['body']> {
    return this.must(path, { attempt: randomUUID(), ...input })
  }
}

/** Sets the place up and gives its first person. */
export async function firstPerson(place: Running, name: string): Promise<Visitor> {
  const visitor = new Visitor(place, name)
  visitor.email = `${name}@example.org`
  const { id } = await visitor.change('people.setUp', {
    token: place.setUp,
    place: 'Ordeal',
    host: 'Kept by an ordeal',
    name,
    email: visitor.email,
    password: PASSWORD,
  })
  visitor.id = id
  return visitor
}

/** Invites somebody (a new person, or one who is signed in), who takes it up, is confirmed, and welcomed by the others. */
export async function bringInto(
  by: Visitor,
  address: string,
  guest: Visitor,
  others: Visitor[] = [],
  kind = 'grantee',
): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  guest.email ||= `${guest.name}@example.org`
  const { id } = await by.change('spaces.invite', {
    address,
    secret,
    name: guest.name,
    email: guest.email,
    class: kind,
  })
  const account = guest.jar.size > 0 ? {} : { account: { name: guest.name, email: guest.email, password: PASSWORD } }
  await guest.change('people.accept', { token: secret, ...account })
  if (guest.id === '') guest.id = (await guest.must('people.me', {})).id
  const { membership } = await by.change('spaces.confirm', { invitation: id })
  for (const other of others) await other.ask('spaces.welcome', { attempt: randomUUID(), membership })
  return membership
}

export async function makeSpace(
  by: Visitor,
  template: string,
  name: string,
  parent?: string,
): Promise<{ id: string; address: string }> {
  return by.change('spaces.create', {
    template,
    name,
    class: 'grantee',
    roles: ['manager'],
    ...(parent === undefined ? {} : { parent }),
  })
}

export type Card = { method: string; asked: string; n: null; dated: null; limits: string; disputedBy: string }
export const CARD: Card = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

export async function addEvidence(by: Visitor, at: { id: string; chapter: string }, words: string): Promise<string> {
  return (
    await by.change('library.addEvidence', {
      space: at.id,
      chapter: at.chapter,
      words,
      whose: { is: 'mine' },
      card: CARD,
    })
  ).id
}
