import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { freePort } from './ports.ts'

export type Post = {
  url: string
  letters: ParsedMail[]
  next(count: number): Promise<ParsedMail>
  stop(): Promise<void>
}

/** A real post office on loopback that keeps what it is given. `next(n)` waits for the n-th letter. */
export async function startPost(): Promise<Post> {
  const letters: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, taken) {
      simpleParser(stream).then(
        (letter) => {
          letters.push(letter)
          taken()
        },
        (fault: Error) => taken(fault),
      )
    },
  })
  const port = await freePort()
  await new Promise<void>((done) => {
    server.listen(port, '127.0.0.1', () => done())
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    async next(count) {
      for (let waited = 0; waited < 100; waited++) {
        const letter = letters[count - 1]
        if (letter !== undefined) return letter
        await new Promise((done) => setTimeout(done, 30))
      }
      throw new Error(`No letter number ${count} came.`)
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
      }),
  }
}
