import { type ClientHttp2Session, connect } from 'node:http2'

export type Said = { status: number; headers: Record<string, string | string[] | undefined>; text: string; ms: number }

/** A browser's connection through the proxy: HTTP/2, and only the test's certificate is believed. */
export class Browser {
  cookie = ''
  readonly name: string
  readonly session: ClientHttp2Session
  constructor(name: string, port: number, ca: string) {
    this.name = name
    this.session = connect(`https://127.0.0.1:${port}`, { servername: name, ca })
    this.session.on('error', () => {})
  }

  open(path: string, headers: Record<string, string>, body?: string | Buffer) {
    const stream = this.session.request({
      ':authority': this.name,
      ':path': path,
      ':method': body === undefined ? 'GET' : 'POST',
      'content-type': 'application/json',
      // As browsers say it; a body that nobody measured is refused by the place.
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...headers,
    })
    stream.on('error', () => {})
    stream.end(body)
    return stream
  }

  ask(path: string, input: object | null, headers: Record<string, string> = {}): Promise<Said> {
    return this.send(path, input === null ? undefined : JSON.stringify({ json: input }), headers)
  }

  send(path: string, body: string | Buffer | undefined, headers: Record<string, string> = {}): Promise<Said> {
    const began = performance.now()
    const stream = this.open(path, headers, body)
    return new Promise((done) => {
      let told: Record<string, string | string[] | undefined> = {}
      let text = ''
      stream.on('response', (head) => {
        told = head as typeof told
      })
      stream.on('data', (part) => {
        text += part
      })
      stream.on('close', () =>
        done({ status: Number(told[':status'] ?? 0), headers: told, text, ms: performance.now() - began }),
      )
    })
  }
}
