/**
 * README's "Run it for real", tried: a place behind https on loopback, with a certificate made for the test. A proxy of
 * Node's own is always run; README's nginx and Caddy blocks are taken out of the page and run where those programs are.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '#platform/config/settings.ts'
import { makeCertificate } from '../support/certificate.ts'
import { Browser, type Said } from '../support/over-https.ts'
import { startTestPlace, type TestPlace } from '../support/place.ts'
import { freePort } from '../support/ports.ts'
import { startNodeProxy } from '../support/proxy.ts'

const NAME = 'learning.example.org'
const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'trefoil-proxy-'))
const certificate = makeCertificate(NAME)
const account = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' }
const children: ChildProcess[] = []
let place: TestPlace

/** One block of the page, by a line that only it holds. */
function blockWith(line: string): string {
  const block = [...readme.matchAll(/```\w*\n([\s\S]*?)```/g)]
    .map((found) => found[1]!)
    .find((one) => one.includes(line))
  if (block === undefined) throw new Error(`README has no block with "${line}".`)
  return block
}
/** Changed to fit the test, and only where it has to be: each change must find its place. */
function fitted(block: string, changes: [string | RegExp, string][]): string {
  return changes.reduce((text, [from, to]) => {
    const changed = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to)
    if (changed === text) throw new Error(`The block no longer holds ${from}.`)
    return changed
  }, block)
}
const has = (program: string) => spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined

chmodSync(folder, 0o755)
writeFileSync(join(folder, 'learning.pem'), certificate.cert)
writeFileSync(join(folder, 'learning.key'), certificate.key)

// A place for each: what is tried wrongly through one proxy must not count against the next.
beforeEach(async () => {
  place = await startTestPlace({ env: { BASE_URL: `https://${NAME}`, TRUST_PROXY: '127.0.0.1' } })
  const token = place.setupLink!.split('#')[1]!
  const said = await plain('/rpc/people/setUp', {
    attempt: randomUUID(),
    token,
    place: 'Wear',
    host: 'Kept by a test',
    ...account,
  })
  expect(said.status).toBe(200)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGTERM')
  await place?.stop()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

/** Straight to the place, past any proxy. */
function plain(path: string, input: object, headers = {}, port = place.house.settings.port): Promise<Said> {
  return new Promise((done, failed) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { host: NAME, 'content-type': 'application/json', ...headers },
      },
      async (answer) => {
        let text = ''
        for await (const part of answer) text += part
        done({ status: answer.statusCode!, headers: answer.headers, text, ms: 0 })
      },
    )
    asked.on('error', failed)
    asked.end(JSON.stringify({ json: input }))
  })
}

const signIn = (to: Browser, password = account.password, headers = {}) =>
  to.ask('/rpc/people/signIn', { attempt: randomUUID(), email: account.email, password }, headers)

/** What has to hold through any proxy. */
async function tryThrough(port: number): Promise<void> {
  const browser = new Browser(NAME, port, certificate.cert)
  try {
    const signed = await signIn(browser)
    expect(signed.status, signed.text).toBe(200)
    const cookies = [signed.headers['set-cookie']].flat().join('; ')
    expect(cookies).toMatch(/^__Host-trefoil=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure/)
    expect(signed.headers['strict-transport-security']).toContain('max-age')
    browser.cookie = cookies.split(';')[0]!

    const made = await browser.ask('/rpc/spaces/create', {
      attempt: randomUUID(),
      template: 'place',
      name: 'Wearmouth',
      class: 'grantee',
      roles: ['manager'],
    })
    const { address } = JSON.parse(made.text).json
    const here = JSON.parse((await browser.ask('/rpc/spaces/here', { address })).text).json
    await hearAtOnce(browser, here)

    const to = `/files/import?${new URLSearchParams({ attempt: randomUUID(), space: here.id, chapter: here.chapter })}`
    // As large as the place takes: read to its end, and refused by the place in its own words, since it is only noise.
    const large = await browser.send(to, randomBytes(24 * 1024 * 1024), { 'x-file-name': 'noise.pdf' })
    expect(large.status).toBe(200)
    expect(JSON.parse(large.text.trim().split('\n').at(-1)!)).toMatchObject({ ok: false })
    // A name that is not ours is answered by nobody; a request from another site is not done.
    const foreign = await browser.ask('/rpc/people/place', null, { ':authority': 'elsewhere.example' })
    expect(foreign.text).not.toContain('Wear')
    const forged = await signIn(browser, account.password, { origin: 'https://elsewhere.example' })
    expect(forged.status).toBe(403)

    // Whatever address somebody claims, it is the proxy's word that counts: the limit holds.
    const tries: number[] = []
    for (let n = 0; n < 40 && !tries.includes(429); n += 1)
      tries.push((await signIn(browser, 'wrong', { 'x-forwarded-for': `10.9.${n}.1` })).status)
    expect(tries.at(-1)).toBe(429)
  } finally {
    browser.session.destroy()
  }
}

/** The stream comes through unheld: what is written is heard within a second. */
async function hearAtOnce(browser: Browser, here: { id: string; chapter: string }): Promise<void> {
  const live = browser.open('/live', {})
  let heard = ''
  live.on('data', (part) => {
    heard += part
  })
  await expect.poll(() => heard, { timeout: 1_000 }).toContain('event: fresh')
  const card = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
  const said = await browser.ask('/rpc/library/addEvidence', {
    attempt: randomUUID(),
    space: here.id,
    chapter: here.chapter,
    words: 'Nobody rang.',
    whose: { is: 'mine' },
    card,
  })
  expect(said.status, said.text).toBe(200)
  await expect.poll(() => heard, { timeout: 1_000 }).toContain(`"chapter":"${here.chapter}"`)
  live.close()
}

async function listening(port: number): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const open = await new Promise<boolean>((done) => {
      const probe = connectTcp(port, '127.0.0.1', () => done(true))
      probe.on('error', () => done(false))
      setTimeout(() => probe.destroy(), 200).unref()
    })
    if (open) return
    await pause(50)
  }
  throw new Error(`Nothing listens at ${port}.`)
}

function run(program: string, args: string[]): () => string {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } })
  children.push(child)
  let said = ''
  for (const out of [child.stdout, child.stderr])
    out.on('data', (part) => {
      said += part
    })
  return () => said
}

describe('behind a proxy', { timeout: 30_000 }, () => {
  it('works through a proxy of Node alone', async () => {
    const proxy = await startNodeProxy(certificate, place.house.settings.port)
    await tryThrough(proxy.port).finally(() => proxy.stop())
  })

  it('believes a forwarded address from its proxy and from nobody else', async () => {
    const other = await startTestPlace({ env: { TRUST_PROXY: '10.0.0.1' } })
    const statusAfterMany = async (at: TestPlace, host: string) => {
      for (let n = 0; n < 40; n += 1) {
        const { status } = await plain(
          '/rpc/people/signIn',
          { attempt: randomUUID(), email: `${n}@example.org`, password: 'wrong' },
          { 'x-forwarded-for': `10.8.${n}.1`, host },
          at.house.settings.port,
        )
        if (status === 429) return status
      }
      return 200
    }
    // From 127.0.0.1, the proxy of the one: another person each time. Nobody's proxy of the other: one person, who is stopped.
    expect(await statusAfterMany(place, NAME)).toBe(200)
    expect(await statusAfterMany(other, new URL(other.url).host)).toBe(429)
    await other.stop()
  })

  it("runs README's nginx block", async (test) => {
    if (!has('nginx')) return notRun(test, 'nginx')
    const [port, bare] = [await freePort(), await freePort()]
    const block = fitted(blockWith('proxy_pass'), [
      [/listen 80;/, `listen 127.0.0.1:${bare};`],
      [/listen 443 /, `listen 127.0.0.1:${port} `],
      ['127.0.0.1:3030', `127.0.0.1:${place.house.settings.port}`],
      ['/etc/ssl/', `${folder}/`],
    ])
    mkdirSync(join(folder, 'nginx'))
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;\npid ${folder}/nginx/pid;\nerror_log ${folder}/nginx/error.log;
events {}\nhttp {\n${paths.map((one) => `${one}_temp_path ${folder}/nginx/${one};`).join('\n')}\n${block}\n}\n`,
    )
    const said = run('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'nginx/error.log')])
    await listening(port).catch((fault) => {
      throw new Error(`${fault.message}\n${said()}`)
    })
    await tryThrough(port)
    const sent = await fetch(`http://127.0.0.1:${bare}/s/wear?x=1`, { redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([301, `https://${NAME}/s/wear?x=1`])
  })

  it("runs README's Caddy block", async (test) => {
    if (!has('caddy')) return notRun(test, 'caddy')
    const port = await freePort()
    const block = fitted(blockWith('reverse_proxy'), [
      [
        `${NAME} {`,
        `https://${NAME}:${port} {\n    bind 127.0.0.1\n    tls ${folder}/learning.pem ${folder}/learning.key`,
      ],
      ['127.0.0.1:3030', `127.0.0.1:${place.house.settings.port}`],
    ])
    writeFileSync(join(folder, 'Caddyfile'), `{\n    admin off\n    auto_https disable_redirects\n}\n${block}`)
    const said = run('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')])
    await listening(port).catch((fault) => {
      throw new Error(`${fault.message}\n${said()}`)
    })
    await tryThrough(port)
  })
})

describe("README's unit for systemd", () => {
  const unit = blockWith('[Service]')
  const value = (name: string) => unit.match(new RegExp(`^${name}=(.*)$`, 'm'))?.[1] ?? ''

  it('starts what is there, with settings that the place accepts', () => {
    const [node, launcher, verb] = value('ExecStart').split(' ')
    expect(node).toMatch(/\/node$/)
    const launch = readFileSync(resolve(import.meta.dirname, '../..', launcher!), 'utf8')
    expect(launch).toMatch(new RegExp(`^ {2}${verb}: \\[`, 'm'))
    const given = value('Environment')
      .split(' ')
      .map((one) => one.split('=') as [string, string])
    for (const [name] of given) expect(readme).toContain(`| \`${name}\``)
    const settings = readSettings(Object.fromEntries(given))
    expect(settings).toMatchObject({ baseUrl: `https://${NAME}`, trustProxy: '127.0.0.1', port: 3030 })
    expect(settings.dataDir).toBe(`/var/lib/${value('StateDirectory')}`)
    for (const proxied of ['proxy_pass http://127.0.0.1:3030', 'reverse_proxy 127.0.0.1:3030'])
      expect(readme).toContain(proxied)
  })
})

/** Counted as skipped, and said: what was not run has proved nothing. */
function notRun(test: { skip(note?: string): void }, program: string): void {
  console.log(`${program} is not on this machine, so README's block for it was not run.`)
  test.skip(`${program} is not here`)
}
