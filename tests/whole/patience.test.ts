/** A request that hangs, neither answered nor refused, is given up and asked again: here something in between holds it back. */
import { createServer, type RequestListener, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askAgain, askWithin } from '../../src/web/lib/patience.ts'

const servers: { close(): void; closeAllConnections(): void }[] = []
async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}
let url: string
let busy = 0
beforeAll(async () => {
  const place = await listen((_, back) => back.end('{"room":"open"}'))
  // By its address a question goes on to the place, or never does, or its answer stops half way.
  const between = await listen((from, back) => {
    if (from.url === '/never') return
    if (from.url === '/busy' && busy-- > 0) return void back.writeHead(503, { 'retry-after': '0.01' }).end()
    if (from.url === '/half') return void back.writeHead(200, { 'content-length': 15 }).write('{"room"')
    from.pipe(
      request({ host: '127.0.0.1', port: place, method: from.method, path: from.url }, (answer) => answer.pipe(back)),
    )
  })
  url = `http://127.0.0.1:${between}`
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})
const ask = (path: string, ms: number, signal?: AbortSignal) =>
  askWithin(ms, new Request(`${url}/${path}`, { method: 'POST', body: '{}', signal: signal ?? null }))

it('gives up what never comes and what comes half, so that it can be asked again', async () => {
  const given = async (path: string) => (await ask(path, 300)).json()
  await Promise.all(['never', 'half'].map((path) => expect(given(path)).rejects.toThrow(/abort/i)))
  expect(await (await ask('through', 60_000)).json()).toEqual({ room: 'open' })
})

it('goes when whoever asked needs it no longer', async () => {
  const stop = new AbortController()
  const asking = ask('never', 60_000, stop.signal)
  stop.abort()
  await expect(asking).rejects.toThrow(/abort/i)
  await expect(ask('through', 60_000, stop.signal)).rejects.toThrow(/abort/i)
})

it('asks a place again that cannot answer just now, with the same words, and not for ever', async () => {
  const answers = async (times: number) => {
    busy = times
    return (
      await askAgain(async () => {
        const { status, headers } = await ask('busy', 60_000)
        return { status, headers: Object.fromEntries(headers) }
      })
    ).status
  }
  expect([await answers(2), await answers(3)]).toEqual([200, 503])
})
