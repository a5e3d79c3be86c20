import { request } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'

/** A proxy such as README asks for, made of Node alone: https on loopback, HTTP/2, nothing held back, the address told anew. */
export async function startNodeProxy(
  certificate: { key: string; cert: string },
  to: number,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createSecureServer({ ...certificate, allowHTTP1: true }, (from, back) => pass(from, back, to))
  server.listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const sessions = new Set<{ destroy(): void }>()
  server.on('session', (session) => sessions.add(session))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((done) => {
        for (const session of sessions) session.destroy()
        server.close(() => done())
      }),
  }
}

const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'x-forwarded-for']

function pass(from: Http2ServerRequest, back: Http2ServerResponse, to: number): void {
  const headers = Object.fromEntries(
    Object.entries(from.headers).filter(([name]) => !name.startsWith(':') && !HOP.includes(name)),
  )
  let answered = false
  const asked = request(
    {
      host: '127.0.0.1',
      port: to,
      method: from.method,
      path: from.url,
      headers: {
        ...headers,
        host: from.authority || from.headers.host,
        'x-forwarded-for': from.socket.remoteAddress,
        'x-forwarded-proto': 'https',
      },
    },
    (answer) => {
      answered = true
      // What is answered before it was all said need not be said to its end.
      from.unpipe(asked)
      from.resume()
      const kept = Object.entries(answer.headers).filter(([name]) => !HOP.includes(name))
      back.writeHead(answer.statusCode!, Object.fromEntries(kept))
      answer.on('data', (part) => back.write(part)).on('end', () => back.end())
      answer.on('error', () => back.stream?.destroy())
    },
  )
  asked.on('error', () => answered || back.stream?.destroy())
  back.on('close', () => asked.destroy())
  from.pipe(asked)
}
