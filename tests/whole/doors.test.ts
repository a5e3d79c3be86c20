/** The demonstration's doors, which move time and take a world away: who reaches them, and who does not. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningPlace, startRunning } from '../support/running.ts'

const NAME = 'learning.example.org'
const DOORS = ['begin', 'on', 'again', 'remove', 'look', 'token']

/** Asks as a browser does that believes the place to be at `host`, from a page of `origin`. */
function ask(url: string, path: string, method: string, host: string, origin: string): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((done, fail) => {
    request({ hostname, port, path, method, headers: { host, origin } }, (answer) => {
      answer.resume()
      answer.on('end', () => done(answer.statusCode!))
    })
      .on('error', fail)
      .end()
  })
}

describe('a place that others reach', () => {
  let place: RunningPlace
  beforeAll(async () => {
    place = await startRunning({ env: { BASE_URL: `https://${NAME}`, TRUST_PROXY: '127.0.0.1' } })
  }, 90_000)
  afterAll(() => place?.stop())

  test('has none of them, by its own name or by the name of this machine', async () => {
    const at = place.at
    for (const door of DOORS) {
      expect([door, await ask(at, `/demonstration/${door}`, 'POST', NAME, `https://${NAME}`)]).toEqual([door, 404])
      expect([door, await ask(at, `/rpc/demonstration/${door}`, 'POST', NAME, `https://${NAME}`)]).toEqual([door, 404])
      const { host, origin } = new URL(at)
      expect([door, await ask(at, `/demonstration/${door}`, 'POST', host, origin)]).toEqual([door, 421])
    }
  })
})

describe('a place on this machine alone', () => {
  let place: RunningPlace
  beforeAll(async () => {
    place = await startRunning()
  }, 90_000)
  afterAll(() => place?.stop())

  test('opens a demonstration to its own pages only, and has no clock to be moved itself', async () => {
    const { host, origin } = new URL(place.url)
    for (const door of DOORS.filter((one) => one !== 'begin'))
      expect([door, await ask(place.url, `/demonstration/${door}`, 'POST', host, origin)]).toEqual([door, 404])
    expect(await ask(place.url, '/demonstration/begin', 'POST', host, 'https://elsewhere.example')).toBe(403)
    expect(await ask(place.url, '/demonstration/begin', 'POST', 'elsewhere.example', 'http://elsewhere.example')).toBe(
      421,
    )
    // A link or a picture on another page asks by GET, and begins nothing.
    expect([200, 404]).toContain(await ask(place.url, '/demonstration/begin', 'GET', host, 'https://elsewhere.example'))
    expect(await (await fetch(`${place.url}/demonstration/progress`)).text()).not.toContain('total')
  })
})
