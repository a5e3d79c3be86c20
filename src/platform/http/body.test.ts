import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { hurry, takeBody, turnAway } from './body.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** Sends as a proxy does: the whole body first, and only then it looks for an answer. */
async function sendWhole(port: number, megabytes: number): Promise<{ status: number; closes: boolean; said: string }> {
  const sent = request({ port, method: 'POST', headers: { 'content-length': megabytes * 1_048_576 } })
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    sent.once('response', resolve).once('error', reject),
  )
  for (let part = 0; part < megabytes; part++) {
    if (!sent.write(Buffer.alloc(1_048_576))) await new Promise((resolve) => sent.once('drain', resolve))
  }
  sent.end()
  const answer = await answered
  let said = ''
  for await (const part of answer) said += part
  return { status: answer.statusCode!, closes: answer.headers.connection === 'close', said }
}

async function place(most: number | null): Promise<number> {
  const server = fastify({ bodyLimit: 1 })
  server.addContentTypeParser('*', (_request, _payload, done) => done(null))
  server.post('/', async (asked, reply) => {
    if (most === null) return turnAway(asked.raw, reply, 413, { sentence: 'Too large.' })
    return { size: (await takeBody(asked.raw, most))?.length ?? null }
  })
  await server.listen({ port: 0 })
  open.push(() => server.close())
  return (server.server.address() as AddressInfo).port
}

it('lets a body through before it says why it is not wanted, and leaves the connection open', async () => {
  expect(await sendWhole(await place(null), 30)).toEqual({
    status: 413,
    closes: false,
    said: '{"sentence":"Too large."}',
  })
})

it('takes a body up to the most, and says of a larger one that it is too large', async () => {
  const port = await place(2 * 1_048_576)
  expect((await sendWhole(port, 2)).said).toBe('{"size":2097152}')
  expect((await sendWhole(port, 9)).said).toBe('{"size":null}')
})

it('ends a body that drips, and no other', async () => {
  const server: Server = createServer((asked, answer) => {
    hurry(asked, 100)
    asked.resume().once('end', () => void wait(200).then(() => answer.end('taken')))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  open.push(() => server.close())
  const port = (server.address() as AddressInfo).port
  expect((await sendWhole(port, 1)).said).toBe('taken')
  const drip = request({ port, method: 'POST', headers: { 'content-length': 10 } })
  const ended = new Promise((resolve) => drip.once('error', resolve))
  drip.write('a')
  expect(await ended).toBeInstanceOf(Error)
})
