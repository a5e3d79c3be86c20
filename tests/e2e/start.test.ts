import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningPlace, startRunning } from '../support/running.ts'

const ROOT = resolve(import.meta.dirname, '../..')
let place: RunningPlace
beforeAll(async () => {
  place = await startRunning()
})
afterAll(() => place?.stop())

/** Runs the place's own entry and waits for its end. */
function runToEnd(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['src/main.ts'], { cwd: ROOT, env: { ...process.env, BASE_URL: '', ...env } })
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('exit', (code) => done({ code, said }))
  })
}

describe('starting a place', () => {
  it('says where it is ready and, the first time, gives a one-time link to set it up', () => {
    expect(place.setupLink).toMatch(new RegExp(`^${place.url}/set-up#[\\w-]{43}$`))
  })

  it('is alive and ready, and sends a browser that came by an IP address to the name a passkey can be bound to', async () => {
    const byNumber = place.url.replace('localhost', '127.0.0.1')
    expect((await fetch(`${byNumber}/healthz`)).status).toBe(200)
    expect((await fetch(`${byNumber}/readyz`)).status).toBe(200)
    const sent = await fetch(`${byNumber}/sign-in?to=%2Fjournal`, { redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([308, `${place.url}/sign-in?to=%2Fjournal`])
  })

  it('refuses a second process on the same data directory, by name', async () => {
    const { code, said } = await runToEnd({ DATA_DIR: place.dataDir, PORT: '3999' })
    expect(code).toBe(1)
    expect(said).toContain(String(place.child.pid))
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)
  })

  it('stops at a wrong setting with the list of all that is wrong', async () => {
    const { code, said } = await runToEnd({
      PORT: 'ninety',
      SMTP_URL: 'http://x',
      HOST: '0.0.0.0',
      DATA_DIR: place.dataDir,
    })
    expect(code).toBe(1)
    for (const name of ['PORT', 'SMTP_URL', 'BASE_URL', 'TRUST_PROXY']) expect(said).toContain(name)
  })

  it('answers a request forged by another site with a refusal, and does nothing', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await fetch(`${place.url}/rpc/people/signOut`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{"json":{}}',
      })
      expect(answer.status).toBe(403)
    }
  })

  it('answers to no name but its own, and reads no body whose length is not stated', async () => {
    const ask = (headers: Record<string, string>, body: string) =>
      new Promise<number | undefined>((answered, failed) => {
        const sent = request(`${place.url}/rpc/people/signIn`, { method: 'POST', headers }, (reply) => {
          reply.resume()
          answered(reply.statusCode)
        })
        sent.on('error', failed)
        sent.end(body)
      })
    const json = { 'content-type': 'application/json' }
    expect(await ask({ ...json, host: 'evil.example', 'content-length': '2' }, '{}')).toBe(421)
    expect(await ask({ ...json, 'transfer-encoding': 'chunked' }, '{}')).toBe(400)
  })

  it('opens the demonstration on the next port that nobody has', async () => {
    const taken = Number(new URL(place.url).port) + 1
    const neighbour = createServer().listen(taken, '127.0.0.1')
    await new Promise((listens) => neighbour.once('listening', listens))
    const begun = await fetch(`${place.url}/demonstration/begin`, { method: 'POST' })
    const { url } = (await begun.json()) as { url: string }
    expect(Number(new URL(url).port)).toBeGreaterThan(taken)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await new Promise((gone) => neighbour.close(gone))
  })

  it('starts a second time with what it held', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'trefoil-again-'))
    const first = await startRunning({ dataDir })
    await first.stop()
    const second = await startRunning({ dataDir })
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
    await second.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
})
